package org.lethe.core.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Map;
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
      default -> throw new IllegalArgumentException(name);
    };
  }

  /** The mean, then the covariance row by row. */
  private static MultivariateNormal multivariate(double[] a) {
    int k = (int) Math.round((Math.sqrt(1 + 4.0 * a.length) - 1) / 2);
    double[][] covariance = new double[k][];
    for (int i = 0; i < k; i++) {
      covariance[i] = Arrays.copyOfRange(a, k + i * k, k + (i + 1) * k);
    }
    return MultivariateNormal.of(Arrays.copyOf(a, k), covariance);
  }

  private static double[] numbers(String text) {
    return Stream.of(text.split(" ")).mapToDouble(Double::parseDouble).toArray();
  }

  @ParameterizedTest(name = "{0} {1} at {2}")
  @CsvFileSource(resources = "reference.csv")
  void equalTheReferenceTo1e12OfTheLargestTerm(
      String name, String arguments, String at, double expected, double largest) {
    double[] x = numbers(at);
    boolean vector = name.equals("multivariateNormal");
    Distribution law = vector ? multivariate(numbers(arguments)) : law(name, numbers(arguments));
    Expr value = vector ? Expr.vector(x) : Expr.constant(x);
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
    boolean vector = name.equals("multivariateNormal");
    String[] columns = Arrays.copyOf(new String[] {"x0", "x1", "x2"}, x.length);
    Expr density =
        vector
            ? multivariate(numbers(arguments)).logDensity(Expr.columns(columns))
            : law(name, numbers(arguments)).logDensity(Expr.column("x0"));
    double[] out = Evaluate.rows(density, UNUSED, rows, 0);
    assertThat(out).hasSize(2);
    assertThat(out[0]).isCloseTo(expected, within(1e-12 * largest)).isEqualTo(out[1]);
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
