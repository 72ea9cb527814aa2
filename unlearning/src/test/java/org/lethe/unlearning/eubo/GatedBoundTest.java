package org.lethe.unlearning.eubo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.DoubleUnaryOperator;
import org.apache.commons.math3.optim.InitialGuess;
import org.apache.commons.math3.optim.MaxEval;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;
import org.apache.commons.math3.optim.nonlinear.scalar.ObjectiveFunction;
import org.apache.commons.math3.optim.nonlinear.scalar.noderiv.NelderMeadSimplex;
import org.apache.commons.math3.optim.nonlinear.scalar.noderiv.SimplexOptimizer;
import org.junit.jupiter.api.Test;
import org.lethe.core.expr.Device;
import org.lethe.core.posterior.Fit;
import org.lethe.core.posterior.Gaussian;
import org.lethe.core.random.RandomStream;
import org.lethe.inference.energy.Batch;
import org.lethe.inference.energy.VariationalEnergy;
import org.lethe.inference.run.Run;
import org.lethe.unlearning.Gate;
import org.lethe.unlearning.RowOnLine;

/** The gated bound in one dimension, against integrals on a grid that share no code with it. */
class GatedBoundTest {

  private static final int REPEATS = 60;
  private static final int DRAWS = 5000;

  /** ℓ = −¾(θ − 1)² − 3. */
  private static final RowOnLine LINE =
      RowOnLine.of(
          (theta, x) -> theta.times(x).minus(1).square().times(-.75).minus(3).plus(x.minus(x)), 1);

  private static double ell(double t) {
    return -.75 * (t - 1) * (t - 1) - 3;
  }

  /** U(m, s) = ∫ N(θ; m, s²) g(θ) ℓ(θ) dθ + KL(N(m, s²) ‖ N(0, 1)) by the trapezoidal rule. */
  private static double bound(DoubleUnaryOperator ell, DoubleUnaryOperator g, double m, double s) {
    return bound(ell, g, m, s, .02);
  }

  /** A smooth integrand is exact at a step of .02; a jump needs a small one. */
  private static double bound(
      DoubleUnaryOperator ell, DoubleUnaryOperator g, double m, double s, double step) {
    double sum = 0;
    for (double e = -9; e <= 9; e += step) {
      double t = m + s * e;
      sum += Math.exp(-e * e / 2) * g.applyAsDouble(t) * ell.applyAsDouble(t);
    }
    return sum * step / Math.sqrt(2 * Math.PI) + .5 * (s * s + m * m - 1) - Math.log(s);
  }

  private static double smooth(double t) {
    return 1 / (1 + Math.exp(-(-t * t / 2 - Math.log(.1)) / .5));
  }

  /** Value, ∂m and ∂s of the bound at N(.8, .9²), each with its Monte Carlo error. */
  private static double[][] measured(Gate gate) {
    Eubo eubo = Eubo.of(gate).draws(DRAWS);
    double[][] sums = new double[3][2];
    try (VariationalEnergy<?> energy = EuboFit.objective(eubo, LINE.fit()).on(Device.cpu(2))) {
      double[] gradient = new double[2];
      Batch batch = Batch.of(LINE.forget());
      double[] lambda = energy.lambda(LINE.normal(.8, .9));
      for (int r = 0; r < REPEATS; r++) {
        double value = energy.gradient(lambda, 1, batch, RandomStream.of(9).at(r, 2), gradient);
        double[] each = {value, gradient[0], gradient[1] / .9};
        for (int k = 0; k < 3; k++) {
          sums[k][0] += each[k] / REPEATS;
          sums[k][1] += each[k] * each[k] / REPEATS;
        }
      }
    }
    for (double[] sum : sums) {
      sum[1] = Math.sqrt((sum[1] - sum[0] * sum[0]) / (REPEATS - 1));
    }
    return sums;
  }

  /** The published vector; false alarms below 1e-4 (4.5 errors, 60 repeats). */
  @Test
  void theSmoothGateHasThePublishedValueAndGradients() {
    double[][] u = measured(new Gate.Threshold(.1, true));
    double[] published = {-2.849564, 1.81371, -.329349};
    for (int k = 0; k < 3; k++) {
      assertThat(u[k][0]).isCloseTo(published[k], within(4.5 * u[k][1]));
      assertThat(u[k][1]).isLessThan(.01);
    }
    assertThat(bound(GatedBoundTest::ell, GatedBoundTest::smooth, .8, .9))
        .isCloseTo(published[0], within(1e-6));
  }

