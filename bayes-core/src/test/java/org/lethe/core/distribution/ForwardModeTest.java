package org.lethe.core.distribution;

import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.hipparchus.analysis.differentiation.DerivativeStructure;
import org.junit.jupiter.api.Test;
import org.lethe.core.data.Table;
import org.lethe.core.expr.Expr;
import org.lethe.core.expr.ForwardOracle;

/**
 * Log densities, their gradients and Hessians in value and arguments against the textbook formulas
 * on Hipparchus' forward-mode numbers.
 */
class ForwardModeTest {

  private static final Table NO_ROWS = Table.of(Map.of());
  private static final double LOG_TWO_PI = Math.log(2 * Math.PI);

  private interface Formula {
    DerivativeStructure of(DerivativeStructure[] t);
  }

  private static void check(Function<Expr, Expr> density, Formula formula, double... at) {
    ForwardOracle.check(
        density, NO_ROWS, t -> new DerivativeStructure[] {formula.of(t)}, at, at.length);
  }

  private static DerivativeStructure square(DerivativeStructure x) {
    return x.multiply(x);
  }

  @Test
  void normal() {
    check(
        t -> Normal.of(t.at(0), t.at(1)).logDensity(t.at(2)),
        t ->
            square(t[2].subtract(t[0]).divide(t[1]))
                .multiply(-.5)
                .subtract(t[1].log())
                .subtract(LOG_TWO_PI / 2),
        .3,
        1.2,
        -2);
  }

  @Test
  void halfNormal() {
    check(
        t -> HalfNormal.of(t.at(0)).logDensity(t.at(1)),
        t ->
            square(t[1].divide(t[0]))
                .multiply(-.5)
                .subtract(t[0].log())
                .add(Math.log(2) - LOG_TWO_PI / 2),
        1.4,
        .9);
  }

  @Test
  void studentTOfThreeDegrees() {
    // Γ(2) = 1 and Γ(3/2) = √π/2, so the constant is log 2 − ½ log π − ½ log 3π
    double constant = Math.log(2) - Math.log(Math.PI) - Math.log(3) / 2;
    check(
        t -> StudentT.of(3, t.at(0), t.at(1)).logDensity(t.at(2)),
        t ->
            square(t[2].subtract(t[0]).divide(t[1]))
                .divide(3)
                .add(1)
                .log()
                .multiply(-2)
                .subtract(t[1].log())
                .add(constant),
        .2,
        1.1,
        2.4);
  }

  @Test
  void bernoulli() {
    check(
        t -> Bernoulli.logits(t.at(0)).logDensity(Expr.constant(1)),
        t -> t[0].negate().exp().add(1).log().negate(),
        .8);
    check(
        t -> Bernoulli.logits(t.at(0)).logDensity(Expr.constant(0)),
        t -> t[0].exp().add(1).log().negate(),
        .8);
    check(
        t -> Bernoulli.probability(t.at(0)).logDensity(Expr.constant(0)),
        t -> t[0].negate().add(1).log(),
        .8);
  }

  @Test
  void categorical() {
    check(
        t -> Categorical.logits(t).logDensity(Expr.constant(2)),
        t -> t[2].subtract(t[0].exp().add(t[1].exp()).add(t[2].exp()).log()),
        .3,
        -1,
        2);
  }

  @Test
  void poisson() {
    check(
        t -> Poisson.rate(t.at(0)).logDensity(Expr.constant(4)),
        t -> t[0].log().multiply(4).subtract(t[0]).subtract(Math.log(24)),
        2.3);
    check(
        t -> Poisson.logRate(t.at(0)).logDensity(Expr.constant(4)),
        t -> t[0].multiply(4).subtract(t[0].exp()).subtract(Math.log(24)),
        .7);
  }

  /** A law of two arguments, its value the third. */
  private static void check(
      BiFunction<Expr, Expr, Distribution> law, Formula formula, double a, double b, double x) {
    check(t -> law.apply(t.at(0), t.at(1)).logDensity(t.at(2)), formula, a, b, x);
  }

  private static DerivativeStructure z(DerivativeStructure[] t) {
    return t[2].subtract(t[0]).divide(t[1]);
  }

  @Test
  void locationsAndScales() {
    double logPi = Math.log(Math.PI);
    Formula cauchy = t -> square(z(t)).add(1).log().add(t[1].log()).add(logPi).negate();
    check(Cauchy::of, cauchy, .3, 1.2, -2);
    check(Laplace::of, t -> z(t).subtract(t[1].multiply(2).log()), .3, 1.2, -2);
    Formula logistic = t -> z(t).subtract(z(t).exp().add(1).log().multiply(2)).subtract(t[1].log());
    check(Logistic::of, logistic, .3, 1.2, -2);
    check(Logistic::of, logistic, .3, 1.2, .3);
    Formula gumbel = t -> z(t).negate().subtract(z(t).negate().exp()).subtract(t[1].log());
    check(Gumbel::of, gumbel, .3, 1.2, -2);
  }

