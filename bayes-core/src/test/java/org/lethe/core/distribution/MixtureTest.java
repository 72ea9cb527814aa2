package org.lethe.core.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.math3.distribution.PoissonDistribution;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.lethe.core.data.Table;
import org.lethe.core.expr.Evaluate;
import org.lethe.core.expr.Expr;
import org.lethe.core.expr.GradientContract;
import org.lethe.core.expr.Shape;

/** Log densities against 80-digit values; mixture-reference.py beside its table made them. */
class MixtureTest {

  private static final Expr UNUSED = Expr.input("unused", 1);

  private static double[] numbers(String text) {
    return Stream.of(text.split(" ")).mapToDouble(Double::parseDouble).toArray();
  }

  private static Expr known(String text, int... dims) {
    return Expr.vector(numbers(text)).reshape(dims);
  }

  private static Mixture mixture(int k, int d, String weights, String means, String sds) {
    double[] s = numbers(sds);
    if (s.length > 1) {
      return Mixture.ofGaussians(known(weights, k), known(means, k, d), known(sds, k, d));
    }
    return s[0] == 1
        ? Mixture.ofGaussians(numbers(weights), known(means, k, d))
        : Mixture.ofGaussians(known(weights, k), known(means, k, d), Expr.constant(s));
  }

  @ParameterizedTest(name = "{0} components at {5}")
  @CsvFileSource(resources = "mixture-reference.csv")
  void logDensitiesEqualTheReferenceTo1e12(
      int k, int d, String w, String m, String s, String at, double expected, double largest) {
    double[] x = numbers(at);
    Mixture law = mixture(k, d, w, m, s);
    assertThat(Evaluate.constant(law.logDensity(Expr.vector(x)))[0])
        .isCloseTo(expected, within(1e-12 * largest));
    Map<String, double[]> columns = new HashMap<>();
    String[] names = IntStream.range(0, d).mapToObj(j -> "x" + j).toArray(String[]::new);
    // eleven rows: a whole vector of lanes and a part of one
    IntStream.range(0, d).forEach(j -> columns.put(names[j], filled(x[j], 11)));
    double[] rows =
        Evaluate.rows(law.logDensity(Expr.columns(names)), UNUSED, Table.of(columns), 0);
    assertThat(rows).hasSize(11).containsOnly(rows[0]);
    assertThat(rows[0]).isCloseTo(expected, within(1e-12 * largest));
  }

  private static double[] filled(double value, int n) {
    double[] out = new double[n];
    Arrays.fill(out, value);
    return out;
  }

  record Case(String name, Function<Expr, Expr> density, double... at) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static final Table ROWS =
      Table.of(
          Map.of(
              "x", new double[] {-1.2, 0, .4, 2.5, 7, -.3, 1, 2, -4},
              "z", new double[] {.3, -.8, 1.1, 0, 2, 5, -2, .7, .1}));

