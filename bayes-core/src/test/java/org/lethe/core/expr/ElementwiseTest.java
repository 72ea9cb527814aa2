package org.lethe.core.expr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.hipparchus.analysis.differentiation.DerivativeStructure;
import org.hipparchus.special.Erf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ElementwiseTest {

  private static final double[] ANY = {-2.3, -0.7, 0.4, 1.9};
  private static final double[] POSITIVE = {0.3, 0.9, 1.7, 12.5};
  private static final double[] SHARES = {0.2, 0.3, 0.5, 0.8};

  static Stream<Arguments> functions() {
    return Stream.of(
        of("negate", Expr::negate, DerivativeStructure::negate, ANY),
        of("abs", Expr::abs, x -> x.abs(), ANY),
        of("exp", Expr::exp, x -> x.exp(), ANY),
        of("expm1", Expr::expm1, x -> x.expm1(), ANY),
        of("log", Expr::log, x -> x.log(), POSITIVE),
        of("log1p", Expr::log1p, x -> x.log1p(), POSITIVE),
        of("sqrt", Expr::sqrt, x -> x.sqrt(), POSITIVE),
        of("square", Expr::square, x -> x.multiply(x), ANY),
        of("pow 2.5", x -> x.pow(2.5), x -> x.pow(2.5), POSITIVE),
        of("pow 3", x -> x.pow(3), x -> x.pow(3), ANY),
        of("pow 2", x -> x.pow(2), x -> x.multiply(x), ANY),
        of("pow −1", x -> x.pow(-1), x -> x.reciprocal(), POSITIVE),
        of("sigmoid", Expr::sigmoid, x -> x.negate().exp().add(1).reciprocal(), ANY),
        of("logit", Expr::logit, x -> x.log().subtract(x.negate().add(1).log()), SHARES),
        of("softplus", Expr::softplus, x -> x.exp().log1p(), ANY),
        of("logSigmoid", Expr::logSigmoid, x -> x.negate().exp().log1p().negate(), ANY),
        of("tanh", Expr::tanh, x -> x.tanh(), ANY),
        of("sin", Expr::sin, x -> x.sin(), ANY),
        of("cos", Expr::cos, x -> x.cos(), ANY),
        of("erf", Expr::erf, x -> Erf.erf(x), ANY),
        of("normalCdf", Expr::normalCdf, x -> Erf.erfc(x.divide(-Math.sqrt(2))).multiply(0.5), ANY),
        of(
            "logNormalCdf",
            Expr::logNormalCdf,
            x -> Erf.erfc(x.divide(-Math.sqrt(2))).multiply(0.5).log(),
            ANY),
        of("reciprocal", x -> Expr.constant(1).over(x), x -> x.reciprocal(), POSITIVE),
        of("x·x", x -> x.times(x), x -> x.multiply(x), ANY),
        of("x/(x+3)", x -> x.over(x.plus(3)), x -> x.divide(x.add(3)), ANY),
        of("1 − x", x -> Expr.constant(1).minus(x), x -> x.negate().add(1), ANY),
        of("max", x -> x.square().max(x), x -> larger(x.multiply(x), x), ANY),
        of(
            "min",
            x -> x.square().min(x),
            x -> larger(x.multiply(x).negate(), x.negate()).negate(),
            ANY),
        of(
            "where",
            x -> x.greaterThan(Expr.constant(0)).where(x.exp(), x.square()),
            x -> x.getValue() > 0 ? x.exp() : x.multiply(x),
            ANY));
  }

  private static DerivativeStructure larger(DerivativeStructure a, DerivativeStructure b) {
    return a.getValue() >= b.getValue() ? a : b;
  }

  private static Arguments of(
      String name,
      Function<Expr, Expr> f,
      Function<DerivativeStructure, DerivativeStructure> naive,
      double[] at) {
    ForwardOracle.Naive all = x -> Arrays.stream(x).map(naive).toArray(DerivativeStructure[]::new);
    return Arguments.of(name, f, all, at);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("functions")
  void valuesAndDerivativesEqualForwardMode(
      String name, Function<Expr, Expr> f, ForwardOracle.Naive naive, double[] at) {
    ForwardOracle.check(f, naive, at, at.length);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("functions")
  void derivativesEqualCentralDifferences(
      String name, Function<Expr, Expr> f, ForwardOracle.Naive naive, double[] at) {
    GradientContract.check(f, at, at.length);
  }

  @Test
  void comparisonsAndSignHaveNoSlope() {
    Expr x = Expr.input("x", 3);
    Expr zero = Expr.constant(0);
    for (Expr y : List.of(x.greaterThan(zero), x.atLeast(zero), x.equalTo(zero), x.sign())) {
      assertThat(Evaluate.at(Gradient.of(y.sum(), x).get(0), x, -1, 0, 2)).containsOnly(0);
    }
    assertThat(Evaluate.at(x.greaterThan(zero), x, -1, 0, 2)).containsExactly(0, 0, 1);
    assertThat(Evaluate.at(x.atLeast(zero), x, -1, 0, 2)).containsExactly(0, 1, 1);
    assertThat(Evaluate.at(x.equalTo(zero), x, -1, 0, 2)).containsExactly(0, 1, 0);
    assertThat(Evaluate.at(x.sign(), x, -1, 0, 2)).containsExactly(-1, 0, 1);
  }

  @Test
  void logGammaAndItsDerivativesEqualReferenceValues() {
    GradientContract.check(Expr::lgamma, new double[] {0.4, 1.5, 7.2, 40}, 4);
    GradientContract.check(Expr::digamma, new double[] {0.4, 1.5, 7.2, 40}, 4);
    GradientContract.check(x -> x.polygamma(2), new double[] {0.8, 1.5, 7.2, 40}, 4);
    Expr x = Expr.input("x", 3);
    // mpmath, 30 digits: loggamma, psi(0, x), psi(1, x), psi(3, x) at 0.25, 3.5, 250
    close(
        Evaluate.at(x.lgamma(), x, 0.25, 3.5, 250),
        1.28802252469807745737,
        1.20097360234707422482,
        1128.52377087299071420);
    close(
        Evaluate.at(x.digamma(), x, 0.25, 3.5, 250),
        -4.22745353337626540809,
        1.10315664064524318723,
        5.51945958453104641697);
    close(
        Evaluate.at(x.polygamma(1), x, 0.25, 3.5, 250),
        17.1973291545071107393,
        0.330357756100234864973,
        0.00400801066663253372342);
    assertThat(Evaluate.at(x.digamma(), x, 0, -1, -2.5)).containsOnly(Double.NaN);
  }

  private static void close(double[] actual, double... expected) {
    for (int i = 0; i < expected.length; i++) {
      assertThat(actual[i]).isCloseTo(expected[i], within(4e-14 * (1 + Math.abs(expected[i]))));
    }
  }

  @Test
  void extremeArgumentsGiveLimitsAndNeverNaN() {
    Expr x = Expr.input("x", 4);
    double inf = Double.POSITIVE_INFINITY;
    assertThat(Evaluate.at(x.softplus(), x, -800, 800, -inf, inf)).containsExactly(0, 800, 0, inf);
    assertThat(Evaluate.at(x.sigmoid(), x, -800, 800, -inf, inf)).containsExactly(0, 1, 0, 1);
    assertThat(Evaluate.at(x.logSigmoid(), x, -800, 800, -inf, inf))
        .containsExactly(-800, -0.0, -inf, -0.0);
    assertThat(Evaluate.at(x.log(), x, 0, 1, inf, 4)).containsExactly(-inf, 0, inf, Math.log(4));
    Expr slope = Gradient.of(x.softplus().sum(), x).get(0);
    assertThat(Evaluate.at(slope, x, -800, 800, -inf, inf)).containsExactly(0, 1, 0, 1);
  }
}
