package org.lethe.core.expr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lethe.core.data.Table;

class GatherTest {

  private static final int N = 700; // more than one block
  private static final int GROUPS = 5; // of which the last has no row
  private static final double[] GROUP =
      IntStream.range(0, N).mapToDouble(i -> (i * 7 + i / 3) % (GROUPS - 1)).toArray();
  private static final double[] A = IntStream.range(0, N).mapToDouble(Math::sin).toArray();
  private static final Table ROWS = Table.of(Map.of("group", GROUP, "a", A));
  private static final Expr INDEX = Expr.column("group");
  private static final Expr SCALE = Expr.constant(1.0 / N);
  private static final double[] TEN = {0.3, -1.1, 0.8, 1.2, -0.4, 0.5, 0.1, -0.9, 0.6, 2.1};

  @Test
  void eachRowGetsItsGroup() {
    Expr x = Expr.input("x", GROUPS, 2);
    double[] out = Evaluate.rows(x.gather(INDEX), x, ROWS, TEN);
    assertThat(out).hasSize(2 * N);
    for (int i = 0; i < N; i++) {
      assertThat(out[2 * i]).isEqualTo(TEN[2 * (int) GROUP[i]]);
      assertThat(out[2 * i + 1]).isEqualTo(TEN[2 * (int) GROUP[i] + 1]);
    }
  }

  @Test
  void theReverseAddsUpTheRowsOfEachGroup() {
    Expr x = Expr.input("x", GROUPS);
    Expr f = x.gather(INDEX).times(Expr.column("a")).sumRows();
    double[] slope = Evaluate.rows(Gradient.of(f, x).get(0), x, ROWS, 1, 2, 3, 4, 5);
    double[] expected = new double[GROUPS];
    for (int i = 0; i < N; i++) {
      expected[(int) GROUP[i]] += A[i];
    }
    assertThat(expected[GROUPS - 1]).isZero();
    // 700 numbers of size 1 added in another order
    assertThat(slope).containsExactly(expected, within(1e-11));
    Expr count = Gradient.of(x.gather(INDEX).sumRows(), x).get(0);
    double[] counts = Evaluate.rows(count, x, ROWS, 1, 2, 3, 4, 5);
    assertThat(IntStream.range(0, GROUPS).mapToDouble(g -> counts[g]).sum()).isEqualTo(N);
  }

  @Test
  void derivativesEqualCentralDifferences() {
    Expr a = Expr.column("a");
    GradientContract.check(x -> x.gather(INDEX).exp().times(SCALE), ROWS, TEN, 10);
    GradientContract.check(x -> x.gather(INDEX).times(a).tanh().times(SCALE), ROWS, TEN, 5, 2);
    GradientContract.check(
        x -> x.exp().gather(INDEX).matmul(x.slice(0, 2).at(1)).square().times(SCALE),
        ROWS,
        TEN,
        5,
        2);
    GradientContract.check(
        x -> {
          Expr sums = Node.apply(new RowScatter(5), a.times(x.at(2)).exp(), INDEX);
          return sums.times(SCALE);
        },
        ROWS,
        TEN,
        10);
    Expr some = Expr.constant(1, 0, 1, 4);
    GradientContract.check(x -> x.gather(some).exp(), TEN, 5, 2);
    GradientContract.check(
        x -> x.slice(0, 2).times(a).gather(Expr.vector(1, 1, 0)).exp().times(SCALE), ROWS, TEN, 10);
    GradientContract.check(x -> x.gather(Expr.vector()), TEN, 10);
  }

  @Test
  void aGroupEffectIsAnAffinePredictor() {
    Expr theta = Expr.input("theta", GROUPS);
    Expr group = theta.gather(INDEX);
    Expr effect = group.plus(Expr.column("a"));
    assertThat(Affine.predictor(effect.exp(), theta)).contains(group);
    Expr directions = Expr.constant(new double[][] {{1, 0}, {0, 2}, {3, 1}, {5, 4}, {1, 1}});
    double[] along =
        Evaluate.rows(Affine.linear(effect, theta, directions), theta, ROWS, 1, 2, 3, 4, 5);
    assertThat(along[0]).isEqualTo(1);
    assertThat(along[2 * 1]).isEqualTo(List.of(1, 0, 3, 5).get((int) GROUP[1]).doubleValue());
    assertThat(Affine.isQuadratic(effect.square().sumRows(), theta)).isTrue();
    assertThat(Affine.isQuadratic(theta.cumsum(0).square().sum(), theta)).isTrue();
  }

  @Test
  void anIndexOutsideIsNamed() {
    Expr x = Expr.input("x", 3);
    assertThatThrownBy(() -> Evaluate.rows(x.gather(INDEX), x, ROWS, 1, 2, 3))
        .isInstanceOf(IndexException.class)
        .hasMessage("gather: an index of 3 must be a whole number from 0 to 2, got 3.0");
    for (double bad : new double[] {-1, 3, 0.5, Double.NaN, 1e18}) {
      assertThatThrownBy(() -> x.gather(Expr.vector(0, bad)))
          .isInstanceOf(IndexException.class)
          .hasMessageContaining("got " + bad);
    }
  }

  @Test
  void shapesThatDoNotFitAreNamed() {
    Expr x = Expr.input("x", 3);
    assertThatThrownBy(() -> Expr.columns("a", "group").gather(INDEX))
        .isInstanceOf(ShapeException.class)
        .hasMessage("gather: needs groups and no rows to gather from, got [rows × 2]");
    assertThatThrownBy(() -> Expr.input("s").gather(INDEX)).isInstanceOf(ShapeException.class);
    assertThatThrownBy(() -> x.gather(Expr.input("i", 2, 1)))
        .isInstanceOf(ShapeException.class)
        .hasMessage("gather: index must be one number for each row or a vector, got [2 × 1]");
    assertThatThrownBy(() -> x.cumsum(1)).isInstanceOf(ShapeException.class);
  }
}