  static Stream<Case> cases() {
    Expr rows = Expr.columns("x", "z");
    Expr even = Expr.constant(.2, .3, .5);
    return Stream.of(
        new Case(
            "means",
            t -> Mixture.ofGaussians(even, t.reshape(3, 2)).logDensity(rows),
            .1,
            -.4,
            2,
            1,
            -1,
            .3),
        new Case(
            "the value",
            t -> Mixture.ofGaussians(even, Expr.vector(1, 2, -1).reshape(3, 1)).logDensity(t),
            .4),
        new Case(
            "all arguments",
            t ->
                Mixture.ofGaussians(
                        t.slice(0, 2), t.slice(2, 6).reshape(2, 2), t.slice(6, 10).reshape(2, 2))
                    .logDensity(rows),
            .4,
            .9,
            .1,
            -.4,
            2,
            1,
            .8,
            1.2,
            2,
            1.4),
        new Case(
            "one sd a component, weights by logits",
            t ->
                Mixture.ofGaussiansByLogits(
                        t.slice(0, 2), t.slice(2, 6).reshape(2, 2), t.slice(6, 8).reshape(2, 1))
                    .logDensity(rows),
            .4,
            -.9,
            .1,
            -.4,
            2,
            1,
            .8,
            1.2),
        new Case(
            "responsibilities",
            t -> Mixture.ofGaussians(even, t.reshape(3, 2)).responsibilities(rows),
            .1,
            -.4,
            2,
            1,
            -1,
            .3),
        new Case(
            "components of two laws",
            t ->
                Mixture.of(
                        t.slice(0, 2),
                        List.of(Normal.of(t.at(2), t.at(3)), StudentT.of(3, t.at(4), t.at(5))))
                    .logDensity(Expr.column("x")),
            .4,
            .9,
            .1,
            1.4,
            -2,
            .7));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void derivativesAgreeWithCentralDifferences(Case c) {
    GradientContract.check(c.density(), ROWS, c.at(), c.at().length);
  }

  @Test
  void aRowWithoutAnyDensityHasMinusInfinityAndNoGradient() {
    Expr t = Expr.input("t", 2);
    Mixture law =
        Mixture.of(new double[] {1, 3}, List.of(HalfNormal.of(t.at(0)), HalfNormal.of(t.at(1))));
    Expr impossible = law.logDensity(Expr.constant(-1));
    assertThat(Evaluate.at(impossible, t, 1, 2)).containsExactly(Double.NEGATIVE_INFINITY);
    Expr gradient = org.lethe.core.expr.Gradient.of(impossible, t).get(0);
    assertThat(Evaluate.at(gradient, t, 1, 2)).containsExactly(0, 0);
  }

  @Test
  void aComponentOfWeightZeroTakesNoPart() {
    Expr means = Expr.vector(0, 5).reshape(2, 1);
    Mixture law = Mixture.ofGaussians(Expr.constant(1, 0), means);
    Expr x = Expr.vector(5);
    assertThat(Evaluate.constant(law.logDensity(x))[0])
        .isCloseTo(
            Evaluate.constant(Normal.of(0, 1).logDensity(Expr.constant(5)))[0], within(1e-13));
    assertThat(Evaluate.constant(law.responsibilities(x))).containsExactly(1, 0);
  }

  @Test
  void gaussianAndGeneralComponentsAreTheSameLaw() {
    Expr weights = Expr.constant(1, 2);
    Mixture special =
        Mixture.ofGaussians(
            weights,
            Expr.vector(0, 1, -2, 3).reshape(2, 2),
            Expr.vector(1, 2, 3, .5).reshape(2, 2));
    Mixture general =
        Mixture.of(
            weights,
            List.of(
                MultivariateNormal.of(new double[] {0, 1}, new double[][] {{1, 0}, {0, 4}}),
                MultivariateNormal.of(new double[] {-2, 3}, new double[][] {{9, 0}, {0, .25}})));
    Expr x = Expr.vector(.3, 1.9);
    same(special.logDensity(x), general.logDensity(x));
    same(special.responsibilities(x), general.responsibilities(x));
    same(special.mean(), general.mean());
    same(special.variance(), general.variance());
    assertThat(special.shape()).isEqualTo(general.shape()).isEqualTo(Shape.of(2));
  }

  private static void same(Expr a, Expr b) {
    assertThat(Evaluate.constant(a)).containsExactly(Evaluate.constant(b), within(1e-14));
  }

  @Test
  void massAndMomentsAreThoseOfTheDensity() {
    Mixture law =
        Mixture.ofGaussians(
            Expr.constant(1, 2, 5),
            Expr.vector(-2, 0, 1.5).reshape(3, 1),
            Expr.vector(.5, 1, .25).reshape(3, 1));
    Expr x = Expr.columns("x");
    int n = 2001;
    double h = .01;
    double[] at = IntStream.range(0, n).mapToDouble(i -> (i - 1000) * h).toArray();
    double[] p = Evaluate.rows(law.logDensity(x).exp(), UNUSED, Table.of(Map.of("x", at)), 0);
    double[] moment = new double[3];
    for (int i = 0; i < n; i++) {
      for (int k = 0; k < 3; k++) {
        moment[k] += p[i] * h * Math.pow(at[i], k);
      }
    }
    // the trapezoidal rule on Gaussians is exact to exp(−2π²s²/h²), and 8 sds are left out
    assertThat(moment[0]).isCloseTo(1, within(1e-12));
    assertThat(Evaluate.constant(law.mean())[0]).isCloseTo(moment[1], within(1e-12));
    assertThat(Evaluate.constant(law.variance())[0])
        .isCloseTo(moment[2] - moment[1] * moment[1], within(1e-12));
  }

  @Test
  void argumentsAreReplaced() {
    Expr old = Expr.input("old");
    Expr pair = old.plus(Expr.constant(1, 2));
    Map<Expr, Expr> parts = Map.of(old, Expr.constant(.5));
    Expr x = Expr.vector(.3);
    for (Mixture law :
        List.of(
            Mixture.ofGaussians(pair, pair.reshape(2, 1), pair.reshape(2, 1)),
            Mixture.of(pair, List.of(Normal.of(old, 1), Normal.of(1, old))))) {
      Expr value = law instanceof AnyComponents ? x.at(0) : x;
      assertThat(Evaluate.constant(law.substitute(parts).logDensity(value)))
          .containsExactly(Evaluate.at(law.logDensity(value), old, .5));
    }
  }

  private static void refused(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }

  @Test
  void whatIsNoMixtureIsRefused() {
    Expr two = Expr.constant(1, 2);
    Expr means = Expr.vector(1, 2, 3, 4).reshape(2, 2);
    refused(
        () -> Mixture.ofGaussians(new double[] {.5, -.5}, means),
        "Mixture: weight must be positive and finite, got -0.5");
    refused(
        () -> Mixture.ofGaussians(Expr.constant(1), means),
        "Mixture: weights must be a vector of at least 1, got shape []");
    refused(
        () -> Mixture.ofGaussians(Expr.constant(1, 1, 1), means),
        "Mixture: means must be [K × d] for the K = 3 weights, got shape [2 × 2]");
    refused(
        () -> Mixture.ofGaussians(two, means, Expr.constant(1, 2, 3)),
        "Mixture: means and sds must have shapes that broadcast, got [2 × 2] and [3]");
    refused(
        () -> Mixture.ofGaussians(two, means).logDensity(Expr.constant(1, 2, 3)),
        "Mixture: value must be [2] a row as the means are, got shape [3]");
    refused(
        () -> Mixture.of(two, List.of(Normal.of(0, 1))),
        "Mixture: components must be as many as weights, got 1 and 2");
    refused(
        () -> Mixture.of(two, List.of(Normal.of(0, 1), HalfNormal.of(1))),
        "Mixture: components must be of one support, got HalfNormal on POSITIVE after REAL");
    refused(
        () -> Mixture.of(two, List.of(Poisson.rate(1), Bernoulli.logits(2))),
        "Mixture: components must be of one support, got Bernoulli on BINARY after NATURAL");
    refused(
        () -> Mixture.of(two, List.of(Normal.of(0, 1), Normal.of(Expr.vector(1, 2), 1))),
        "Mixture: components must be one number or one vector a row, all of one size, got Normal of"
            + " shape [2] after []");
  }

  @Test
  void componentsMayBeOfCounts() {
    double[] y = {0, 1, 2, 5, 9, 40};
    Mixture law = Mixture.of(new double[] {1, 3}, List.of(Poisson.rate(.7), Poisson.rate(6)));
    double[] density =
        Evaluate.rows(law.logDensity(Expr.column("y")), UNUSED, Table.of(Map.of("y", y)), 0);
    for (int i = 0; i < y.length; i++) {
      double one = new PoissonDistribution(.7).probability((int) y[i]);
      double other = new PoissonDistribution(6).probability((int) y[i]);
      // the reference's own log Γ is good to some 1e−14 of terms of up to 110
      assertThat(density[i]).isCloseTo(Math.log(.25 * one + .75 * other), within(1e-11));
    }
    assertThat(law.support()).isEqualTo(Support.NATURAL);
    double mean = .25 * .7 + .75 * 6;
    double square = .25 * (.7 + .49) + .75 * (6 + 36);
    assertThat(Evaluate.constant(law.mean())[0]).isCloseTo(mean, within(1e-14));
    assertThat(Evaluate.constant(law.variance())[0]).isCloseTo(square - mean * mean, within(1e-13));
  }
}
