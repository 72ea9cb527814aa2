package org.lethe.unlearning.exact;

import java.util.List;
import org.lethe.core.data.Edit;
import org.lethe.core.posterior.Channel;
import org.lethe.core.posterior.ConjugatePosterior;
import org.lethe.core.posterior.Fit;
import org.lethe.core.posterior.ImpossibleEditException;
import org.lethe.core.posterior.Recipe;
import org.lethe.core.posterior.Verdict;
import org.lethe.inference.run.Run;
import org.lethe.unlearning.Forgetting;
import org.lethe.unlearning.Request;

/**
 * p(θ | D_r) ∝ p(θ | D)/p(D_e | θ), by adding the edited rows to the sufficient statistics with
 * their signs. It needs the fit and the edited rows only, and gives the bits of a retrain; erasing
 * all rows gives the prior.
 */
public final class Exact implements Forgetting<ConjugatePosterior> {

  private Exact() {}

  /** The method; it has no options. */
  public static Exact of() {
    return new Exact();
  }

  @Override
  public Recipe recipe() {
    return Recipe.of("exact");
  }

  /**
   * {@inheritDoc}
   *
   * @throws ImpossibleEditException if no rows can be left, because some were never learned
   */
  @Override
  public <P extends ConjugatePosterior> Fit<P> forget(Fit<P> fit, Edit edit, Run run) {
    long begun = System.nanoTime();
    Request<P> request = new Request<>("Exact", fit, edit, run);
    return request.result(
        fit.posterior().after(edit),
        recipe(),
        Verdict.trusted(),
        begun,
        edit.rows().size(),
        0,
        List.of(
            Channel.closed(
                "sufficient statistics",
                "the erased rows were subtracted from the sums without rounding")));
  }
}
