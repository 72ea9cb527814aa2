package org.lethe.core.expr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.hipparchus.analysis.differentiation.DerivativeStructure;
import org.junit.jupiter.api.Test;

class ArrayPrimitivesTest {

  private static final double[] SIX = {0.3, -1.1, 0.8, 2.1, -0.4, 1.5};

  private static DerivativeStructure[] map(
      int n, java.util.function.IntFunction<DerivativeStructure> f) {
    return IntStream.range(0, n).mapToObj(f).toArray(DerivativeStructure[]::new);
  }

  private static DerivativeStructure sum(DerivativeStructure... x) {
    return Arrays.stream(x).reduce(x[0].multiply(0), DerivativeStructure::add);
  }

  @Test
  void sumsOverEitherDimension() {
    ForwardOracle.check(
        x -> x.square().sum(0),
        x -> map(3, j -> x[j].multiply(x[j]).add(x[3 + j].multiply(x[3 + j]))),
        SIX,
        2,
        3);
    ForwardOracle.check(
        x -> x.square().sum(1),
        x -> map(2, i -> sum(map(3, j -> x[3 * i + j].multiply(x[3 * i + j])))),
        SIX,
        2,
        3);
    GradientContract.check(x -> x.exp().sum(1), new double[8], 2, 2, 2);
  }

  @Test
  void runningSumsAlongEitherDimension() {
    ForwardOracle.check(
        x -> x.square().cumsum(0),
        x -> map(6, k -> sum(map(k / 3 + 1, i -> x[3 * i + k % 3].multiply(x[3 * i + k % 3])))),
        SIX,
        2,
        3);
    ForwardOracle.check(
        x -> x.square().cumsum(1),
        x -> map(6, k -> sum(map(k % 3 + 1, j -> x[k / 3 * 3 + j].multiply(x[k / 3 * 3 + j])))),
        SIX,
        2,
        3);
    GradientContract.check(x -> x.exp().cumsum(1).exp(), new double[8], 2, 2, 2);
    GradientContract.check(x -> x.exp().cumsum(0).cumsum(0), SIX, 6);
    Expr x = Expr.input("x", 3);
    assertThat(Evaluate.at(x.cumsum(0), x, 1, 2, 4)).containsExactly(1, 3, 7);
    Expr back = Node.apply(new CumulativeSum(0, true), x);
    assertThat(Evaluate.at(back, x, 1, 2, 4)).containsExactly(7, 6, 4);
    Expr none = Expr.input("none", 2, 0);
    assertThat(Evaluate.at(none.cumsum(1), none)).isEmpty();
    assertThat(Evaluate.at(none.cumsum(0), none)).isEmpty();
  }

  @Test
  void logSumExpOverEitherDimension() {
    ForwardOracle.check(
        x -> x.logSumExp(0), x -> map(3, j -> x[j].exp().add(x[3 + j].exp()).log()), SIX, 2, 3);
    ForwardOracle.check(
        x -> x.logSumExp(1),
        x -> map(2, i -> sum(map(3, j -> x[3 * i + j].exp())).log()),
        SIX,
        2,
        3);
    GradientContract.check(x -> x.logSumExp(1), SIX, 2, 3);
  }

  @Test
  void logSumExpSurvivesExtremes() {
    Expr x = Expr.input("x", 2, 2);
    double inf = Double.POSITIVE_INFINITY;
    assertThat(Evaluate.at(x.logSumExp(1), x, -inf, -inf, 800, 800))
        .containsExactly(-inf, 800 + Math.log(2));
    Expr slope = Gradient.of(x.logSumExp(1).sum(), x).get(0);
    assertThat(Evaluate.at(slope, x, -inf, -inf, -inf, 800)).containsExactly(0, 0, 0, 1);
  }

