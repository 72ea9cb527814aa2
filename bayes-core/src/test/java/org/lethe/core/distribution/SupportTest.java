package org.lethe.core.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lethe.core.expr.Evaluate;
import org.lethe.core.expr.Expr;
import org.lethe.core.expr.Gradient;
import org.lethe.core.expr.GradientContract;

/** Transforms, their inverses and their Jacobians. */
class SupportTest {

  private static final double[] U = {.3, -1.2, .8};

  /** A support, the dimensions of a value, and which of its numbers are free. */
  record Case(Support support, List<Integer> dims, int... free) {
    int[] freeDims() {
      return support.freeDims(dims).stream().mapToInt(Integer::intValue).toArray();
    }

    int freeSize() {
      return Arrays.stream(freeDims()).reduce(1, (a, b) -> a * b);
    }

    double[] constrain(double... u) {
      Expr free = Expr.input("u", freeDims());
      return Evaluate.at(support.constrain(free), free, u);
    }

    double logJacobian(double... u) {
      Expr free = Expr.input("u", freeDims());
      return Evaluate.at(support.logJacobian(free).sum(), free, u)[0];
    }

    @Override
    public String toString() {
      return support + " " + dims;
    }
  }

  static Stream<Case> volumes() {
    return Stream.of(
        new Case(Support.REAL, List.of(), 0),
        new Case(Support.POSITIVE, List.of(3), 0, 1, 2),
        new Case(Support.UNIT, List.of(2), 0, 1),
        new Case(Support.lower(-2), List.of(), 0),
        new Case(Support.upper(5), List.of(2), 0, 1),
        new Case(Support.interval(-1, 4), List.of(2), 0, 1),
        new Case(Support.ORDERED, List.of(4), 0, 1, 2, 3),
        new Case(Support.ORDERED, List.of(2, 3), 0, 1, 2, 3, 4, 5),
        new Case(Support.POSITIVE_ORDERED, List.of(3), 0, 1, 2),
        new Case(Support.SIMPLEX, List.of(2), 0),
        new Case(Support.SIMPLEX, List.of(4), 0, 1, 2),
        new Case(Support.SIMPLEX, List.of(2, 3), 0, 1, 3, 4),
        new Case(Support.CORRELATION_CHOLESKY, List.of(2, 2), 2),
        new Case(Support.CORRELATION_CHOLESKY, List.of(4, 4), 4, 8, 9, 12, 13, 14),
        new Case(Support.CORRELATION_CHOLESKY, List.of(2, 3, 3), 3, 6, 7, 12, 15, 16),
        new Case(Support.CORRELATION, List.of(4, 4), 4, 8, 9, 12, 13, 14),
        new Case(Support.CORRELATION, List.of(2, 2, 2), 2, 6),
        new Case(Support.COVARIANCE_CHOLESKY, List.of(1, 1), 0),
        new Case(Support.COVARIANCE_CHOLESKY, List.of(3, 3), 0, 3, 4, 6, 7, 8),
        new Case(Support.COVARIANCE, List.of(3, 3), 0, 3, 4, 6, 7, 8),
        new Case(Support.COVARIANCE, List.of(2, 2, 2), 0, 2, 3, 4, 6, 7));
  }

  static Stream<Case> all() {
    return Stream.concat(
        volumes(),
        Stream.of(
            new Case(Support.UNIT_VECTOR, List.of(3)),
            new Case(Support.UNIT_VECTOR, List.of(2, 2))));
  }

  private static double[] point(int d, int seed) {
    return new Random(seed).doubles(d, -1.5, 1.5).toArray();
  }

  /** Five-point differences with h = 1e-3 err by about 1e-11 here. */
  @ParameterizedTest
  @MethodSource("volumes")
  void theJacobianIsTheLogDeterminantOfTheTransform(Case c) {
    int d = c.freeSize();
    assertThat(c.free()).hasSize(d);
    double[] u = point(d, 3);
    double[][] slopes = new double[d][d];
    double[] offsets = {-2, -1, 1, 2};
    double[] factors = {1, -8, 8, -1};
    double h = 1e-3;
    for (int j = 0; j < d; j++) {
      for (int k = 0; k < 4; k++) {
        double[] moved = u.clone();
        moved[j] += offsets[k] * h;
        double[] x = c.constrain(moved);
        for (int i = 0; i < d; i++) {
          slopes[i][j] += factors[k] * x[c.free()[i]] / (12 * h);
        }
      }
    }
    double volume = new LUDecomposition(MatrixUtils.createRealMatrix(slopes)).getDeterminant();
    assertThat(c.logJacobian(u)).isCloseTo(Math.log(Math.abs(volume)), within(1e-8));
  }

