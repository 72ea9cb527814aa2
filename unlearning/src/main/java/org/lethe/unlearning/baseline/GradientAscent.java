package org.lethe.unlearning.baseline;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.lethe.core.data.Checks;
import org.lethe.core.data.Edit;
import org.lethe.core.posterior.Channel;
import org.lethe.core.posterior.Fit;
import org.lethe.core.posterior.GaussianPosterior;
import org.lethe.core.posterior.Recipe;
import org.lethe.core.posterior.VariationalPosterior;
import org.lethe.core.posterior.Verdict;
import org.lethe.core.random.Purpose;
import org.lethe.core.random.RandomStream;
import org.lethe.inference.energy.Batch;
import org.lethe.inference.energy.Expectation;
import org.lethe.inference.energy.Family;
import org.lethe.inference.energy.Frame;
import org.lethe.inference.energy.VariationalEnergy;
import org.lethe.inference.run.CancelledException;
import org.lethe.inference.run.Run;
import org.lethe.inference.svi.Svi;
import org.lethe.unlearning.DivergedException;
import org.lethe.unlearning.Forgetting;
import org.lethe.unlearning.Request;

/**
 * Climbs the loss of the rows to forget until it reaches a target: with L(m) = Σ_{D_e} E_q[h]/|D_e|
 * and the mean in standard deviations of the original,
 *
 * <pre>m ← m + η ∇L min(1, c/|∇L|) while L(m) &lt; target</pre>
 *
 * The scales stay. It needs no other row, and knows nothing of them: the target alone says when to
 * stop, and the loss of held-out rows of the same kind is a good one. Without the clip a step grows
 * with the loss, and the model is lost; that is offered to be shown. A baseline, doubtful by
 * itself.
 */
public final class GradientAscent implements Forgetting<VariationalPosterior> {

  private static final int PARTICLES = 16;
  private static final int STEPS = 1000;
  private static final double RATE = 0.1;
  private static final double CLIP = 1;

  private final double target;
  private final double rate;
  private final double clip;
  private final int steps;

  private GradientAscent(double target, double rate, double clip, int steps) {
    this.target = target;
    this.rate = rate;
    this.clip = clip;
    this.steps = steps;
  }

  /**
   * Up to a mean loss of the rows, in nats a row; a clip of 1, steps of a tenth of a posterior
   * standard deviation at most, and no more than {@value #STEPS} of them.
   */
  public static GradientAscent of(double lossTarget) {
    Checks.finite("GradientAscent", "loss target", lossTarget);
    return new GradientAscent(lossTarget, RATE, CLIP, STEPS);
  }

  /** With another step size η. */
  public GradientAscent rate(double eta) {
    Checks.positiveFinite("GradientAscent", "rate eta", eta);
    return new GradientAscent(target, eta, clip, steps);
  }

  /** With another bound c on the gradient's length. */
  public GradientAscent clip(double length) {
    Checks.positiveFinite("GradientAscent", "clip", length);
    return new GradientAscent(target, rate, length, steps);
  }

  /** With gradients as long as they are. */
  public GradientAscent unclipped() {
    return new GradientAscent(target, rate, Double.POSITIVE_INFINITY, steps);
  }

  /** At most so many steps. */
  public GradientAscent steps(int n) {
    Checks.positive("GradientAscent", "steps", n);
    return new GradientAscent(target, rate, clip, n);
  }

  @Override
  public Recipe recipe() {
    Recipe recipe =
        new Recipe("gradient-ascent", Map.of("target", target, "rate", rate, "steps", steps));
    return Double.isInfinite(clip) ? recipe : recipe.with("clip", clip);
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException also when the edit learns rows
   * @throws DivergedException when the loss is no longer finite
   */
  @Override
  public <P extends VariationalPosterior> Fit<P> forget(Fit<P> fit, Edit edit, Run run) {
    long begun = System.nanoTime();
    Request<P> request = new Request<>("GradientAscent", fit, edit, run);
    Checks.that(
        edit.learned().isEmpty(),
        "GradientAscent: an edit must only forget, got %d rows to learn",
        edit.learned().size());
    GaussianPosterior q = request.gaussian();
    Expectation how = Svi.expectation(fit, new Expectation.Draws(PARTICLES, false));
    try (VariationalEnergy energy =
        VariationalEnergy.of(q.model(), Family.of(q))
            .frame(Frame.of(q))
            .expectation(how)
            .on(run.device())) {
      double[] lambda = energy.start();
      Batch rows = Batch.of(edit.forgottenRows());
      Climb climb = climb(energy, lambda, q.mean().length, rows, run);
      return request.result(
          energy.posterior(lambda),
          recipe(),
          verdict(climb),
          begun,
          (climb.steps() + 1L) * rows.size() * energy.draws(),
          0,
          List.of(
              Channel.open("start value", "the climb started at the posterior that knew the rows"),
              Channel.open("scales", "those of the posterior that knew the rows")));
    }
  }

  /** How many steps were taken, and whether the loss came to its target. */
  private record Climb(int steps, boolean reached) {}

  /** Moves the mean. */
  private Climb climb(VariationalEnergy energy, double[] lambda, int d, Batch rows, Run run) {
    double[] gradient = new double[lambda.length];
    RandomStream random = RandomStream.of(run.seed());
    for (int step = 0; ; step++) {
      if (run.listener().cancelled()) {
        throw new CancelledException("gradient ascent", step, steps, Optional.empty());
      }
      RandomStream noise = random.at(step, Purpose.REPARAMETRISATION);
      double loss = energy.gradient(lambda, 0, rows, noise, gradient) / rows.size();
      double length = 0;
      for (int i = 0; i < d; i++) {
        length = Math.hypot(length, gradient[i] / rows.size());
      }
      if (!Double.isFinite(loss) || !Double.isFinite(length)) {
        throw new DivergedException(
            "GradientAscent",
            String.format(Locale.ROOT, "a loss of %s after %d steps", loss, step),
            "clip the gradient, or take smaller steps");
      }
      if (loss >= target || step == steps) {
        return new Climb(step, loss >= target);
      }
      double times = rate * Math.min(1, clip / length) / rows.size();
      for (int i = 0; i < d; i++) {
        lambda[i] += times * gradient[i];
      }
    }
  }

  private Verdict verdict(Climb climb) {
    Verdict baseline = Verdict.doubtful("a baseline: it knows nothing of the rows that stay");
    return climb.reached()
        ? baseline
        : baseline.and(
            Verdict.doubtful(
                String.format(
                    Locale.ROOT,
                    "the loss of the rows is below its target of %.3g after %d steps",
                    target,
                    climb.steps())));
  }
}