  @Test
  void matrixProductsOfEveryKind() {
    Expr a = Expr.constant(new double[][] {{1, -2, 0.5}, {0.3, 2, -1}});
    GradientContract.check(x -> a.matmul(x.square()), SIX, 3, 2);
    GradientContract.check(x -> x.square().matmul(a), SIX, 3, 2);
    GradientContract.check(x -> x.matmul(x.transpose()), SIX, 2, 3);
    GradientContract.check(x -> a.matmul(x.exp()), new double[] {1, 2, -1}, 3);
    GradientContract.check(x -> x.exp().matmul(a), new double[] {1, 2}, 2);
    GradientContract.check(x -> x.matmul(x), new double[] {1, 2, -1}, 3);
    ForwardOracle.check(
        x -> x.matmul(x.transpose()),
        x -> map(4, k -> sum(map(3, j -> x[3 * (k / 2) + j].multiply(x[3 * (k % 2) + j])))),
        SIX,
        2,
        3);
  }

  @Test
  void arraysAreJoinedAlongAnyDimension() {
    Expr x = Expr.vector(1, 2, 3, 4, 5, 6).reshape(3, 2);
    Expr y = Expr.vector(7, 8, 9).reshape(3, 1);
    assertThat(Evaluate.constant(Expr.concat(1, x, y))).containsExactly(1, 2, 7, 3, 4, 8, 5, 6, 9);
    assertThat(
            Evaluate.constant(Expr.concat(0, x, y.matmul(Expr.constant(new double[][] {{1, 2}})))))
        .containsExactly(1, 2, 3, 4, 5, 6, 7, 14, 8, 16, 9, 18);
    assertThat(Evaluate.constant(Expr.concat(1, x.reshape(1, 3, 2), x.reshape(1, 3, 2))))
        .containsExactly(1, 2, 3, 4, 5, 6, 1, 2, 3, 4, 5, 6);
    GradientContract.check(
        t -> Expr.concat(1, t.reshape(3, 2).exp(), t.slice(0, 3).reshape(3, 1).square()), SIX, 6);
    assertThatThrownBy(() -> Expr.concat(1, x, y.slice(0, 2)))
        .isInstanceOf(ShapeException.class)
        .hasMessage("concat: parts must have one shape but along 1, got [3 × 2] and [2 × 1]");
  }

  @Test
  void slicesTransposesTrianglesAndDiagonalsMoveElements() {
    ForwardOracle.check(
        x -> x.transpose().square(),
        x -> map(6, k -> x[3 * (k % 2) + k / 2].multiply(x[3 * (k % 2) + k / 2])),
        SIX,
        2,
        3);
    ForwardOracle.check(x -> x.slice(2, 5).exp(), x -> map(3, k -> x[2 + k].exp()), SIX, 6);
    ForwardOracle.check(x -> x.at(1).exp(), x -> map(3, k -> x[3 + k].exp()), SIX, 2, 3);
    GradientContract.check(x -> x.square().tril().exp(), new double[] {1, 2, 3, 4}, 2, 2);
    GradientContract.check(
        x -> x.transpose().tril(-1).transpose().exp(), new double[] {1, 2, 3, 4}, 2, 2);
    GradientContract.check(x -> x.diagonal().exp(), new double[] {1, 2, 3, 4}, 2, 2);
    GradientContract.check(x -> x.square().toDiagonal().exp(), new double[] {1, 2}, 2);
    GradientContract.check(x -> Expr.lowerTriangular(x.square(), 3).exp(), SIX, 6);
    GradientContract.check(x -> Expr.concat(x.square(), x.exp(), Expr.constant(3)), SIX, 6);
    Expr x = Expr.input("x", 2, 2);
    assertThat(Evaluate.at(x.tril(), x, 1, 2, 3, 4)).containsExactly(1, 0, 3, 4);
    assertThat(Evaluate.at(x.tril(-1), x, 1, 2, 3, 4)).containsExactly(0, 0, 3, 0);
    assertThat(Evaluate.at(x.tril(-1).transpose(), x, 1, 2, 3, 4)).containsExactly(0, 3, 0, 0);
    assertThat(Evaluate.at(x.diagonal(), x, 1, 2, 3, 4)).containsExactly(1, 4);
    Expr p = Expr.input("p", 3);
    assertThat(Evaluate.at(Expr.lowerTriangular(p, 2), p, 1, 2, 3)).containsExactly(1, 0, 2, 3);
    assertThat(Evaluate.at(p.toDiagonal(), p, 1, 2, 3)).containsExactly(1, 0, 0, 0, 2, 0, 0, 0, 3);
  }

