package org.lethe.unlearning.bif;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lethe.inference.run.NumericalException;

/** A negative curvature is found wherever it points, at the stated number of products. */
class DefinitenessTest {

  /** diag(values), whose products are counted. */
  private static final class Diagonal implements Curvature {

    private final double[] values;
    private int products;

    private Diagonal(double[] values) {
      this.values = values;
    }

    /** d eigenvalues, evenly spaced. */
    static Diagonal even(int d, double least, double largest) {
      return new Diagonal(
          IntStream.range(0, d)
              .mapToDouble(i -> least + (largest - least) * i / Math.max(1, d - 1))
              .toArray());
    }

    Diagonal with(int at, double value) {
      double[] other = values.clone();
      other[at] = value;
      return new Diagonal(other);
    }

    @Override
    public int dimension() {
      return values.length;
    }

    @Override
    public double[] times(double[] v) {
      products++;
      double[] out = new double[v.length];
      Arrays.setAll(out, i -> values[i] * v[i]);
      return out;
    }

    @Override
    public double[] times(double[] v, int rows, int term) {
      return times(v);
    }

    @Override
    public double[][] dense() {
      throw new AssertionError("a matrix was formed");
    }
  }

  private static int products(Diagonal h) {
    Definiteness.require(h);
    return h.products;
  }

  /**
   * −δ for δ = .05 among 2000 eigenvalues in [.5, 2] is missed by 100 products with a chance of at
   * most 1.648·√2000·exp(−199·√(.05/2.05)) = 2·10⁻¹², and b holds nothing of it.
   */
  @Test
  void conjugateGradientsRefuseASaddleThatTheRightHandSideDoesNotSee() {
    int d = 2000;
    Diagonal saddle = Diagonal.even(d, .5, 2).with(7, -.05);
    double[] b = new double[d];
    Arrays.fill(b, 1);
    b[7] = 0;
    for (Solver solver :
        List.of(
            Solver.conjugateGradient(1e-8), Solver.neumann(30, .5, 0), Solver.neumann(30, .5, 9))) {
      assertThatThrownBy(() -> solver.solve(saddle, b))
          .isInstanceOfSatisfying(
              IndefiniteCurvatureException.class,
              e -> assertThat(e.curvature()).isBetween(-.05 - 1e-12, -1e-3));
    }
    assertThatCode(() -> Solver.conjugateGradient(1e-8).damped(.06).solve(saddle, b))
        .doesNotThrowAnyException();
  }

  /**
   * Up to 100 coordinates the sign of the smallest eigenvalue is found, however small it is: the
   * Ritz value that tells is never below it, but for rounding.
   */
  @Test
  void inFewCoordinatesNothingIsMissed() {
    for (int d : new int[] {1, 2, 9, 60, 100}) {
      Diagonal narrow = Diagonal.even(d, 1, 1.5);
      assertThat(products(narrow.with(d / 2, 1e-9))).isLessThanOrEqualTo(d);
      assertThatThrownBy(() -> Definiteness.require(narrow.with(d / 2, -1e-9)))
          .isInstanceOfSatisfying(
              IndefiniteCurvatureException.class,
              e -> assertThat(e.curvature()).isBetween(-1e-9 - 1e-14, -1e-12));
    }
  }

  /**
   * A damping has to make up for the smallest eigenvalue, also where a first look or the right-hand
   * side shows another.
   */
  @Test
  void aRefusalNamesTheSmallestEigenvalue() {
    int d = 60;
    Diagonal h = Diagonal.even(d, -40.5, 1.5);
    double[] b = new double[d];
    b[7] = 1;
    for (double mu : new double[] {0, .2, 30}) {
      Solver solver = Solver.conjugateGradient(1e-8);
      assertThatThrownBy(() -> (mu == 0 ? solver : solver.damped(mu)).solve(h, b))
          .isInstanceOfSatisfying(
              IndefiniteCurvatureException.class,
              e -> assertThat(e.curvature()).isCloseTo(-40.5, within(1e-10)));
    }
    assertThatCode(() -> Solver.conjugateGradient(1e-8).damped(40.6).solve(h, b))
        .doesNotThrowAnyException();
  }

  /**
   * With ln(1.648·√1000·10⁸) = 22.4 the bound is above 0 from 2k − 1 = 22.4·√3 = 38.7 on where
   * λ_max = 2λ_min, and from 22.4·√11 = 74.2 on where it is 10λ_min; every eighth product is a
   * look.
   */
  @Test
  void whereTheHessianIsWellAboveZeroFewProductsTell() {
    assertThat(products(Diagonal.even(1000, 1, 2))).isEqualTo(24);
    assertThat(products(Diagonal.even(1000, .2, 2))).isEqualTo(40);
    assertThat(products(Diagonal.even(1000, 1e-4, 2))).isEqualTo(Definiteness.MOST);
    // two eigenvalues make a space of two vectors
    assertThat(products(Diagonal.even(1000, 1, 1).with(3, .5))).isEqualTo(2);
  }

  @Test
  void aHessianThatIsNotFiniteIsRefused() {
    assertThatThrownBy(() -> Definiteness.require(Diagonal.even(3, 1, 2).with(1, Double.NaN)))
        .isInstanceOf(NumericalException.class)
        .hasMessageContaining("Hessian must be finite");
  }
}
