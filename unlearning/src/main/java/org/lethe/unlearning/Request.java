package org.lethe.unlearning;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lethe.core.data.DataException;
import org.lethe.core.data.Edit;
import org.lethe.core.data.Table;
import org.lethe.core.posterior.Channel;
import org.lethe.core.posterior.Cost;
import org.lethe.core.posterior.Fit;
import org.lethe.core.posterior.FlowPosterior;
import org.lethe.core.posterior.Gaussian;
import org.lethe.core.posterior.GaussianPosterior;
import org.lethe.core.posterior.Posterior;
import org.lethe.core.posterior.Provenance;
import org.lethe.core.posterior.Recipe;
import org.lethe.core.posterior.VariationalPosterior;
import org.lethe.core.posterior.Verdict;
import org.lethe.inference.run.Run;

/**
 * A fit and an edit that belong together, and the making of the fit that follows.
 *
 * @param method the name of the method, for messages
 * @param fit what is edited
 * @param edit rows to forget and to learn
 * @param run how
 */
public record Request<P extends Posterior>(String method, Fit<P> fit, Edit edit, Run run) {

  /** The one method that needs no sum over rows. */
  public static final String RETRAIN = "Retrain";

  /**
   * Checks that the edit fits the fit.
   *
   * @throws IllegalArgumentException when the model couples its rows, unless this is a {@value
   *     #RETRAIN}
   * @throws DataException when the edit has no rows, lacks columns that the model reads or codes
   *     them otherwise, or was made for other data than the fit stands for
   */
  public Request {
    if (edit.rows().size() == 0) {
      throw new DataException(method + ": the edit must have rows, got none");
    }
    if (fit.model().coupled().isPresent() && !method.equals(RETRAIN)) {
      throw new IllegalArgumentException(
          String.format(
              "%s: model %s couples its rows: %s; no row can be forgotten without the others, so"
                  + " train again on the rows that stay",
              method, fit.model().name(), fit.model().coupled().get()));
    }
    fit.model().check(edit.rows());
    edit.digestAfter(fit.provenance().dataDigest());
  }

  /**
   * Checks that a table is the data after the edit.
   *
   * @throws DataException when it is not
   */
  public Table remaining(Table table) {
    String expected = edit.digestAfter(fit.provenance().dataDigest());
    if (!table.digest().equals(expected)) {
      throw new DataException(
          method
              + ": the remaining table must be the data of the fit after the edit; it has "
              + table.size()
              + " rows and another digest; make it with Table.after");
    }
    return table;
  }

  /**
   * The fit after the edit, without curvature. Its verdict is not better than the parent's.
   *
   * @param posterior of the same class as the parent's
   * @param begun {@link System#nanoTime} at the start
   * @param newer channels of the method, beside the schema's constants
   */
  public Fit<P> result(
      Posterior posterior,
      Recipe recipe,
      Verdict verdict,
      long begun,
      long rowGradients,
      long rowHessianProducts,
      List<Channel> newer) {
    Provenance provenance =
        fit.provenance().edited(fit.id(), recipe, edit, run.key(), run.seed(), channels(newer));
    double seconds = (System.nanoTime() - begun) * 1e-9;
    return new Fit<>(
        sameKind(posterior),
        fit.model(),
        Optional.empty(),
        provenance,
        inherited(fit.verdict()).and(verdict),
        new Cost(seconds, rowGradients, rowHessianProducts));
  }

  /** {@code posterior} as the caller's own type, which is that of the fit. */
  @SuppressWarnings("unchecked") // getClass() of a P is a Class<? extends P>
  public P sameKind(Posterior posterior) {
    Class<? extends Posterior> kind = fit.posterior().getClass();
    if (!kind.isInstance(posterior)) {
      throw new IllegalArgumentException(
          method
              + ": posterior must be a "
              + posterior.getClass().getSimpleName()
              + ", which is what the method gives, got "
              + kind.getSimpleName());
    }
    return (P) posterior;
  }

  /** The posterior, for methods that work on variational Gaussians and flows. */
  public VariationalPosterior variational() {
    return fit.posterior() instanceof FlowPosterior flow
        ? flow
        : gaussian("a variational Gaussian or a flow");
  }

  /** The posterior, for methods that work on variational Gaussians. */
  public GaussianPosterior gaussian() {
    return gaussian("a variational Gaussian");
  }

  /** The posterior where it is not draws, for methods that work on both. */
  public GaussianPosterior gaussianBesideDraws() {
    return gaussian("draws or a variational Gaussian");
  }

  private GaussianPosterior gaussian(String accepted) {
    if (fit.posterior() instanceof Gaussian gaussian) {
      return gaussian;
    }
    boolean flow = fit.posterior() instanceof FlowPosterior;
    throw new IllegalArgumentException(
        String.format(
            "%s: posterior must be %s, got %s",
            method,
            accepted,
            flow
                ? "a flow; use Eubo, ReverseKl or a retrain, or fit a Gaussian family"
                : fit.posterior().getClass().getSimpleName()));
  }

  /** What a checkpoint belongs to: recipe, fit, edit and seed. */
  public String identity(Recipe recipe) {
    return String.join(
        "\n",
        recipe.toString(),
        fit.id(),
        edit.forgottenRows().digest(),
        edit.learnedRows().digest(),
        Long.toString(run.seed()));
  }

  /** The channel of what the schema learned from rows. */
  public List<Channel> schemaConstants() {
    return List.of(Channel.schemaConstants(fit.model().schema()));
  }

  private List<Channel> channels(List<Channel> newer) {
    List<Channel> all = new ArrayList<>(schemaConstants());
    all.addAll(newer);
    return all;
  }

  private static Verdict inherited(Verdict parent) {
    return new Verdict(
        parent.level(),
        parent.reasons().stream()
            .map(r -> r.startsWith("the original: ") ? r : "the original: " + r)
            .toList());
  }
}
