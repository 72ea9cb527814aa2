package org.lethe.core.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lethe.core.expr.Evaluate;
import org.lethe.core.expr.Expr;
import org.lethe.core.expr.Gradient;

class OrderedProbitTest {

  /**
   * The second derivative of log(Φ(c − η) − Φ(−c − η)) in η = 0, by mpmath at 40 digits; the first
   * is 0 by symmetry. A tolerance of some roundings over 1 − Φ(−c)/Φ(c), which is 0.27 or more
   * where there is no series.
   */
  @ParameterizedTest
  @CsvSource({
    "0.1, -0.9966711089933001974", // by the series
    "0.2, -0.9867376419690323863",
    "1, -0.7088749052272067889",
    "3, -0.0266630753374585234"
  })
  void theCurvatureInTheMiddleOfAnInterval(double c, double expected) {
    Expr eta = Expr.input("eta");
    Expr slope = slope(OrderedProbit.of(eta, -c, c).logDensity(Expr.constant(1)), eta);
    double[] middle = {0};
    assertThat(Evaluate.at(slope, eta, middle)[0]).isCloseTo(0, within(1e-14));
    assertThat(Evaluate.at(slope(slope, eta), eta, middle)[0]).isCloseTo(expected, within(1e-14));
  }

  private static Expr slope(Expr of, Expr eta) {
    return Gradient.of(of, eta).get(0);
  }
}