  @Test
  void positiveValues() {
    Formula logNormal =
        t ->
            square(t[2].log().subtract(t[0]).divide(t[1]))
                .multiply(-.5)
                .subtract(t[1].log())
                .subtract(t[2].log())
                .subtract(LOG_TWO_PI / 2);
    check(LogNormal::of, logNormal, .3, 1.2, 2.5);
    Formula weibull =
        t ->
            t[0].log()
                .subtract(t[2].log())
                .add(t[2].divide(t[1]).log().multiply(t[0]))
                .subtract(t[2].divide(t[1]).log().multiply(t[0]).exp());
    check(Weibull::of, weibull, 1.7, 1.2, 2.5);
    Formula pareto =
        t -> t[1].log().add(t[0].log().multiply(t[1])).subtract(t[2].log().multiply(t[1].add(1)));
    check(Pareto::of, pareto, .7, 1.2, 2.5);
    // Γ(3) = 2 and B(2, 3) = 1/12
    check(
        t -> Gamma.of(3, t.at(0)).logDensity(t.at(1)),
        t ->
            t[0].log()
                .multiply(3)
                .subtract(Math.log(2))
                .add(t[1].log().multiply(2))
                .subtract(t[0].multiply(t[1])),
        1.2,
        2.5);
    check(
        t -> InverseGamma.of(3, t.at(0)).logDensity(t.at(1)),
        t ->
            t[0].log()
                .multiply(3)
                .subtract(Math.log(2))
                .subtract(t[1].log().multiply(4))
                .subtract(t[0].divide(t[1])),
        1.2,
        2.5);
    check(
        t -> Beta.of(2, 3).logDensity(t.at(0)),
        t -> t[0].log().add(t[0].negate().add(1).log().multiply(2)).add(Math.log(12)),
        .4);
  }

  @Test
  void counts() {
    // Γ(y + φ)/(Γ(φ) y!) = (φ + 1) φ/2 for y = 2
    check(
        t -> NegativeBinomial.meanDispersion(t.at(0), t.at(1)).logDensity(Expr.constant(2)),
        t -> {
          DerivativeStructure sum = t[0].add(t[1]);
          return t[1].add(1)
              .multiply(t[1])
              .log()
              .subtract(Math.log(2))
              .add(t[1].divide(sum).log().multiply(t[1]))
              .add(t[0].divide(sum).log().multiply(2));
        },
        1.3,
        .8);
    // B(α + 1, β)/B(α, β) = α/(α + β)
    check(
        t -> BetaBinomial.of(1, t.at(0), t.at(1)).logDensity(Expr.constant(1)),
        t -> t[0].divide(t[0].add(t[1])).log(),
        1.3,
        .8);
    check(
        t -> Binomial.logits(3, t.at(0)).logDensity(Expr.constant(2)),
        t -> t[0].multiply(2).subtract(t[0].exp().add(1).log().multiply(3)).add(Math.log(3)),
        .8);
    check(
        t -> Geometric.of(t.at(0)).logDensity(Expr.constant(2)),
        t -> t[0].negate().add(1).log().multiply(2).add(t[0].log()),
        .3);
    check(
        t -> ZeroInflated.of(t.at(0), Poisson.rate(t.at(1))).logDensity(Expr.constant(0)),
        t -> t[0].add(t[0].negate().add(1).multiply(t[1].negate().exp())).log(),
        .3,
        1.4);
    check(
        t -> OrderedLogistic.of(t.at(0), t.slice(1, 3)).logDensity(Expr.constant(1)),
        t -> sigmoid(t[2].subtract(t[0])).subtract(sigmoid(t[1].subtract(t[0]))).log(),
        .3,
        -.4,
        1.1);
  }

  private static DerivativeStructure sigmoid(DerivativeStructure x) {
    return x.negate().exp().add(1).reciprocal();
  }

  @Test
  void multivariateNormalInThePlane() {
    check(
        t ->
            MultivariateNormal.ofCholesky(t.slice(3, 5), Expr.lowerTriangular(t.slice(0, 3), 2))
                .logDensity(t.slice(5, 7)),
        t -> {
          DerivativeStructure first = t[5].subtract(t[3]).divide(t[0]);
          DerivativeStructure second =
              t[6].subtract(t[4]).subtract(t[1].multiply(first)).divide(t[2]);
          DerivativeStructure quadratic = square(first).add(square(second));
          return quadratic
              .multiply(-.5)
              .subtract(t[0].log())
              .subtract(t[2].log())
              .subtract(LOG_TWO_PI);
        },
        1.2,
        -.4,
        .8,
        .3,
        -1,
        1,
        2);
  }
}
