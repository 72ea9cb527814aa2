package org.lethe.core.expr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RungeKuttaTest {

  private static final double[] TIMES = {.5, 1, 3};

  /** On z′ = −z a step of h multiplies z by the exponential series to h⁴. */
  @Test
  void aStepIsTheExponentialToFourthOrder() {
    Expr z = RungeKutta.solve(Expr.constant(2), 0, TIMES, 5, (t, s) -> s.negate());
    double expected = 2;
    double before = 0;
    for (int i = 0; i < TIMES.length; i++) {
      double h = (TIMES[i] - before) / 5;
      before = TIMES[i];
      expected *= Math.pow(1 - h + h * h / 2 - h * h * h / 6 + h * h * h * h / 24, 5);
      assertThat(Evaluate.constant(z)[i]).isCloseTo(expected, within(1e-15));
    }
  }

  /** Without z it is Simpson's rule, which has no error for cubics. */
  @Test
  void cubicsInTimeAreIntegratedExactly() {
    Expr z = RungeKutta.solve(Expr.constant(1), -1, TIMES, 2, (t, s) -> t.pow(3).times(4));
    for (int i = 0; i < TIMES.length; i++) {
      assertThat(Evaluate.constant(z)[i]).isCloseTo(Math.pow(TIMES[i], 4), within(1e-13));
    }
  }

  /** A pendulum's circle: halving h divides the error by 2⁴, up to the next order. */
  @Test
  void errorsAreOfTheFourthOrderInTheStep() {
    double coarse = error(20);
    double fine = error(40);
    assertThat(coarse / fine).isCloseTo(16, within(16 * .05));
    assertThat(fine).isLessThan(1e-4);
  }

  private static double error(int steps) {
    Expr start = Expr.vector(1, 0);
    Expr z =
        RungeKutta.solve(
            start, 0, TIMES, steps, (t, s) -> Expr.stack(s.at(1).times(2), s.at(0).times(-2)));
    double[] last = Evaluate.constant(z.at(2));
    return Math.hypot(last[0] - Math.cos(6), last[1] + Math.sin(6));
  }

  @Test
  void gradientsGoThroughStartAndSlope() {
    GradientContract.check(
        x ->
            RungeKutta.solve(
                x.slice(0, 2),
                0,
                TIMES,
                3,
                (t, s) -> s.times(x.at(2)).minus(t.times(x.at(3)).sin().times(s.square()))),
        new double[] {.7, 1.2, -.4, .9},
        4);
  }

  @Test
  void mistakesAreNamed() {
    assertThatThrownBy(() -> RungeKutta.solve(Expr.constant(1), 0, TIMES, 0, (t, s) -> s))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("RungeKutta: steps must be at least 1, got 0");
    assertThatThrownBy(() -> RungeKutta.solve(Expr.constant(1), .5, TIMES, 1, (t, s) -> s))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("RungeKutta: times must increase from 0.5, got 0.5 after 0.5");
    assertThatThrownBy(
            () -> RungeKutta.solve(Expr.constant(1), 0, TIMES, 1, (t, s) -> Expr.vector(1, 2)))
        .isInstanceOf(ShapeException.class)
        .hasMessage("scan: a step must keep the shape of the start, [], got [2]");
  }

  @Test
  void timesMustBeFiniteAndThere() {
    double infinite = Double.POSITIVE_INFINITY;
    refuses("times must be at least one, got none", 0);
    refuses("times must be finite, got Infinity", 0, 1, infinite);
    refuses("times must be finite, got NaN", 0, 1, Double.NaN);
    refuses("from must be finite, got -Infinity", -infinite, 1);
    refuses("from must be finite, got NaN", Double.NaN, 1);
  }

  private static void refuses(String why, double from, double... times) {
    assertThatThrownBy(() -> RungeKutta.solve(Expr.constant(1), from, times, 2, (t, s) -> s))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("RungeKutta: " + why);
  }
}
