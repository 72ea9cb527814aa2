package org.lethe.core.expr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lethe.core.data.Table;

/** Recursions over the elements of an array. */
class ScanTest {

  private static final double[] Y = {.4, -1.1, .9, 2.2, -.3, .05, 1.4};

  /** h′ = a + b y² + c h, the variance of a GARCH(1, 1) process. */
  private static Expr garch(Expr t, Expr y) {
    return Expr.scan(
        t.at(3), y, (h, r) -> t.at(0).plus(t.at(1).times(r.square())).plus(t.at(2).times(h)));
  }

  @Test
  void statesFollowEachOther() {
    Expr t = Expr.input("t", 4);
    Expr states = garch(t, Expr.vector(Y));
    assertThat(states.shape()).isEqualTo(Shape.of(7));
    double[] h = Evaluate.at(states, t, .2, .3, .5, 1);
    double state = 1;
    for (int i = 0; i < Y.length; i++) {
      state = .2 + .3 * Y[i] * Y[i] + .5 * state;
      assertThat(h[i]).isCloseTo(state, within(1e-15 * 8));
    }
  }

  @Test
  void derivativesInStartRowsAndWhatIsReadBesides() {
    double[] at = new double[4 + Y.length];
    System.arraycopy(new double[] {.2, .3, .5, 1}, 0, at, 0, 4);
    System.arraycopy(Y, 0, at, 4, Y.length);
    GradientContract.check(x -> garch(x.slice(0, 4), x.slice(4, at.length)).log(), at, at.length);
  }

  /** s′ = tanh(A s + x), two numbers a state and a row. */
  @Test
  void statesMayBeVectorsAndStepsNonlinear() {
    double[] at = {.5, -.3, .8, .2, .1, -.6, .3, .7, -.2, .4, 1.1, -.9};
    GradientContract.check(
        x ->
            Expr.scan(
                x.slice(4, 6),
                x.slice(6, 12).reshape(3, 2),
                (s, r) -> x.slice(0, 4).reshape(2, 2).matmul(s).plus(r).tanh()),
        at,
        at.length);
  }

  /** Rows read the states, and a sum over rows reaches them: the Hessian needs one pass only. */
  @Test
  void rowsMayReadTheStates() {
    Table rows =
        Table.of(
            Map.of(
                "i",
                new double[] {0, 2, 2, 1, 5, 6, 3, 0},
                "y",
                new double[] {1, -1, 0, 2, 3, 1, 1, .5}));
    Expr i = Expr.column("i");
    Expr y = Expr.column("y");
    double[] at = {.2, .3, .5, 1};
    GradientContract.check(
        x -> garch(x, Expr.vector(Y)).gather(i).log().minus(y).square(), rows, at, at.length);
    double[] wide = {.5, -.3, .8, .2, .1, -.6, .3, .7, -.2, .4, 1.1, -.9};
    Expr third = Expr.column("i").greaterThan(Expr.constant(2));
    GradientContract.check(
        x ->
            Expr.scan(
                    x.slice(4, 6).sin(),
                    x.slice(6, 12).reshape(3, 2).square(),
                    (s, r) -> x.slice(0, 4).reshape(2, 2).matmul(s).plus(r).tanh())
                .gather(third)
                .square()
                .sum()
                .times(y)
                .exp(),
        rows,
        wide,
        wide.length);
  }

  @Test
  void aStepMayReadNothingElseOrNoState() {
    GradientContract.check(x -> Expr.scan(x.at(0), x, (s, r) -> s.times(r).sin()), Y, 7);
    GradientContract.check(x -> Expr.scan(x.at(0), x, (s, r) -> r.square()), Y, 7);
    Expr unused = Expr.input("unused");
    assertThat(
            Evaluate.at(
                Expr.scan(Expr.constant(0), Expr.vector(Y), (s, r) -> s.plus(r)), unused, 0))
        .containsExactly(Evaluate.constant(Expr.vector(Y).cumsum(0)), within(1e-15));
  }

  @Test
  void equalRecursionsAreOneNodeAndDifferentOnesAreNot() {
    Expr x = Expr.input("x", 7);
    Expr one = Expr.scan(Expr.constant(0), x, (s, r) -> s.plus(r.square()));
    Expr same = Expr.scan(Expr.constant(0), x, (s, r) -> s.plus(r.square()));
    Expr other = Expr.scan(Expr.constant(0), x, (s, r) -> s.plus(r));
    String digest = Program.of(List.of(x), List.of(one)).digest();
    assertThat(Program.of(List.of(x), List.of(same)).digest()).isEqualTo(digest);
    assertThat(Program.of(List.of(x), List.of(other)).digest()).isNotEqualTo(digest);
  }

  @Test
  void aThousandStepsAreShortWork() {
    double[] y = new double[2000];
    Arrays.setAll(y, i -> Math.sin(i));
    Expr t = Expr.input("t", 4);
    Expr total = garch(t, Expr.vector(y)).log().sum();
    Expr gradient = Gradient.of(total, t).get(0);
    double[] slopes = Evaluate.at(gradient, t, .2, .3, .5, 1);
    double[] at = {.2, .3, .5, 1};
    double h = 1e-5;
    for (int i = 0; i < 4; i++) {
      double[] up = at.clone();
      double[] down = at.clone();
      up[i] += h;
      down[i] -= h;
      double slope = (Evaluate.at(total, t, up)[0] - Evaluate.at(total, t, down)[0]) / (2 * h);
      // values of about 2000 carry 1e-12: rounding of 1e-7 in the quotient
      assertThat(slopes[i]).isCloseTo(slope, within(1e-5 * (1 + Math.abs(slope))));
    }
  }