  /** The hard gate's value is right; its pathwise gradient is E[1 ∇ℓ], blind to the edge. */
  @Test
  void theHardGateHasItsValueAndNotItsGradient() {
    double[][] u = measured(new Gate.Threshold(.1, false));
    double edge = Math.sqrt(-2 * Math.log(.1));
    DoubleUnaryOperator g = t -> Math.abs(t) < edge ? 1 : 0;
    double value = bound(GatedBoundTest::ell, g, .8, .9, 1e-4);
    assertThat(u[0][0]).isCloseTo(value, within(4.5 * u[0][1] + 2e-3));
    double h = 1e-2;
    double slope =
        (bound(GatedBoundTest::ell, g, .8 + h, .9, 1e-4)
                - bound(GatedBoundTest::ell, g, .8 - h, .9, 1e-4))
            / (2 * h);
    double inside =
        bound(t -> -1.5 * (t - 1), g, .8, .9, 1e-4) - bound(t -> 0, g, .8, .9, 1e-4) + .8;
    assertThat(u[1][0]).isCloseTo(inside, within(4.5 * u[1][1] + 2e-3));
    assertThat(Math.abs(u[1][0] - slope)).isGreaterThan(.2);
  }

  private static double[] minimum(DoubleUnaryOperator ell, DoubleUnaryOperator g) {
    return new SimplexOptimizer(1e-12, 1e-12)
        .optimize(
            new MaxEval(2000),
            new ObjectiveFunction(x -> bound(ell, g, x[0], Math.exp(x[1]))),
            GoalType.MINIMIZE,
            new InitialGuess(new double[2]),
            new NelderMeadSimplex(2, .2))
        .getPoint();
  }

  /**
   * Forgetting Bernoulli rows of logit xθ under a smooth gate: the optimum of the bound on a grid.
   * The tail of the default descent leaves an error near 0.005 sd.
   */
  @Test
  void logisticRowsAreForgottenAsTheGridSays() {
    RowOnLine line = RowOnLine.of((theta, x) -> theta.times(x).logSigmoid(), 1.5, -.5, 2);
    DoubleUnaryOperator ell = t -> -softplus(-1.5 * t) - softplus(.5 * t) - softplus(-2 * t);
    double[] best = minimum(ell, GatedBoundTest::smooth);
    Fit<Gaussian> forgotten =
        Eubo.of(new Gate.Threshold(.1, true)).forget(line.fit(), line.forget(), Run.seed(4));
    assertThat(forgotten.posterior().mean()[0]).isCloseTo(best[0], within(.02));
    assertThat(forgotten.posterior().sd()[0]).isCloseTo(Math.exp(best[1]), within(.02));
    assertThat(Math.abs(best[0])).isGreaterThan(.1);
  }

  /** Without a gate quadrature is used, and the optimum is that of the grid. */
  @Test
  void plainForgettingOfLogisticRowsIsExact() {
    RowOnLine line = RowOnLine.of((theta, x) -> theta.times(x).logSigmoid(), 1.5, -.5, 2);
    DoubleUnaryOperator ell = t -> -softplus(-1.5 * t) - softplus(.5 * t) - softplus(-2 * t);
    double[] best = minimum(ell, t -> 1);
    Fit<Gaussian> forgotten =
        Eubo.of(new Gate.None()).forget(line.fit(), line.forget(), Run.seed(4));
    assertThat(forgotten.posterior().mean()[0]).isCloseTo(best[0], within(1e-4));
    assertThat(forgotten.posterior().sd()[0]).isCloseTo(Math.exp(best[1]), within(1e-4));
  }

  /**
   * 1 − 27 E[p(1 − p)] at q = N(0, 1), logit 3θ: below 0, and bounded, since ℓ is linear far out.
   */
  @Test
  void rowsThatOutweighThePosteriorAreDoubtful() {
    RowOnLine line = RowOnLine.of((theta, x) -> theta.times(x).logSigmoid(), 3, 3, 3);
    Fit<Gaussian> forgotten =
        Eubo.of(new Gate.None()).forget(line.fit(), line.forget(), Run.seed(4));
    assertThat(forgotten.verdict().reasons())
        .anyMatch(reason -> reason.startsWith("the edited rows outweigh the posterior"));
    double[] best = minimum(t -> -3 * softplus(-3 * t), t -> 1);
    assertThat(forgotten.posterior().mean()[0]).isCloseTo(best[0], within(.005));
  }

  private static double softplus(double x) {
    return Math.log1p(Math.exp(x));
  }
}
