package org.lethe.core.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.lethe.core.expr.Evaluate;
import org.lethe.core.expr.Expr;
import org.lethe.core.expr.Shape;

class DistributionChecksTest {

  private static final double NAN = Double.NaN;

  private static void refused(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }

  @Test
  void constantExpressionsAreRefusedAsNumbersAre() {
    Expr x = Expr.column("x");
    Expr one = Expr.constant(1);
    refused(
        () -> Normal.of(x, Expr.constant(-1)), "Normal: sd must be positive and finite, got -1.0");
    refused(
        () -> Normal.of(0, Expr.constant(0)), "Normal: sd must be positive and finite, got 0.0");
    refused(() -> Normal.of(x, Expr.vector(1, NAN)), "Normal: sd must be a number, got NaN");
    refused(
        () -> Normal.of(x, Expr.vector(1, -1).times(Expr.vector(2, 3))),
        "Normal: sd must be positive and finite, got -3.0");
    refused(() -> Normal.of(Expr.constant(NAN), one), "Normal: mean must be a number, got NaN");
    refused(
        () -> Bernoulli.probability(Expr.constant(1.5)),
        "Bernoulli: probability must be between 0 and 1, got 1.5");
    refused(
        () -> Categorical.probabilities(Expr.vector(-.5, 1.5)),
        "Categorical: probabilities must be between 0 and 1, got -0.5");
    refused(
        () -> Poisson.rate(Expr.constant(-1)),
        "Poisson: rate must be at least 0 and finite, got -1.0");
    refused(
        () -> Uniform.of(Expr.constant(2), one),
        "Uniform: upper less lower bound must be positive and finite, got -1.0");
    refused(
        () -> Geometric.of(Expr.constant(0)),
        "Geometric: probability must be above 0 and at most 1, got 0.0");
    refused(
        () -> Truncated.between(Normal.of(x, 1), Expr.constant(3), one),
        "Truncated: upper less lower bound must be positive, got -2.0");
    refused(
        () -> Truncated.between(Normal.of(x, 1), one, Expr.vector(2, 1)),
        "Truncated: upper less lower bound must be positive, got 0.0");
    refused(
        () -> Mixture.of(Expr.vector(0, 0), List.of(Normal.of(x, 1), Normal.of(x, 2))),
        "Mixture: sum of weights must be positive, got 0.0");
    for (Function<Expr, Distribution> law : trials()) {
      assertThatThrownBy(() -> law.apply(Expr.constant(2.5)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageEndingWith(": trials must be a whole number from 0 up, got 2.5");
    }
  }

  @Test
  void aProbabilityThatRoundingPutJustAboveOneIsOne() {
    double above = (.1 + .2) * (10. / 3);
    assertThat(above).isGreaterThan(1);
    List<Function<Expr, Distribution>> laws =
        List.of(
            p -> Bernoulli.probability(p),
            p -> Binomial.probability(Expr.constant(1), p),
            p -> Categorical.probabilities(p.times(Expr.vector(0, 1))),
            p -> Geometric.of(p),
            p -> ZeroInflated.of(p, Poisson.rate(Expr.constant(1))));
    for (Function<Expr, Distribution> law : laws) {
      for (double value : new double[] {0, 1}) {
        Expr x = Expr.constant(value);
        assertThat(Evaluate.constant(law.apply(Expr.constant(above)).logDensity(x)))
            .containsExactly(Evaluate.constant(law.apply(Expr.constant(1)).logDensity(x)));
      }
    }
    refused(
        () -> Bernoulli.probability(Expr.vector(above, 1 + 1e-14)),
        "Bernoulli: probability must be between 0 and 1, got 1.00000000000001");
  }

  private static List<Function<Expr, Distribution>> trials() {
    Expr half = Expr.constant(.5);
    return List.of(
        n -> Binomial.probability(n, half),
        n -> Binomial.logits(n, half),
        n -> BetaBinomial.of(n, half, half),
        n -> Multinomial.of(n, Categorical.probabilities(.5, .5)));
  }

  @Test
  void cutpointsThatPlainlyNeedNotIncreaseAreRefused() {
    Expr zero = Expr.constant(0);
    refused(
        () -> OrderedLogistic.of(zero, Expr.constant(2, 1)),
        "OrderedLogistic: cutpoints must increase, got 1.0 after 2.0");
    Expr c = Expr.unknown("c", 3);
    String rule =
        ": cutpoints must increase, and parameter 'c' gives them in any order: declare that"
            + " parameter with Support.ORDERED";
    refused(() -> OrderedLogistic.of(zero, c), "OrderedLogistic" + rule);
    refused(() -> OrderedProbit.of(zero, c.exp().times(2)), "OrderedProbit" + rule);
    assertThat(OrderedProbit.of(zero, Support.ORDERED.constrain(c)).outcomes()).isEqualTo(4);
    assertThat(OrderedProbit.of(zero, Expr.unknown("d", 1)).outcomes()).isEqualTo(2);
    assertThat(OrderedProbit.of(zero, c.softmax(0).cumsum(0)).outcomes()).isEqualTo(4);
  }

  @Test
  void constantsAreRefusedByNameRuleAndValue() {
    refused(() -> Normal.of(0, NAN), "Normal: sd must be positive and finite, got NaN");
    refused(
        () -> Normal.of(Expr.column("x"), 0), "Normal: sd must be positive and finite, got 0.0");
    refused(() -> Normal.of(NAN, 1), "Normal: mean must be finite, got NaN");
    refused(() -> HalfNormal.of(-1), "HalfNormal: scale must be positive and finite, got -1.0");
    refused(() -> StudentT.of(0, 0, 1), "StudentT: degrees must be positive and finite, got 0.0");
    refused(() -> StudentT.of(1, NAN, 1), "StudentT: location must be finite, got NaN");
    refused(() -> StudentT.of(1, 0, -2), "StudentT: scale must be positive and finite, got -2.0");
    refused(() -> Beta.of(0, 1), "Beta: alpha must be positive and finite, got 0.0");
    refused(() -> Beta.of(1, NAN), "Beta: beta must be positive and finite, got NaN");
    refused(() -> Bernoulli.logits(NAN), "Bernoulli: logit must be finite, got NaN");
    refused(
        () -> Bernoulli.probability(1.5),
        "Bernoulli: probability must be between 0.0 and 1.0, got 1.5");
    refused(() -> Categorical.logits(1, NAN), "Categorical: logits must be finite, got NaN");
    refused(() -> Cauchy.of(0, 0), "Cauchy: scale must be positive and finite, got 0.0");
    refused(() -> Laplace.of(NAN, 1), "Laplace: location must be finite, got NaN");
    refused(() -> Logistic.of(0, -1), "Logistic: scale must be positive and finite, got -1.0");
    refused(() -> Gumbel.of(0, NAN), "Gumbel: scale must be positive and finite, got NaN");
    refused(() -> LogNormal.of(0, 0), "LogNormal: sigma must be positive and finite, got 0.0");
    refused(() -> HalfCauchy.of(0), "HalfCauchy: scale must be positive and finite, got 0.0");
    refused(
        () -> HalfStudentT.of(0, 1), "HalfStudentT: degrees must be positive and finite, got 0.0");
    refused(() -> Exponential.of(0), "Exponential: rate must be positive and finite, got 0.0");
    refused(() -> Gamma.of(-1, 2), "Gamma: alpha must be positive and finite, got -1.0");
    refused(() -> InverseGamma.of(1, 0), "InverseGamma: beta must be positive and finite, got 0.0");
    refused(() -> Weibull.of(1, NAN), "Weibull: scale must be positive and finite, got NaN");
    refused(
        () -> Binomial.probability(2.5, .5),
        "Binomial: trials must be a whole number from 0 up, got 2.5");
    refused(
        () -> Binomial.probability(2, 1.5),
        "Binomial: probability must be between 0.0 and 1.0, got 1.5");
    refused(() -> Binomial.logits(2, NAN), "Binomial: logit must be finite, got NaN");
    refused(
        () -> BetaBinomial.of(-1, 1, 1),
        "BetaBinomial: trials must be a whole number from 0 up, got -1.0");
    refused(
        () -> NegativeBinomial.meanDispersion(1, 0),
        "NegativeBinomial: dispersion must be positive and finite, got 0.0");
    refused(
        () -> NegativeBinomial.logMeanDispersion(NAN, 1),
        "NegativeBinomial: logMean must be finite, got NaN");
    refused(
        () -> NegativeBinomial.alphaBeta(1, -2),
        "NegativeBinomial: beta must be positive and finite, got -2.0");
    refused(() -> Geometric.of(0), "Geometric: probability must be above 0 and at most 1, got 0.0");
    refused(
        () -> ZeroInflated.of(1, Poisson.rate(2)),
        "ZeroInflated: zero must be at least 0 and below 1, got 1.0");
    refused(
        () -> ZeroInflated.of(.5, Normal.of(0, 1)),
        "ZeroInflated: counts must be a distribution of counts, got Normal");
    refused(
        () -> Categorical.probabilities(.5, .6),
        "Categorical: probabilities must sum to 1, got 1.1");
    refused(
        () -> OrderedLogistic.of(Expr.constant(0), 1, 1),
        "OrderedLogistic: cutpoints must increase, got 1.0 after 1.0");
    refused(
        () -> OrderedProbit.of(Expr.constant(0), 2, 1),
        "OrderedProbit: cutpoints must increase, got 1.0 after 2.0");
    refused(() -> Uniform.of(2, 1), "Uniform: lower must be below upper, got 2.0 and 1.0");
    refused(() -> Uniform.of(NAN, 1), "Uniform: lower must be finite, got NaN");
    refused(() -> Pareto.of(0, 1), "Pareto: minimum must be positive and finite, got 0.0");
    refused(
        () -> VonMises.of(0, -1), "VonMises: concentration must be positive and finite, got -1.0");
    refused(
        () -> Truncated.between(Normal.of(0, 1), 3, 3),
        "Truncated: lower must be below upper, got 3.0 and 3.0");
    refused(
        () -> Censored.above(Normal.of(0, 1), Double.POSITIVE_INFINITY),
        "Censored: upper must be finite, got Infinity");
    refused(() -> Dirichlet.of(1, 0), "Dirichlet: alpha must be positive and finite, got 0.0");
    refused(
        () -> Dirichlet.of(1),
        "Dirichlet: alpha must be a vector of at least 2, or a matrix of them, got shape [1]");
    refused(
        () -> Dirichlet.of(Expr.constant(2, 3, 4, 5, 6, 7, 8, 9).reshape(2, 2, 2)),
        "Dirichlet: alpha must be a vector of at least 2, or a matrix of them, got shape [2 × 2"
            + " × 2]");
    refused(
        () -> Multinomial.of(-1, Categorical.logits(1, 2)),
        "Multinomial: trials must be a whole number from 0 up, got -1.0");
    refused(() -> LkjCholesky.of(1, 1), "LkjCholesky: size must be at least 2, got 1");
    refused(() -> LkjCholesky.of(2, 0), "LkjCholesky: eta must be positive and finite, got 0.0");
    refused(
        () -> Wishart.of(1, new double[][] {{1, 0}, {0, 1}}),
        "Wishart: degrees must be finite and above 1, got 1.0");
    refused(
        () -> Wishart.of(3, new double[][] {{1, 2}, {2, 1}}),
        "Wishart: scale must be positive definite, got pivot -3.0 at 1");
    refused(
        () -> InverseWishart.of(1, new double[][] {{1, 0}, {0, 1}}),
        "InverseWishart: degrees must be finite and above 1, got 1.0");
    refused(
        () -> MultivariateNormal.ofPrecision(new double[2], new double[][] {{1, 2}, {2, 1}}),
        "MultivariateNormal: precision must be positive definite, got pivot -3.0 at 1");
    refused(() -> Poisson.rate(0), "Poisson: rate must be positive and finite, got 0.0");
    refused(() -> Poisson.logRate(NAN), "Poisson: logRate must be finite, got NaN");
  }

  @Test
  void whatIsNotOfferedSaysSo() {
    assertThatThrownBy(() -> Truncated.atLeast(Gamma.of(1, 1), 2))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessage("Truncated: the distribution function of Gamma has no closed form here");
    assertThatThrownBy(() -> Flat.on(Support.POSITIVE).sampler())
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("a flat prior on POSITIVE is improper");
  }

  @Test
  void boundsThatAreNumbersNarrowTheSupport() {
    assertThat(Uniform.of(-1, 2).support()).isEqualTo(Support.interval(-1, 2));
    assertThat(Pareto.of(3, 1).support()).isEqualTo(Support.lower(3));
    assertThat(Truncated.atMost(Exponential.of(1), 3).support().contains(-1)).isFalse();
    assertThat(Truncated.atMost(Exponential.of(1), 3).support().contains(2)).isTrue();
    assertThat(Truncated.atMost(Exponential.of(1), 3).support().contains(4)).isFalse();
    assertThat(Truncated.atLeast(Exponential.of(1), -2).support()).isEqualTo(Support.POSITIVE);
    assertThat(Uniform.of(Expr.column("a"), Expr.constant(3)).support()).isEqualTo(Support.REAL);
  }

  @Test
  void shapesThatDoNotFitAreNamed() {
    refused(
        () -> Normal.of(Expr.constant(1, 2, 3), Expr.constant(1, 2)),
        "Normal: mean and sd must have shapes that broadcast, got [3] and [2]");
    refused(
        () -> Categorical.logits(Expr.constant(1)),
        "Categorical: logits must be a vector of at least 2, got shape []");
    refused(
        () -> Categorical.logits(1, 2).logDensity(Expr.constant(0, 1)),
        "Categorical: value must be one number a row, got shape [2]");
    refused(
        () -> MultivariateNormal.of(Expr.constant(1, 2, 3), new double[][] {{1, 0}, {0, 1}}),
        "MultivariateNormal: covariance must be [3 × 3] as the mean is [3], got shape [2 × 2]");
    refused(
        () ->
            MultivariateNormal.of(new double[] {0, 0}, new double[][] {{1, 0}, {0, 1}})
                .logDensity(Expr.constant(1, 2, 3)),
        "MultivariateNormal: value must be [2] a row as the mean is, or so many independent ones,"
            + " got shape [3]");
    MultivariateNormal plane =
        MultivariateNormal.of(new double[] {0, 0}, new double[][] {{1, 0}, {0, 1}});
    refused(
        () -> MultivariateStudentT.of(3, plane).logDensity(Expr.constant(1, 2, 3)),
        "MultivariateStudentT: value must be [2] a row as the mean is, or so many independent"
            + " ones, got shape [3]");
    refused(
        () -> MultivariateStudentT.of(Expr.constant(1, 2), plane),
        "MultivariateStudentT: degrees must be one number, or one a row, got shape [2]");
    refused(
        () -> MultivariateStudentT.of(0, plane),
        "MultivariateStudentT: degrees must be positive and finite, got 0.0");
    refused(
        () -> MultivariateNormal.of(Expr.fill(0, 2, 2, 2), new double[][] {{1, 0}, {0, 1}}),
        "MultivariateNormal: mean must be a vector a row, or a matrix of them, got shape [2 × 2 ×"
            + " 2]");
  }

  @Test
  void momentsOfTheMultivariateTExistByItsDegrees() {
    MultivariateNormal normal =
        MultivariateNormal.of(new double[] {1, -2}, new double[][] {{2, .6}, {.6, .5}});
    MultivariateStudentT some = MultivariateStudentT.of(5, normal);
    assertThat(Evaluate.constant(some.mean())).containsExactly(1, -2);
    assertThat(Evaluate.constant(some.variance()))
        .containsExactly(new double[] {10 / 3.0, 2.5 / 3}, within(1e-15));
    MultivariateStudentT few = MultivariateStudentT.of(1.5, normal);
    assertThat(Evaluate.constant(few.mean())).containsExactly(1, -2);
    assertThat(Evaluate.constant(few.variance())).containsOnly(Double.POSITIVE_INFINITY);
    MultivariateStudentT none = MultivariateStudentT.of(1, normal);
    assertThat(Evaluate.constant(none.mean())).containsOnly(NAN);
    assertThat(Evaluate.constant(none.variance())).containsOnly(NAN);
    assertThat(MultivariateStudentT.of(Expr.column("x"), normal).variance().shape())
        .isEqualTo(Shape.perRow(2));
  }

  @Test
  void vectorsWithArgumentsOfTheirOwnAreWhatEachIsAlone() {
    double[][] alpha = {{.4, 2, 20}, {3, .7, 1}};
    double[][] shares = {{.2, .3, .5}, {.6, .1, .3}};
    double[][] covariance = {{4, 1, -.5}, {1, 2, .3}, {-.5, .3, 1}};
    Dirichlet both = Dirichlet.of(Expr.constant(alpha));
    MultivariateNormal normals = MultivariateNormal.of(Expr.constant(alpha), covariance);
    MultivariateStudentT students = MultivariateStudentT.of(3, normals);
    for (int i = 0; i < 2; i++) {
      Dirichlet alone = Dirichlet.of(alpha[i]);
      MultivariateNormal normal = MultivariateNormal.of(alpha[i], covariance);
      MultivariateStudentT student = MultivariateStudentT.of(3, normal);
      same(both.logDensity(Expr.constant(shares)), i, alone.logDensity(Expr.vector(shares[i])));
      same(both.logDensity(Expr.vector(shares[1])), i, alone.logDensity(Expr.vector(shares[1])));
      same(normals.logDensity(Expr.constant(shares)), i, normal.logDensity(Expr.vector(shares[i])));
      same(
          normals.logDensity(Expr.vector(shares[0])), i, normal.logDensity(Expr.vector(shares[0])));
      same(
          students.logDensity(Expr.constant(shares)),
          i,
          student.logDensity(Expr.vector(shares[i])));
      for (int j = 0; j < 3; j++) {
        same(both.mean(), 3 * i + j, alone.mean().at(j));
        same(both.variance(), 3 * i + j, alone.variance().at(j));
      }
    }
    assertThat(both.shape()).isEqualTo(Shape.of(2, 3));
    assertThat(students.shape()).isEqualTo(Shape.of(2, 3));
  }

  private static void same(Expr all, int i, Expr alone) {
    double expected = Evaluate.constant(alone)[0];
    assertThat(Evaluate.constant(all)[i])
        .isCloseTo(expected, within(1e-13 * (1 + Math.abs(expected))));
  }

  @Test
  void covariancesMustBeSymmetricAndPositiveDefinite() {
    double[] mean = {0, 0};
    refused(
        () -> MultivariateNormal.of(mean, new double[][] {{1, 2}, {2, 1}}),
        "MultivariateNormal: covariance must be positive definite, got pivot -3.0 at 1");
    refused(
        () -> MultivariateNormal.of(mean, new double[][] {{1, .5}, {.4, 1}}),
        "MultivariateNormal: covariance must be symmetric, got 0.4 at (1, 0) and 0.5 mirrored");
    refused(
        () -> MultivariateNormal.of(mean, new double[][] {{1, 0}}),
        "MultivariateNormal: covariance must be square, got 1 rows and one of 2 numbers");
    refused(
        () -> MultivariateNormal.ofCholesky(mean, new double[][] {{1, .5}, {0, 1}}),
        "MultivariateNormal: factor must be lower triangular, got 0.5 at (0, 1)");
    refused(
        () -> MultivariateNormal.ofCholesky(mean, new double[][] {{1, 0}, {0, 0}}),
        "MultivariateNormal: diagonal of the factor must be positive and finite, got 0.0");
  }

  @Test
  void shapesAreThoseOfTheArguments() {
    assertThat(Normal.of(Expr.columns("a", "b"), 1).shape()).isEqualTo(Shape.perRow(2));
    assertThat(Categorical.logits(1, 2, 3).shape()).isEqualTo(Shape.scalar());
    Expr covariance = Expr.constant(new double[][] {{1, 0}, {0, 1}});
    assertThat(MultivariateNormal.of(Expr.constant(0, 0), covariance).shape())
        .isEqualTo(Shape.of(2));
  }

  @Test
  void argumentsAreReplacedInEveryLaw() {
    Expr old = Expr.input("old");
    Expr vector = old.plus(Expr.constant(1, 2));
    Expr matrix = Expr.constant(new double[][] {{4, 1}, {1, 4}});
    Map<Expr, Expr> parts = Map.of(old, Expr.constant(.5));
    Expr x = Expr.constant(1);
    for (Distribution law :
        List.of(
            Normal.of(old, old),
            HalfNormal.of(old),
            StudentT.of(old, old, old),
            Bernoulli.logits(old),
            Bernoulli.probability(old),
            Categorical.logits(vector),
            Poisson.rate(old),
            Poisson.logRate(old),
            Cauchy.of(old, old),
            Laplace.of(old, old),
            Logistic.of(old, old),
            Gumbel.of(old, old),
            LogNormal.of(old, old),
            HalfCauchy.of(old),
            HalfStudentT.of(old, old),
            Exponential.of(old),
            Gamma.of(old, old),
            InverseGamma.of(old, old),
            Weibull.of(old, old),
            Binomial.logits(old.times(4), old),
            Binomial.probability(3, old),
            BetaBinomial.of(old.times(4), old, old),
            NegativeBinomial.meanDispersion(old, old),
            Geometric.of(old),
            ZeroInflated.of(old, Poisson.rate(old)),
            Categorical.probabilities(vector),
            Uniform.of(old, old.plus(1)),
            Pareto.of(old, old),
            VonMises.of(old, old),
            Truncated.between(Normal.of(old, old), old, old.plus(1)),
            Truncated.atLeast(Normal.of(0, 1), old),
            Truncated.atMost(Normal.of(0, 1), old.plus(1)),
            Censored.above(Normal.of(old, old), old.times(4)),
            Censored.below(Normal.of(old, old), old),
            Dirichlet.of(vector),
            Multinomial.of(old.times(2), Categorical.logits(vector)),
            MultivariateNormal.ofPrecision(vector, matrix.times(old)),
            MultivariateStudentT.of(old, MultivariateNormal.of(vector, matrix.times(old))),
            OrderedLogistic.of(old, vector),
            OrderedProbit.of(old, vector),
            MultivariateNormal.of(vector, matrix.times(old)))) {
      Expr value = law.shape().rank() == 1 ? Expr.constant(1, 0) : x;
      double direct = Evaluate.at(law.logDensity(value), old, new double[] {.5})[0];
      assertThat(Evaluate.constant(law.substitute(parts).logDensity(value))[0])
          .as(law.getClass().getSimpleName())
          .isEqualTo(direct);
    }
  }
}