  @Test
  void choleskyAndTriangularSolves() {
    // A = xxᵀ + 3I for a 3 × 2 x keeps A positive definite
    Expr three = Expr.constant(3, 3, 3).toDiagonal();
    GradientContract.check(x -> x.matmul(x.transpose()).plus(three).cholesky(), SIX, 3, 2);
    ForwardOracle.check(
        x -> x.matmul(x.transpose()).plus(three).cholesky(),
        ArrayPrimitivesTest::cholesky,
        SIX,
        3,
        2);
    Expr l = Expr.constant(new double[][] {{2, 0, 0}, {0.5, 1.5, 0}, {-1, 0.3, 1.1}});
    GradientContract.check(b -> l.solveLower(b.square()), new double[] {1, 2, 3}, 3);
    GradientContract.check(b -> l.solveLowerTransposed(b.square()), SIX, 3, 2);
    double[] packed = {2, 0.5, 1.5, -1, 0.3, 1.1};
    Expr b = Expr.constant(new double[][] {{1, 2}, {0.5, -1}, {2, 0.3}});
    GradientContract.check(x -> Expr.lowerTriangular(x, 3).solveLower(b), packed, 6);
    GradientContract.check(x -> Expr.lowerTriangular(x, 3).solveLowerTransposed(b), packed, 6);
  }

  private static DerivativeStructure[] cholesky(DerivativeStructure[] x) {
    DerivativeStructure[] l = map(9, k -> x[0].multiply(0));
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j <= i; j++) {
        DerivativeStructure s =
            x[2 * i]
                .multiply(x[2 * j])
                .add(x[2 * i + 1].multiply(x[2 * j + 1]))
                .add(i == j ? 3 : 0);
        for (int k = 0; k < j; k++) {
          s = s.subtract(l[3 * i + k].multiply(l[3 * j + k]));
        }
        l[3 * i + j] = i == j ? s.sqrt() : s.divide(l[3 * j + j]);
      }
    }
    return l;
  }

  @Test
  void aMatrixThatIsNotPositiveDefiniteGivesNaN() {
    Expr a = Expr.input("a", 2, 2);
    assertThat(Evaluate.at(a.cholesky(), a, 1, 2, 2, 1)).contains(Double.NaN);
  }

  @Test
  void everyPairOfShapesBroadcastsForwardsAndBackwards() {
    double[][] shapes = {{}, {1}, {3}, {2, 3}, {2, 1}, {1, 3}, {1, 1}};
    for (double[] a : shapes) {
      for (double[] b : shapes) {
        int[] left = Arrays.stream(a).mapToInt(d -> (int) d).toArray();
        int[] right = Arrays.stream(b).mapToInt(d -> (int) d).toArray();
        Shape ls = Shape.of(left);
        Shape rs = Shape.of(right);
        int n = ls.size() + rs.size();
        double[] at = IntStream.range(0, n).mapToDouble(i -> 1.1 + 0.37 * i).toArray();
        GradientContract.check(
            x -> {
              Expr p = x.slice(0, ls.size()).reshape(left);
              Expr q = x.slice(ls.size(), n).reshape(right);
              Expr picked = p.greaterThan(q).where(p.square(), q.exp());
              return p.times(q).plus(p.over(q)).minus(q).plus(picked);
            },
            at,
            n);
        double[] out =
            Evaluate.at(
                Expr.input("none")
                    .times(0)
                    .plus(
                        Expr.vector(Arrays.copyOf(at, ls.size()))
                            .reshape(left)
                            .minus(
                                Expr.vector(Arrays.copyOfRange(at, ls.size(), n)).reshape(right))),
                Expr.input("none"),
                0.0);
        assertThat(out).hasSize(ls.broadcast(rs).size());
      }
    }
  }

  @Test
  void arraysOfNoElementsSumToZero() {
    Expr x = Expr.input("x", 0);
    assertThat(Evaluate.at(x.exp().sum(), x)).containsExactly(0);
    Expr empty = Expr.input("x", 3, 0);
    assertThat(Evaluate.at(empty.sum(1), empty)).containsExactly(0, 0, 0);
    assertThat(Evaluate.at(empty.sum(0), empty)).isEmpty();
  }
}