  @ParameterizedTest
  @MethodSource("all")
  void theInverseGivesTheSameValueBack(Case c) {
    for (int seed = 0; seed < 5; seed++) {
      double[] u = point(c.freeSize(), seed);
      double[] x = c.constrain(u);
      int block = x.length;
      for (int k = 0; k < c.dims().size() - c.support().rank(); k++) {
        block /= c.dims().get(k);
      }
      for (int from = 0; from < x.length; from += block) {
        assertThat(c.support().contains(Arrays.copyOfRange(x, from, from + block))).isTrue();
      }
      double[] back = c.support().unconstrain(x, c.dims());
      assertThat(back).hasSize(u.length);
      if (!c.support().equals(Support.UNIT_VECTOR)) {
        assertThat(back).containsExactly(u, within(1e-9));
      }
      assertThat(c.constrain(back)).containsExactly(x, within(1e-12 * 20));
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void valuesAndJacobiansKeepTheGradientContract(Case c) {
    double[] u = point(c.freeSize(), 7);
    GradientContract.check(c.support()::constrain, u, c.freeDims());
    GradientContract.check(c.support()::logJacobian, u, c.freeDims());
  }

  /** Coded from the definitions in mpmath at 50 digits, the Jacobian by its own derivatives. */
  @Test
  void transformsAgreeWithReferenceValues() {
    agrees(
        new Case(Support.SIMPLEX, List.of(4)),
        -6.0780644151199501,
        .17558558248616111,
        .11487705905513434,
        .6175057528723995,
        .092031605586305053);
    agrees(new Case(Support.ORDERED, List.of(3)), -.4, .3, .6011942119122021, 2.8267351404046697);
    agrees(
        new Case(Support.POSITIVE_ORDERED, List.of(3)),
        -.1,
        1.3498588075760031,
        1.6510530194882052,
        3.8765939479806728);
    agrees(
        new Case(Support.CORRELATION_CHOLESKY, List.of(3, 3)),
        -2.4512555752906808,
        new double[] {
          1,
          0,
          0,
          .29131261245159091,
          .95662791190024829,
          0,
          -.83365460701215526,
          .36673831415055004,
          .41294431239747261
        });
    double r = .10797800622864266;
    agrees(
        new Case(Support.CORRELATION, List.of(3, 3)),
        -2.4955963452166211,
        new double[] {
          1,
          .29131261245159091,
          -.83365460701215526,
          .29131261245159091,
          1,
          r,
          -.83365460701215526,
          r,
          1
        });
    agrees(
        new Case(Support.COVARIANCE_CHOLESKY, List.of(2, 2)),
        1.1,
        1.3498588075760031,
        0,
        -1.2,
        2.2255409284924676);
    agrees(
        new Case(Support.COVARIANCE, List.of(2, 2)),
        3.8862943611198906,
        1.822118800390509,
        -1.6198305690912037,
        -1.6198305690912037,
        6.3930324243951148);
  }

  private static void agrees(Case c, double logJacobian, double... x) {
    assertThat(c.constrain(U)).containsExactly(x, within(1e-14));
    assertThat(c.logJacobian(U)).isCloseTo(logJacobian, within(1e-13));
  }

  @Test
  void jacobiansStayFiniteFarOut() {
    for (Case c : volumes().toList()) {
      double[] u = new double[c.freeSize()];
      Arrays.setAll(u, i -> i % 2 == 0 ? 300 : -300);
      assertThat(c.logJacobian(u)).as(c.toString()).isFinite();
      Expr free = Expr.input("u", c.freeDims());
      Expr slope = Gradient.of(c.support().logJacobian(free).sum(), free).get(0);
      for (double g : Evaluate.at(slope, free, u)) {
        assertThat(g).as(c.toString()).isFinite();
      }
    }
  }

  /**
   * The density of u integrates to 1 over lengths, under r^(k−1) dr, by the trapezoidal rule, which
   * for so smooth a function that falls off at both ends errs by rounding alone; it is greatest at
   * length 1.
   */
  @Test
  void aUnitVectorLeavesTheLengthToADensityWithItsModeAtOne() {
    for (int k : new int[] {2, 3, 7}) {
      Case c = new Case(Support.UNIT_VECTOR, List.of(k));
      double[] u = new double[k];
      double integral = 0;
      double highest = Double.NEGATIVE_INFINITY;
      double mode = 0;
      for (int i = 1; i < 1200; i++) {
        double r = i / 200.0;
        u[0] = 0.6 * r;
        u[1] = -0.8 * r;
        double log = c.logJacobian(u);
        integral += Math.exp(log) * Math.pow(r, k - 1.0) / 200;
        mode = log > highest ? r : mode;
        highest = Math.max(log, highest);
      }
      assertThat(integral).isCloseTo(1, within(1e-8));
      assertThat(mode).isEqualTo(1);
    }
    double[] x = new Case(Support.UNIT_VECTOR, List.of(3)).constrain(U);
    assertThat(IntStream.range(0, 3).mapToDouble(i -> x[i] * x[i]).sum())
        .isCloseTo(1, within(1e-15));
  }

  @Test
  void valuesOutsideAreToldApart() {
    assertThat(Support.SIMPLEX.contains(.5, .6)).isFalse();
    assertThat(Support.SIMPLEX.contains(1.5, -.5)).isFalse();
    assertThat(Support.ORDERED.contains(1, 1)).isFalse();
    assertThat(Support.POSITIVE_ORDERED.contains(0, 1)).isFalse();
    assertThat(Support.UNIT_VECTOR.contains(1, 1)).isFalse();
    assertThat(Support.CORRELATION_CHOLESKY.contains(1, 0, .6, .9)).isFalse();
    assertThat(Support.CORRELATION.contains(1, 2, 2, 1)).isFalse();
    assertThat(Support.CORRELATION.contains(2, .5, .5, 1)).isFalse();
    assertThat(Support.COVARIANCE.contains(2, .5, .4, 1)).isFalse();
    assertThat(Support.COVARIANCE_CHOLESKY.contains(1, .1, 0, 1)).isFalse();
    assertThat(Support.interval(0, 1).contains(1)).isTrue();
    assertThat(Support.interval(0, 1).contains(1.1)).isFalse();
    assertThat(Support.lower(0).contains(0)).isTrue();
    assertThat(Support.upper(2).contains(3)).isFalse();
    assertThat(Support.category(3).contains(3)).isFalse();
    for (Case c : all().toList()) {
      double[] nan = new double[c.constrain(point(c.freeSize(), 1)).length];
      Arrays.fill(nan, Double.NaN);
      assertThat(c.support().contains(nan)).as(c.toString()).isFalse();
    }
    assertThatThrownBy(() -> Support.SIMPLEX.unconstrain(new double[] {.5, .6}, List.of(2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Support: value must be positive numbers that sum to 1, got [0.5, 0.6]");
  }

  @Test
  void dimensionsThatHoldNoValueAreRefused() {
    assertThatThrownBy(() -> Support.SIMPLEX.freeDims(List.of(1)))
        .hasMessage("SIMPLEX needs a vector of at least 2, got shape [1]");
    assertThatThrownBy(() -> Support.CORRELATION.freeDims(List.of(3, 2)))
        .hasMessage("CORRELATION needs a square matrix, got shape [3, 2]");
    assertThatThrownBy(() -> Support.CORRELATION_CHOLESKY.freeDims(List.of(1, 1)))
        .hasMessage("CORRELATION_CHOLESKY needs a matrix of at least 2 × 2, got 1 × 1");
    assertThatThrownBy(() -> Support.ORDERED.freeDims(List.of()))
        .hasMessage("ORDERED needs a vector, got shape []");
    assertThatThrownBy(() -> Support.interval(2, 1))
        .hasMessage("Support: low must be below high, got 2.0 and 1.0");
  }

  @Test
  void discreteSupportsHaveNoTransform() {
    assertThat(Support.BINARY.continuous()).isFalse();
    assertThatThrownBy(() -> Support.NATURAL.constrain(Expr.constant(1)))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessage("Support: only a continuous support has a transform, got NATURAL");
    assertThat(Support.NATURAL.contains(2.5)).isFalse();
    assertThat(Support.NATURAL.contains(-1)).isFalse();
    assertThat(Support.NATURAL.contains(3)).isTrue();
    assertThat(Support.BINARY.contains(2)).isFalse();
    assertThat(Support.REAL.contains(Double.NaN)).isFalse();
    assertThat(Support.POSITIVE.contains(0)).isFalse();
    assertThat(Support.UNIT.contains(1)).isFalse();
  }
}
