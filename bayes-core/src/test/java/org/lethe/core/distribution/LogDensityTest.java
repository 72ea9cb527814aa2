package org.lethe.core.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.lethe.core.data.Table;
import org.lethe.core.expr.Evaluate;
import org.lethe.core.expr.Expr;

/** Log densities against 80-digit values; reference.py beside reference.csv made them. */
class LogDensityTest {

  private static final Expr UNUSED = Expr.input("unused", 1);

  private static Distribution law(String name, double... a) {
    return switch (name) {
      case "normal" -> Normal.of(a[0], a[1]);
      case "halfNormal" -> HalfNormal.of(a[0]);
      case "studentT" -> StudentT.of(a[0], a[1], a[2]);
      case "beta" -> Beta.of(a[0], a[1]);
      case "bernoulliLogits" -> Bernoulli.logits(a[0]);
      case "bernoulliProbability" -> Bernoulli.probability(a[0]);
      case "categorical" -> Categorical.logits(a);
      case "poissonRate" -> Poisson.rate(a[0]);
      case "poissonLogRate" -> Poisson.logRate(a[0]);
      case "cauchy" -> Cauchy.of(a[0], a[1]);
      case "laplace" -> Laplace.of(a[0], a[1]);
      case "logistic" -> Logistic.of(a[0], a[1]);
      case "gumbel" -> Gumbel.of(a[0], a[1]);
      case "logNormal" -> LogNormal.of(a[0], a[1]);
      case "halfCauchy" -> HalfCauchy.of(a[0]);
      case "halfStudentT" -> HalfStudentT.of(a[0], a[1]);
      case "exponential" -> Exponential.of(a[0]);
      case "gamma" -> Gamma.of(a[0], a[1]);
      case "inverseGamma" -> InverseGamma.of(a[0], a[1]);
      case "weibull" -> Weibull.of(a[0], a[1]);
      case "binomialProbability" -> Binomial.probability(a[0], a[1]);
      case "binomialLogits" -> Binomial.logits(a[0], a[1]);
      case "betaBinomial" -> BetaBinomial.of(a[0], a[1], a[2]);
      case "negativeBinomialMean" -> NegativeBinomial.meanDispersion(a[0], a[1]);
      case "negativeBinomialLogMean" -> NegativeBinomial.logMeanDispersion(a[0], a[1]);
      case "negativeBinomialAlphaBeta" -> NegativeBinomial.alphaBeta(a[0], a[1]);
      case "geometric" -> Geometric.of(a[0]);
      case "zeroInflatedPoisson" -> ZeroInflated.of(a[0], Poisson.rate(a[1]));
      case "categoricalProbabilities" -> Categorical.probabilities(a);
      case "orderedLogistic" ->
          OrderedLogistic.of(Expr.constant(a[0]), Arrays.copyOfRange(a, 1, a.length));
      case "orderedProbit" ->
          OrderedProbit.of(Expr.constant(a[0]), Arrays.copyOfRange(a, 1, a.length));
      case "uniform" -> Uniform.of(a[0], a[1]);
      case "pareto" -> Pareto.of(a[0], a[1]);
      case "vonMises" -> VonMises.of(a[0], a[1]);
      case "truncatedNormal" -> Truncated.between(Normal.of(a[0], a[1]), a[2], a[3]);
      case "truncatedNormalAtLeast" -> Truncated.atLeast(Normal.of(a[0], a[1]), a[2]);
      case "truncatedNormalAtMost" -> Truncated.atMost(Normal.of(a[0], a[1]), a[2]);
      case "censoredNormal" -> Censored.between(Normal.of(a[0], a[1]), a[2], a[3]);
      case "dirichlet" -> Dirichlet.of(a);
      case "multivariateNormal" -> multivariate(a, MultivariateNormal::of);
      case "multivariateStudentT" ->
          MultivariateStudentT.of(
              a[0], multivariate(Arrays.copyOfRange(a, 1, a.length), MultivariateNormal::of));
      case "multivariateNormalPrecision" -> multivariate(a, MultivariateNormal::ofPrecision);
      default -> throw new IllegalArgumentException(name);
    };
  }

  /** As many trials as fell into the classes. */
  private static Distribution law(String name, double[] a, double[] x) {
    return name.equals("multinomial")
        ? Multinomial.of(Arrays.stream(x).sum(), Categorical.probabilities(a))
        : law(name, a);
  }

  /** The mean, then the matrix row by row. */
  private static MultivariateNormal multivariate(
      double[] a, BiFunction<double[], double[][], MultivariateNormal> of) {
    int k = (int) Math.round((Math.sqrt(1 + 4.0 * a.length) - 1) / 2);
    double[][] matrix = new double[k][];
    for (int i = 0; i < k; i++) {
      matrix[i] = Arrays.copyOfRange(a, k + i * k, k + (i + 1) * k);
    }
    return of.apply(Arrays.copyOf(a, k), matrix);
  }

  private static double[] numbers(String text) {
    return Stream.of(text.split(" ")).mapToDouble(Double::parseDouble).toArray();
  }

