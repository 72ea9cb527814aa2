package org.lethe.core.expr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.junit.jupiter.api.Test;

class JitterTest {

  private static final double[] LADDER = {0, 1e-10, 1e-6, 1e-3};
  private static final double[] DEFINITE = {2, 1, 0, 1, 2, 1, 0, 1, 2};

  /** Eigenvalues 4, 2 and −1e-5: its mean diagonal is about 2, so 1e-6 is too little. */
  private static final double[] ALMOST = {1 - 5e-6, 1, 0, 1, 1 - 5e-6, 0, 0, 0, 4};

  private final Expr a = Expr.input("a", 3, 3);

  @Test
  void aDefiniteMatrixKeepsItsOwnFactorToTheBit() {
    assertThat(Evaluate.at(a.jitter(LADDER), a, DEFINITE)).containsExactly(0);
    assertThat(Evaluate.at(a.choleskyWithJitter(LADDER), a, DEFINITE))
        .containsExactly(Evaluate.at(a.cholesky(), a, DEFINITE));
  }

  @Test
  void theFirstStepThatSufficesIsTaken() {
    assertThat(Evaluate.at(a.jitter(LADDER), a, ALMOST)).containsExactly(1e-3);
    assertThat(Evaluate.at(a.jitter(0, 1e-5, 1e-3), a, ALMOST)).containsExactly(1e-5);
  }

  @Test
  void theFactorIsThatOfTheMatrixWithTheJitterAdded() {
    Expr l = a.choleskyWithJitter(LADDER);
    double[] product = Evaluate.at(l.matmul(l.transpose()), a, ALMOST);
    double added = 1e-3 * (6 - 1e-5) / 3;
    double[] expected = ALMOST.clone();
    for (int i = 0; i < 3; i++) {
      expected[4 * i] += added;
    }
    assertThat(product).containsExactly(expected, within(1e-14));
  }

  @Test
  void derivativesReachTheMatrixAndItsMeanDiagonal() {
    double[] root = {1, 0.5, 0.2, 0.3, 1, 0.4};
    GradientContract.check(
        x -> {
          Expr half = x.reshape(2, 3);
          Expr deficient = half.transpose().matmul(half);
          return deficient.choleskyWithJitter(0.5).square();
        },
        root,
        6);
  }

  @Test
  void whereNoStepSufficesTheMessageNamesTheLadderAndTheClosestPair() {
    double[] indefinite = {1, 0, 1.5, 0, 1, 0.25, 1.5, 0.25, 1};
    assertThatThrownBy(() -> Evaluate.at(a.choleskyWithJitter(LADDER), a, indefinite))
        .isInstanceOf(NotPositiveDefiniteException.class)
        .hasMessage(
            "choleskyWithJitter: the matrix [3 × 3] must be positive definite, and is not with any"
                + " of [0.0, 1.0E-10, 1.0E-6, 0.001] times its mean diagonal added; its closest"
                + " pair is 0 and 2, of correlation 1.50000000");
  }

  @Test
  void aMatrixThatIsNotFiniteGivesNaN() {
    double[] broken = DEFINITE.clone();
    broken[4] = Double.NaN;
    assertThat(Evaluate.at(a.jitter(LADDER), a, broken)).containsExactly(Double.NaN);
    assertThat(Evaluate.at(a.choleskyWithJitter(LADDER), a, broken)[8]).isNaN();
  }

  @Test
  void ladderThatDoesNotRiseIsRefused() {
    assertThatThrownBy(() -> a.choleskyWithJitter(1e-3, 1e-6))
        .hasMessage(
            "choleskyWithJitter: ladder must rise from at least 0 to at most 1, got [0.001,"
                + " 1.0E-6]");
    assertThatThrownBy(a::choleskyWithJitter)
        .hasMessage("choleskyWithJitter: ladder must not be empty");
  }

  @Test
  void deepProductsAreAddedUpFromPanels() {
    int m = 11;
    int k = 700;
    int n = 21;
    double[] x = IntStream.range(0, m * k).mapToDouble(i -> Math.sin(1.7 * i)).toArray();
    double[] y = IntStream.range(0, k * n).mapToDouble(i -> Math.cos(0.9 * i)).toArray();
    DMatrixRMaj expected = new DMatrixRMaj(m, n);
    CommonOps_DDRM.mult(new DMatrixRMaj(m, k, true, x), new DMatrixRMaj(k, n, true, y), expected);
    Expr left = Expr.input("x", m, k);
    double[] product = Evaluate.at(left.matmul(Expr.vector(y).reshape(k, n)), left, x);
    assertThat(product).containsExactly(expected.data, within(1e-11));
  }
}
