package org.lethe.core.expr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.CholeskyDecomposition_F64;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Products, factors and solves at sizes around the blocks, against EJML. */
class LinearSolveTest {

  /** Condition numbers stay below 20, so errors are some n·ε ≈ 1e-14 of the result. */
  private static final double TOLERANCE = 1e-12;

  private static double[] irregular(int n, double phase) {
    return IntStream.range(0, n).mapToDouble(i -> Math.sin(1.7 * i + phase)).toArray();
  }

  private static DMatrixRMaj spd(int n) {
    DMatrixRMaj b = new DMatrixRMaj(n, n, true, irregular(n * n, 0.3));
    DMatrixRMaj a = new DMatrixRMaj(n, n);
    CommonOps_DDRM.multTransB(b, b, a);
    CommonOps_DDRM.scale(1.0 / n, a);
    for (int i = 0; i < n; i++) {
      a.add(i, i, 1);
    }
    return a;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 8, 9, 16, 23, 64})
  void choleskyEqualsEjml(int n) {
    DMatrixRMaj a = spd(n);
    Expr x = Expr.input("a", n, n);
    double[] l = Evaluate.at(x.cholesky(), x, a.data);
    CholeskyDecomposition_F64<DMatrixRMaj> ejml = DecompositionFactory_DDRM.chol(n, true);
    assertThat(ejml.decompose(a.copy())).isTrue();
    assertThat(l).containsExactly(ejml.getT(null).data, within(TOLERANCE));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 8, 9, 16, 23, 64})
  void solvesInvertTheProduct(int n) {
    DMatrixRMaj a = spd(n);
    Expr l = Expr.input("l", n, n);
    double[] factor = Evaluate.at(l.cholesky(), l, a.data);
    for (int m : new int[] {1, 3, 8, 17, 40}) {
      double[] wanted = irregular(n * m, 0.9);
      DMatrixRMaj lower = new DMatrixRMaj(n, n, true, factor);
      DMatrixRMaj right = new DMatrixRMaj(n, m);
      DMatrixRMaj rightOfTransposed = new DMatrixRMaj(n, m);
      CommonOps_DDRM.mult(lower, new DMatrixRMaj(n, m, true, wanted), right);
      CommonOps_DDRM.multTransA(lower, new DMatrixRMaj(n, m, true, wanted), rightOfTransposed);
      Expr b = Expr.vector(right.data).reshape(n, m);
      assertThat(Evaluate.at(l.solveLower(b), l, factor))
          .containsExactly(wanted, within(TOLERANCE));
      Expr c = Expr.vector(rightOfTransposed.data).reshape(n, m);
      assertThat(Evaluate.at(l.solveLowerTransposed(c), l, factor))
          .containsExactly(wanted, within(TOLERANCE));
    }
  }

  /** Of ⟨W, L⟩, along irregular directions; the differences err by h² and ε/h, some 1e−9. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 8, 9, 16, 23, 64})
  void derivativesOfTheFactorEqualDifferences(int n) {
    DMatrixRMaj a = spd(n);
    Expr x = Expr.input("a", n, n);
    Expr weights = Expr.vector(irregular(n * n, 0.8)).reshape(n, n);
    Expr along = x.cholesky().times(weights).sum();
    double[] slope = Evaluate.at(Gradient.of(along, x).get(0), x, a.data);
    double h = 1e-5;
    for (int k = 0; k < 5; k++) {
      DMatrixRMaj step = new DMatrixRMaj(n, n, true, irregular(n * n, k));
      DMatrixRMaj transposed = new DMatrixRMaj(n, n);
      CommonOps_DDRM.transpose(step, transposed);
      CommonOps_DDRM.addEquals(step, transposed);
      DMatrixRMaj up = new DMatrixRMaj(n, n);
      DMatrixRMaj down = new DMatrixRMaj(n, n);
      CommonOps_DDRM.add(a, h, step, up);
      CommonOps_DDRM.add(a, -h, step, down);
      double expected =
          (Evaluate.at(along, x, up.data)[0] - Evaluate.at(along, x, down.data)[0]) / (2 * h);
      double actual = IntStream.range(0, n * n).mapToDouble(i -> slope[i] * step.data[i]).sum();
      assertThat(actual).isCloseTo(expected, within(1e-7 * n));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 8, 11, 16, 33})
  void productsEqualEjml(int n) {
    for (int m : new int[] {1, 7, 8, 20}) {
      for (int k : new int[] {1, 3, 16}) {
        double[] left = irregular(m * k, 0.1);
        double[] right = irregular(k * n, 0.7);
        DMatrixRMaj expected = new DMatrixRMaj(m, n);
        CommonOps_DDRM.mult(
            new DMatrixRMaj(m, k, true, left), new DMatrixRMaj(k, n, true, right), expected);
        Expr a = Expr.input("a", m, k);
        Expr b = Expr.vector(right).reshape(k, n);
        assertThat(Evaluate.at(a.matmul(b), a, left))
            .containsExactly(expected.data, within(TOLERANCE));
      }
    }
  }
}
