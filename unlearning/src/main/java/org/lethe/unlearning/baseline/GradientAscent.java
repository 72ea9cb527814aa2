package org.lethe.unlearning.baseline;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.lethe.core.data.Checks;
import org.lethe.core.data.Edit;
import org.lethe.core.data.Table;
import org.lethe.core.expr.Device;
import org.lethe.core.posterior.Channel;
import org.lethe.core.posterior.DrawsPosterior;
import org.lethe.core.posterior.Fit;
import org.lethe.core.posterior.Posterior;
import org.lethe.core.posterior.Recipe;
import org.lethe.core.posterior.Verdict;
import org.lethe.core.random.Purpose;
import org.lethe.core.random.RandomStream;
import org.lethe.inference.energy.Expectation;
import org.lethe.inference.run.CancelledException;
import org.lethe.inference.run.Run;
import org.lethe.unlearning.DivergedException;
import org.lethe.unlearning.Forgetting;
import org.lethe.unlearning.Request;

/**
 * Climbs the loss of the rows to forget until it reaches a target: with L(m) = Σ_{D_e}
 * E_q[h]/|D_e|, the mean over draws where the posterior is draws, which all move alike, and m in
 * standard deviations of the original,
 *
 * <pre>m ← m + η ∇L min(1, c/|∇L|) while L(m) &lt; target</pre>
 *
 * The scales stay. It needs no other row, and knows nothing of them: the target alone says when to
 * stop, and the loss of held-out rows of the same kind is a good one. Without the clip a step grows
 * with the loss, and the model is lost; that is offered to be shown. A baseline, doubtful by
 * itself.
 */
public final class GradientAscent implements Forgetting<Posterior> {

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
  public <P extends Posterior> Fit<P> forget(Fit<P> fit, Edit edit, Run run) {
    long begun = System.nanoTime();
    Request<P> request = new Request<>("GradientAscent", fit, edit, run);
    Checks.that(
        edit.learned().isEmpty(),
        "GradientAscent: an edit must only forget, got %d rows to learn",
        edit.learned().size());
    try (Hill hill = hill(request)) {
      double[] shift = new double[hill.dimension()];
      Climb climb = climb(hill, shift, run);
      return request.result(
          hill.at(shift),
          recipe(),
          verdict(climb),
          begun,
          (climb.steps() + 1) * hill.rowGradients(),
          0,
          List.of(
              Channel.open("start value", "the climb started at the posterior that knew the rows"),
              Channel.open("scales", "those of the posterior that knew the rows")));
    }
  }

  private static Hill hill(Request<?> request) {
    Table rows = request.edit().forgottenRows();
    Device device = request.run().device();
    if (request.fit().posterior() instanceof DrawsPosterior draws) {
      return new DrawsHill(draws, rows, device);
    }
    Expectation how = Expectation.of(request.fit(), new Expectation.Draws(PARTICLES, false));
    return new GaussianHill(request.gaussianBesideDraws(), how, rows, device);
  }

  /** How many steps were taken, and whether the loss came to its target. */
  private record Climb(int steps, boolean reached) {}

  private Climb climb(Hill hill, double[] shift, Run run) {
    double[] gradient = new double[shift.length];
    RandomStream random = RandomStream.of(run.seed());
    for (int step = 0; ; step++) {
      if (run.listener().cancelled()) {
        throw new CancelledException("gradient ascent", step, steps, Optional.empty());
      }
      RandomStream noise = random.at(step, Purpose.REPARAMETRISATION);
      double loss = hill.loss(shift, noise, gradient);
      double length = 0;
      for (double g : gradient) {
        length = Math.hypot(length, g);
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
      double times = rate * Math.min(1, clip / length);
      for (int i = 0; i < shift.length; i++) {
        shift[i] += times * gradient[i];
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
