package org.lethe.core.expr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SpecialFunctionsTest {

  private static final double INF = Double.POSITIVE_INFINITY;
  private static final double EPSILON = Math.ulp(1.0) / 2;

  private record Reference(String function, double x, double value) {}

  private static List<Reference> table() {
    List<Reference> out = new ArrayList<>();
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(
                    SpecialFunctionsTest.class.getResourceAsStream("special-functions.csv")),
                StandardCharsets.UTF_8))) {
      for (String line : in.lines().filter(l -> !l.startsWith("#")).toList()) {
        List<String> cells = List.of(line.replace("inf", "Infinity").split(",", -1));
        double x = Double.parseDouble(cells.get(1));
        out.add(new Reference(cells.get(0), x, Double.parseDouble(cells.get(2))));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out;
  }

  private static Function<Expr, Expr> slope(Function<Expr, Expr> f) {
    return x -> Gradient.of(f.apply(x).sum(), x).get(0);
  }

  static Stream<Arguments> referenced() {
    Function<Expr, Expr> logCdf = Expr::logNormalCdf;
    Function<Expr, Expr> logBessel = x -> x.logBessel(0);
    // relative errors in units of 2⁻⁵³: a rational approximation of Cody's has up to 6, an exp and
    // a
    // division add to it; x + h(x) loses up to 5.7² ≈ 32 units above −5.7; I₁/I₀ is a quotient of
    // two sums of 17 terms, variance and third cumulant divide by 1/(2x²) and 1/x³, x ≤ 30, what
    // their moments round; log I₁ is a difference that is a fifth of its terms at 1.7
    return Stream.of(
        of("sin", Expr::sin, 2),
        of("cos", Expr::cos, 2),
        of("erf", Expr::erf, 4),
        of("normalCdf", Expr::normalCdf, 12),
        of("logNormalCdf", logCdf, 12),
        of("mills", slope(logCdf), 12),
        of("millsSlope", slope(slope(logCdf)), 100),
        of("atan", Expr::atan, 2),
        // a difference of terms of size 30 below 16, where the function is 1/200 and its
        // derivatives
        // are smaller still: 30/s, 3/s′, 0.06/s″ and 0.004/s‴ units, times what log Γ and ψ err by
        of("stirling", Expr::stirlingRemainder, 3e4),
        of("stirlingSlope", slope(Expr::stirlingRemainder), 1e5),
        of("stirlingCurvature", slope(slope(Expr::stirlingRemainder)), 1e5),
        of("stirlingThird", slope(slope(slope(Expr::stirlingRemainder))), 1e5),
        of("logBessel0", logBessel, 10),
        of("logBessel1", x -> x.logBessel(1), 60),
        of("besselRatio", slope(logBessel), 10),
        of("besselRatioSlope", slope(slope(logBessel)), 20),
        of("besselRatioCurvature", slope(slope(slope(logBessel))), 1000));
  }

  private static Arguments of(String name, Function<Expr, Expr> f, double tolerance) {
    return Arguments.of(name, f, tolerance);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("referenced")
  void valuesEqualThoseOfManyDigits(String name, Function<Expr, Expr> f, double tolerance) {
    List<Reference> rows = table().stream().filter(r -> r.function().equals(name)).toList();
    assertThat(rows).isNotEmpty();
    Expr x = Expr.input("x", rows.size());
    double[] actual = Evaluate.at(f.apply(x), x, rows.stream().mapToDouble(Reference::x).toArray());
    for (int i = 0; i < actual.length; i++) {
      double expected = rows.get(i).value();
      double error = actual[i] == expected ? 0 : Math.abs(actual[i] - expected);
      assertThat(error)
          .as("%s(%s) = %s, expected %s", name, rows.get(i).x(), actual[i], expected)
          .isLessThanOrEqualTo(tolerance * EPSILON * Math.abs(expected) + 4 * Double.MIN_VALUE);
    }
  }

  /** In one program, whichever is due first, over more numbers than are computed at a time. */
  @Test
  void theLogarithmOfTheNormalCdfAndItsSlopeComeTogether() {
    int n = 2 * Kernels.CHUNK + 3;
    Expr x = Expr.input("x", n);
    double[] at = IntStream.range(0, n).mapToDouble(i -> 40 * Math.sin(1.7 * i)).toArray();
    Expr log = x.logNormalCdf();
    Expr mills = slope(Expr::logNormalCdf).apply(x);
    double[] logFirst = Evaluate.at(Expr.concat(log, mills), x, at);
    double[] millsFirst = Evaluate.at(Expr.concat(mills, log), x, at);
    for (int i = 0; i < n; i++) {
      double h = LogNormalCdf.value(1, at[i]);
      double value = LogNormalCdf.value(0, at[i]);
      assertThat(logFirst[i]).isEqualTo(millsFirst[n + i]).isCloseTo(value, relative(value));
      assertThat(logFirst[n + i]).isEqualTo(millsFirst[i]).isCloseTo(h, relative(h));
    }
  }

  /** Both sides err by up to 12 units in 2⁵³; φ that is subnormal may be 0. */
  private static Offset<Double> relative(double value) {
    return within(24 * EPSILON * Math.abs(value) + Double.MIN_NORMAL);
  }

  @Test
  void derivativesEqualCentralDifferences() {
    double[] any = {-2.3, -0.7, 0, 0.4, 1.9};
    double[] tail = {-60, -9, -5.6, -1, 3, 7};
    double[] positive = {0.4, 2.2, 9.7, 29.9995, 80};
    GradientContract.check(Expr::sin, any, 5);
    GradientContract.check(Expr::cos, any, 5);
    GradientContract.check(Expr::erf, any, 5);
    GradientContract.check(Expr::normalCdf, any, 5);
    GradientContract.check(Expr::atan, any, 5);
    GradientContract.check(Expr::stirlingRemainder, positive, 5);
    GradientContract.check(slope(Expr::stirlingRemainder), positive, 5);
    GradientContract.check(slope(slope(Expr::stirlingRemainder)), positive, 5);
    GradientContract.check(Expr::logNormalCdf, tail, 6);
    GradientContract.check(slope(Expr::logNormalCdf), tail, 6);
    GradientContract.check(slope(slope(Expr::logNormalCdf)), any, 5);
    GradientContract.check(x -> x.logBessel(0), any, 5);
    GradientContract.check(x -> x.logBessel(0), positive, 5);
    GradientContract.check(x -> x.logBessel(1), positive, 5);
    GradientContract.check(slope(x -> x.logBessel(0)), any, 5);
    GradientContract.check(slope(slope(x -> x.logBessel(0))), positive, 5);
    GradientContract.check(slope(slope(slope(x -> x.logBessel(0)))), positive, 5);
  }

  @Test
  void limitsAreTakenAndNaNStays() {
    Expr x = Expr.input("x", 3);
    assertThat(limits(x.sin(), x)).containsOnly(Double.NaN);
    assertThat(limits(x.cos(), x)).containsOnly(Double.NaN);
    assertThat(limits(x.erf(), x)).containsExactly(-1, 1, Double.NaN);
    assertThat(limits(x.normalCdf(), x)).containsExactly(0, 1, Double.NaN);
    assertThat(limits(x.logNormalCdf(), x)).containsExactly(-INF, -0.0, Double.NaN);
    assertThat(limits(slope(Expr::logNormalCdf).apply(x), x)).containsExactly(INF, 0, Double.NaN);
    assertThat(limits(slope(slope(Expr::logNormalCdf)).apply(x), x))
        .containsExactly(-1, -0.0, Double.NaN);
    Expr logBessel = x.logBessel(0);
    assertThat(limits(logBessel, x)).containsExactly(INF, INF, Double.NaN);
    assertThat(limits(slope(y -> y.logBessel(0)).apply(x), x)).containsExactly(-1, 1, Double.NaN);
    assertThat(limits(x.logBessel(1), x)).containsExactly(Double.NaN, INF, Double.NaN);
    assertThat(limits(x.atan(), x)).containsExactly(-Math.PI / 2, Math.PI / 2, Double.NaN);
    assertThat(limits(x.stirlingRemainder(), x)).containsExactly(Double.NaN, 0, Double.NaN);
    assertThat(limits(slope(Expr::stirlingRemainder).apply(x), x))
        .containsExactly(Double.NaN, 0, Double.NaN);
    assertThat(limits(slope(Expr::erf).apply(x), x)).containsExactly(0, 0, Double.NaN);
    assertThat(limits(slope(Expr::normalCdf).apply(x), x)).containsExactly(0, 0, Double.NaN);
  }

  private static double[] limits(Expr y, Expr x) {
    return Evaluate.at(y, x, -INF, INF, Double.NaN);
  }

  @Test
  void noElementsAndOneElementKeepTheirShape() {
    for (Function<Expr, Expr> f :
        List.<Function<Expr, Expr>>of(
            Expr::sin,
            Expr::cos,
            Expr::erf,
            Expr::normalCdf,
            Expr::logNormalCdf,
            x -> x.logBessel(0),
            x -> x.logBessel(1),
            x -> x.cumsum(0))) {
      Expr none = Expr.input("none", 0);
      Expr one = Expr.input("one", 1);
      assertThat(Evaluate.at(f.apply(none), none)).isEmpty();
      assertThat(Evaluate.at(slope(f).apply(none), none)).isEmpty();
      assertThat(f.apply(one).shape()).isEqualTo(Shape.of(1));
      GradientContract.check(f, new double[] {0.8}, 1);
    }
  }

  @Test
  void ordersThatAreNotOfferedAreRefused() {
    Expr x = Expr.input("x");
    assertThatThrownBy(() -> x.logBessel(2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("logBessel: order must be 0 or 1, got 2");
  }
}
