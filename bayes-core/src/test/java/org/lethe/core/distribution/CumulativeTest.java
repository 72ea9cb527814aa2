package org.lethe.core.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lethe.core.expr.Evaluate;
import org.lethe.core.expr.Expr;
import org.lethe.core.expr.Gradient;
import org.lethe.core.expr.GradientContract;

/**
 * Distribution functions and their inverses; cumulative.py beside cumulative.csv made the values.
 */
class CumulativeTest {

  private static Cumulative law(String name, double... a) {
    return law(name, Expr.vector(a));
  }

  private static Cumulative law(String name, Expr a) {
    return switch (name) {
      case "normal" -> Normal.of(a.at(0), a.at(1));
      case "cauchy" -> Cauchy.of(a.at(0), a.at(1));
      case "laplace" -> Laplace.of(a.at(0), a.at(1));
      case "logistic" -> Logistic.of(a.at(0), a.at(1));
      case "gumbel" -> Gumbel.of(a.at(0), a.at(1));
      case "logNormal" -> LogNormal.of(a.at(0), a.at(1));
      case "exponential" -> Exponential.of(a.at(0));
      case "uniform" -> Uniform.of(a.at(0), a.at(1));
      case "pareto" -> Pareto.of(a.at(0), a.at(1));
      case "weibull" -> Weibull.of(a.at(0), a.at(1));
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static double[] numbers(String text) {
    return Stream.of(text.split(" ")).mapToDouble(Double::parseDouble).toArray();
  }

  @ParameterizedTest(name = "{0} {1} at {2}")
  @CsvFileSource(resources = "cumulative.csv")
  void bothTailsEqualTheReference(
      String name, String arguments, double at, double below, double above) {
    Cumulative law = law(name, numbers(arguments));
    Expr x = Expr.constant(at);
    // z carries a rounding that the logarithm of a tail multiplies by |z · slope| ≤ 2|log|
    assertThat(Evaluate.constant(law.logCdf(x))[0])
        .isCloseTo(below, within(1e-12 * Math.abs(below)));
    assertThat(Evaluate.constant(law.logSurvival(x))[0])
        .isCloseTo(above, within(1e-12 * Math.abs(above) + Double.MIN_NORMAL));
  }

  @ParameterizedTest(name = "{0} {1} at {2}")
  @CsvFileSource(resources = "cumulative.csv")
  void quantilesInvertTheReference(
      String name, String arguments, double at, double below, double above) {
    double[] a = numbers(arguments);
    double x = law(name, a).quantile().at(a, below, above);
    // what a relative error of 1e−15 in the smaller logarithm moves x by, at most 2|x| + scale
    double scale = Math.abs(at) + a[a.length - 1] + Math.abs(a[0]);
    assertThat(x).isCloseTo(at, within(1e-10 * scale));
  }

  /**
   * Values and derivatives by masses.py. A rounding of z moves a tail by at most 2|log| of itself,
   * and a derivative by its own products with z and arguments.
   */
  @ParameterizedTest(name = "{0} {1} in {2}, {3}")
  @CsvFileSource(resources = "masses.csv")
  void theMassBetweenTwoBoundsEqualsTheReference(
      String name, String arguments, double lower, double upper, double expected, String slopes) {
    double[] at = numbers(arguments);
    double[] slope = numbers(slopes);
    Expr t = Expr.input("t", at.length);
    Expr mass = law(name, t).logMass(Expr.constant(lower), Expr.constant(upper));
    double size = Math.max(1, Math.abs(expected));
    assertThat(Evaluate.at(mass, t, at)[0]).isCloseTo(expected, within(1e-12 * size));
    double[] found = Evaluate.at(Gradient.of(mass, t).get(0), t, at);
    for (int i = 0; i < at.length; i++) {
      if (!Double.isNaN(slope[i])) {
        assertThat(found[i])
            .isCloseTo(slope[i], within(1e-12 * Math.max(size, Math.abs(slope[i]))));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "normal",
        "cauchy",
        "laplace",
        "logistic",
        "gumbel",
        "logNormal",
        "exponential",
        "uniform",
        "pareto",
        "weibull"
      })
  void anIntervalThatIsEmptyOrOutsideTheSupportHasNoMass(String name) {
    Cumulative law = law(name, name.equals("uniform") ? new double[] {0, 5} : new double[] {.5, 5});
    double none = Double.NEGATIVE_INFINITY;
    assertThat(mass(law, 2, 1)).isEqualTo(none);
    assertThat(mass(law, 2, -1)).isEqualTo(none);
    assertThat(mass(law, -1, -2)).isEqualTo(none);
    assertThat(mass(law, 1, 1)).isEqualTo(none);
    assertThat(mass(law, 0, 0)).isEqualTo(none);
    if (!law.support().equals(Support.REAL)) {
      assertThat(mass(law, -3, -2)).isEqualTo(none);
    }
  }

  private static double mass(Cumulative law, double lower, double upper) {
    return Evaluate.constant(law.logMass(Expr.constant(lower), Expr.constant(upper)))[0];
  }

  record Case(String name, Function<Expr, Cumulative> law, double... at) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Case> cases() {
    return Stream.of(
        new Case("normal", t -> Normal.of(t.at(0), t.at(1)), .3, 1.2, -2),
        new Case("cauchy", t -> Cauchy.of(t.at(0), t.at(1)), .3, 1.2, -.2),
        new Case("cauchy far right", t -> Cauchy.of(t.at(0), t.at(1)), .3, 1.2, 7),
        new Case("cauchy far left", t -> Cauchy.of(t.at(0), t.at(1)), .3, 1.2, -7),
        new Case("laplace right", t -> Laplace.of(t.at(0), t.at(1)), .3, 1.2, 2),
        new Case("laplace left", t -> Laplace.of(t.at(0), t.at(1)), .3, 1.2, -2),
        new Case("logistic", t -> Logistic.of(t.at(0), t.at(1)), .3, 1.2, 2),
        new Case("gumbel", t -> Gumbel.of(t.at(0), t.at(1)), .3, 1.2, .5),
        new Case("logNormal", t -> LogNormal.of(t.at(0), t.at(1)), .3, 1.2, .5),
        new Case("exponential", t -> Exponential.of(t.at(0).times(t.at(1))), .3, 1.2, .5),
        new Case("uniform", t -> Uniform.of(t.at(0), t.at(1)), .3, 1.2, .5),
        new Case("pareto", t -> Pareto.of(t.at(0), t.at(1)), .3, 1.2, .5),
        new Case("weibull", t -> Weibull.of(t.at(0), t.at(1)), 1.3, 1.2, .5));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void derivativesAgreeWithCentralDifferences(Case c) {
    GradientContract.check(t -> c.law().apply(t).logCdf(t.at(2)), c.at(), 3);
    GradientContract.check(t -> c.law().apply(t).logSurvival(t.at(2)), c.at(), 3);
    for (double width : new double[] {.01, 3}) {
      GradientContract.check(
          t -> c.law().apply(t).logMass(t.at(2), t.at(2).plus(width)), c.at(), 3);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theDensityIsTheSlopeOfTheDistributionFunction(Case c) {
    Expr t = Expr.input("t", 3);
    Cumulative law = c.law().apply(t);
    Expr x = t.at(2);
    double h = 1e-4;
    double rise = 0;
    double[] factors = {1, -8, 8, -1};
    double[] steps = {-2, -1, 1, 2};
    for (int i = 0; i < 4; i++) {
      double cdf = Math.exp(Evaluate.at(law.logCdf(x.plus(steps[i] * h)), t, c.at())[0]);
      rise += factors[i] * cdf / (12 * h);
    }
    double density = Math.exp(Evaluate.at(law.logDensity(x), t, c.at())[0]);
    // rounding of 1e−16/h and a fifth derivative of order 1 times h⁴/30
    assertThat(rise).isCloseTo(density, within(1e-11));
  }
}