  @Test
  void mistakesAreNamed() {
    assertThatThrownBy(() -> Expr.scan(Expr.constant(0), Expr.column("y"), (s, r) -> s.plus(r)))
        .isInstanceOf(ShapeException.class)
        .hasMessage("scan: needs a start and an array without rows, got [] and [rows]");
    assertThatThrownBy(
            () -> Expr.scan(Expr.constant(0), Expr.vector(Y), (s, r) -> Expr.vector(1, 2)))
        .hasMessage("scan: a step must keep the shape of the start, [], got [2]");
    assertThatThrownBy(
            () ->
                Expr.scan(
                    Expr.constant(0),
                    Expr.vector(Y),
                    (s, r) -> s.plus(Expr.column("y").times(r).sumRows())))
        .hasMessage("scan: a step must read nothing with rows, got [rows]");
  }

  @Test
  void elementsAreGatheredByIndicesThatAreNotConstants() {
    GradientContract.check(
        x -> x.slice(0, 4).reshape(2, 2).gather(Expr.vector(0, .5, .5).times(2)).square(),
        new double[] {.3, 1.2, -.4, 2},
        4);
    Expr x = Expr.input("x", 3);
    assertThat(Evaluate.at(x.gather(Expr.vector(2, 0).plus(Expr.vector(0, 1))), x, 5, 6, 7))
        .containsExactly(7, 6);
    assertThatThrownBy(
            () -> Evaluate.at(x.gather(Expr.vector(2, 0).plus(Expr.vector(1, 1))), x, 5, 6, 7))
        .isInstanceOf(IndexException.class)
        .hasMessage("gather: an index of 3 must be a whole number from 0 to 2, got 3.0");
  }

  @Test
  void logarithmsOfSumsKeepTheirAccuracy() {
    Expr x = Expr.input("x");
    double none = Double.NEGATIVE_INFINITY;
    assertThat(Evaluate.at(x.logAddExp(Expr.constant(none)), x, none)).containsExactly(none);
    assertThat(Evaluate.at(x.logAddExp(Expr.constant(none)), x, 3)).containsExactly(3);
    assertThat(Evaluate.at(x.logAddExp(Expr.vector(1, 2)), x, 800)).containsExactly(800, 800);
    // mpmath at 40 digits
    assertThat(Evaluate.at(x.log1mExp(), x, -1e-10)[0])
        .isCloseTo(-23.025850929990457, within(1e-13));
    assertThat(Evaluate.at(x.log1mExp(), x, -40)[0])
        .isCloseTo(-4.248354255291589e-18, within(1e-32));
    GradientContract.check(y -> y.at(0).logAddExp(y.slice(1, 3)), new double[] {1, .3, 2}, 3);
    GradientContract.check(Elementwise::log1mExp, new double[] {-.2, -1.4, -.69}, 3);
    GradientContract.check(y -> y.softmax(1), new double[] {1, .3, 2, -.4, .1, 0}, 2, 3);
    GradientContract.check(y -> y.logSoftmax(0), new double[] {1, .3, 2, -.4, .1, 0}, 2, 3);
    Expr m = Expr.input("m", 2, 2);
    double[] p = Evaluate.at(m.softmax(1), m, 0, Math.log(3), 5, 5);
    assertThat(p).containsExactly(new double[] {.25, .75, .5, .5}, within(1e-15));
  }

  @Test
  void arraysStackAndCompare() {
    Expr x = Expr.input("x", 2);
    Expr stacked = Expr.stack(x, x.square(), Expr.vector(1, 2));
    assertThat(stacked.shape()).isEqualTo(Shape.of(3, 2));
    assertThat(Evaluate.at(stacked, x, 3, 4)).containsExactly(3, 4, 9, 16, 1, 2);
    assertThat(Expr.stack(Expr.column("a"), Expr.column("b")).shape()).isEqualTo(Shape.perRow(2));
    assertThatThrownBy(() -> Expr.stack(x, Expr.constant(1)))
        .hasMessage("stack: parts must have one shape, got [2] and []");
    assertThat(Evaluate.at(x.lessThan(Expr.constant(3.5)), x, 3, 4)).containsExactly(1, 0);
    assertThat(Evaluate.at(x.atMost(Expr.constant(4)), x, 3, 5)).containsExactly(1, 0);
    assertThat(Evaluate.at(x.mean(), x, 3, 5)).containsExactly(4);
    assertThat(Evaluate.at(x.dot(Expr.vector(2, -1)), x, 3, 5)).containsExactly(1);
    GradientContract.check(y -> y.at(0).pow(y.at(1)), new double[] {1.7, -.6}, 2);
    GradientContract.check(y -> y.slice(1, 1, 3), new double[] {1, 2, 3, 4, 5, 6}, 2, 3);
    Expr matrix = Expr.input("m", 2, 3);
    assertThat(Evaluate.at(matrix.slice(1, 1, 3), matrix, 1, 2, 3, 4, 5, 6))
        .containsExactly(2, 3, 5, 6);
    assertThatThrownBy(() -> matrix.slice(1, 2, 4))
        .hasMessage("slice: 2…4 along 1 is not inside [2 × 3]");
    GradientContract.check(
        y -> Expr.stack(y.slice(0, 2), y.slice(2, 4)).matmul(y.slice(4, 6)),
        new double[] {1.7, -.6, .3, .2, 1, .9},
        6);
  }
}