  @ParameterizedTest(name = "{0} {1} at {2}")
  @CsvFileSource(resources = "reference.csv")
  void equalTheReferenceTo1e12OfTheLargestTerm(
      String name, String arguments, String at, double expected, double largest) {
    double[] x = numbers(at);
    Distribution law = law(name, numbers(arguments), x);
    Expr value = law.shape().rank() == 1 ? Expr.vector(x) : Expr.constant(x);
    assertThat(Evaluate.constant(law.logDensity(value))[0])
        .isCloseTo(expected, within(1e-12 * largest));
  }

  @ParameterizedTest(name = "{0} {1} at {2}")
  @CsvFileSource(resources = "reference.csv")
  void areTheSameForAColumnOfRows(
      String name, String arguments, String at, double expected, double largest) {
    double[] x = numbers(at);
    Table rows =
        Table.of(
            Map.of("x0", new double[] {x[0], x[0]}, "x1", repeated(x, 1), "x2", repeated(x, 2)));
    String[] columns = Arrays.copyOf(new String[] {"x0", "x1", "x2"}, x.length);
    Distribution law = law(name, numbers(arguments), x);
    Expr value = law.shape().rank() == 1 ? Expr.columns(columns) : Expr.column("x0");
    double[] out = Evaluate.rows(law.logDensity(value), UNUSED, rows, 0);
    assertThat(out).hasSize(2);
    assertThat(out[0]).isCloseTo(expected, within(1e-12 * largest)).isEqualTo(out[1]);
  }

  @ParameterizedTest(name = "{0} {1} at {2}")
  @CsvFileSource(resources = "matrices.csv")
  void ofMatricesEqualTheReferenceTo1e12OfTheLargestTerm(
      String name, String arguments, String at, double expected, double largest) {
    double[] a = numbers(arguments);
    double[] x = numbers(at);
    int k = (int) Math.round(Math.sqrt(x.length));
    Distribution law =
        switch (name) {
          case "wishart" -> Wishart.of(a[0], matrix(Arrays.copyOfRange(a, 1, a.length)));
          case "inverseWishart" ->
              InverseWishart.of(a[0], matrix(Arrays.copyOfRange(a, 1, a.length)));
          default -> LkjCholesky.of(k, a[1]);
        };
    assertThat(Evaluate.constant(law.logDensity(Expr.constant(matrix(x))))[0])
        .isCloseTo(expected, within(1e-12 * largest));
  }

  private static double[][] matrix(double[] rows) {
    int k = (int) Math.round(Math.sqrt(rows.length));
    return IntStream.range(0, k)
        .mapToObj(i -> Arrays.copyOfRange(rows, i * k, (i + 1) * k))
        .toArray(double[][]::new);
  }

  private static double[] repeated(double[] x, int i) {
    double v = i < x.length ? x[i] : 0;
    return new double[] {v, v};
  }

  @Test
  void areMinusInfinityAtTheImpossible() {
    assertThat(Evaluate.constant(HalfNormal.of(1).logDensity(Expr.constant(-1e-9)))[0])
        .isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(Evaluate.constant(Bernoulli.probability(0).logDensity(Expr.constant(1)))[0])
        .isEqualTo(Double.NEGATIVE_INFINITY);
    Expr two = Expr.constant(2);
    for (Distribution law :
        List.of(
            Uniform.of(3, 4),
            Uniform.of(-1, 1.5),
            Pareto.of(2.1, 1),
            Truncated.atLeast(Normal.of(0, 1), 2.1),
            Truncated.atMost(Normal.of(0, 1), 1.9),
            Censored.above(Normal.of(0, 1), 1.9),
            Censored.below(Normal.of(0, 1), 2.1),
            Binomial.probability(1, .5),
            BetaBinomial.of(1, 1, 1))) {
      assertThat(Evaluate.constant(law.logDensity(two))[0]).isEqualTo(Double.NEGATIVE_INFINITY);
    }
    Multinomial pair = Multinomial.of(2, Categorical.probabilities(.5, .5));
    assertThat(Evaluate.constant(pair.logDensity(Expr.constant(2, 1)))[0])
        .isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(Evaluate.constant(Bernoulli.probability(1).logDensity(Expr.constant(0)))[0])
        .isEqualTo(Double.NEGATIVE_INFINITY);
    Expr never = Poisson.rate(Expr.constant(0)).logDensity(Expr.constant(1));
    assertThat(Evaluate.constant(never)[0]).isEqualTo(Double.NEGATIVE_INFINITY);
  }

  @Test
  void areZeroAtTheCertain() {
    assertThat(Evaluate.constant(Bernoulli.probability(0).logDensity(Expr.constant(0)))[0])
        .isZero();
    assertThat(Evaluate.constant(Bernoulli.probability(1).logDensity(Expr.constant(1)))[0])
        .isZero();
    Expr always = Poisson.rate(Expr.constant(0)).logDensity(Expr.constant(0));
    assertThat(Evaluate.constant(always)[0]).isZero();
  }

  @Test
  void ofStudentTTendToTheNormal() {
    Expr x = Expr.constant(1.7);
    double t = Evaluate.constant(StudentT.of(1e300, .4, 2).logDensity(x))[0];
    assertThat(t).isCloseTo(Evaluate.constant(Normal.of(.4, 2).logDensity(x))[0], within(1e-15));
  }
}
