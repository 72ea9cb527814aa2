package org.lethe.core.distribution;

import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lethe.core.data.Table;
import org.lethe.core.expr.Expr;
import org.lethe.core.expr.GradientContract;

/** First and second derivatives of each log density in its value and all its arguments. */
class DistributionGradientTest {

  private static final Table ROWS =
      Table.of(
          Map.of(
              "x", new double[] {-1.2, 0, .4, 2.5, 7},
              "z", new double[] {.3, -.8, 1.1, 0, 2},
              "n", new double[] {0, 3, 1, 12, 2},
              "k", new double[] {0, 2, 1, 2, 0},
              "b", new double[] {0, 1, 1, 0, 1}));

  record Case(String name, Function<Expr, Expr> density, double... at) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Case> cases() {
    Expr x = Expr.column("x");
    Expr z = Expr.column("z");
    Expr n = Expr.column("n");
    Expr b = Expr.column("b");
    Expr k = Expr.column("k");
    return Stream.of(
        new Case("normal", t -> Normal.of(t.at(0), t.at(1)).logDensity(t.at(2)), .3, 1.2, -2),
        new Case("normal of rows", t -> normalRows(t, x, z), .3, 1.2, .7),
        new Case(
            "normal of vectors",
            t -> Normal.of(t.slice(0, 3), t.at(3)).logDensity(t.slice(4, 7)).sum(),
            .3,
            1.2,
            -2,
            .8,
            1,
            2,
            3),
        new Case("halfNormal", t -> HalfNormal.of(t.at(0)).logDensity(t.at(1)), 1.4, .9),
        new Case("studentT", t -> student(t), 3.5, .2, 1.1, 2.4),
        new Case("studentT at its centre", t -> student(t), 3.5, .2, 1.1, .2),
        new Case("studentT below the series", t -> student(t), 99.5, .2, 1.1, 1.4),
        new Case("studentT in the series", t -> student(t), 100.5, .2, 1.1, 1.4),
        new Case("studentT of few degrees", t -> student(t), .3, .2, 1.1, -5),
        new Case(
            "studentT of rows",
            t -> StudentT.of(t.at(0), z.times(t.at(1)), t.at(2)).logDensity(x),
            4,
            .5,
            1.2),
        new Case("bernoulli logits", t -> Bernoulli.logits(z.times(t.at(0))).logDensity(b), .9),
        new Case("bernoulli far logits", t -> Bernoulli.logits(z.times(t.at(0))).logDensity(b), 60),
        new Case("bernoulli", t -> Bernoulli.probability(t.at(0)).logDensity(b), .35),
        new Case(
            "categorical", t -> Categorical.logits(t).logDensity(Expr.constant(1)), .3, -1, 2, 0),
        new Case("categorical of rows", t -> categoricalRows(t, z, k), .3, -1, 2),
        new Case("beta", t -> Beta.of(2.5, .7).logDensity(t.at(0)), .3),
        new Case("cauchy", t -> law(t, Cauchy.of(t.at(0), t.at(1))), .3, 1.2, -2),
        new Case("laplace", t -> law(t, Laplace.of(t.at(0), t.at(1))), .3, 1.2, -2),
        new Case("logistic", t -> law(t, Logistic.of(t.at(0), t.at(1))), .3, 1.2, -2),
        new Case("logistic at its centre", t -> law(t, Logistic.of(t.at(0), t.at(1))), .3, 1, .3),
        new Case("gumbel", t -> law(t, Gumbel.of(t.at(0), t.at(1))), .3, 1.2, -.4),
        new Case("logNormal", t -> law(t, LogNormal.of(t.at(0), t.at(1))), .3, 1.2, 2),
        new Case("halfCauchy", t -> HalfCauchy.of(t.at(0)).logDensity(t.at(1)), 1.4, .9),
        new Case("halfStudentT", t -> law(t, HalfStudentT.of(t.at(0), t.at(1))), 3.5, 1.4, .9),
        new Case("exponential", t -> Exponential.of(t.at(0)).logDensity(t.at(1)), 1.4, .9),
        new Case("gamma", t -> law(t, Gamma.of(t.at(0), t.at(1))), 2.3, 1.2, 2),
        new Case("gamma of small shape", t -> law(t, Gamma.of(t.at(0), t.at(1))), .3, 1.2, .5),
        new Case("inverseGamma", t -> law(t, InverseGamma.of(t.at(0), t.at(1))), 2.3, 1.2, 2),
        new Case("weibull", t -> law(t, Weibull.of(t.at(0), t.at(1))), 2.3, 1.2, 2),
        new Case("beta of arguments", t -> law(t, Beta.of(t.at(0), t.at(1))), 2.3, .7, .4),
        new Case("beta of equal ones", t -> law(t, Beta.of(t.at(0), t.at(1))), 20, 20, .4),
        new Case("binomial", t -> Binomial.probability(12, t.at(0)).logDensity(n), .35),
        new Case("binomial logits", t -> Binomial.logits(15, z.times(t.at(0))).logDensity(n), .7),
        new Case(
            "betaBinomial",
            t -> BetaBinomial.of(Expr.constant(12), t.at(0), t.at(1)).logDensity(n),
            1.3,
            2.5),
        new Case(
            "negativeBinomial by mean",
            t -> NegativeBinomial.meanDispersion(t.at(0), t.at(1)).logDensity(n),
            3.1,
            17),
        new Case(
            "negativeBinomial by log mean",
            t -> NegativeBinomial.logMeanDispersion(z.times(t.at(0)), t.at(1)).logDensity(n),
            .7,
            2.1),
        new Case(
            "negativeBinomial by alpha",
            t -> NegativeBinomial.alphaBeta(t.at(0), t.at(1)).logDensity(n),
            3.1,
            .6),
        new Case("geometric", t -> Geometric.of(t.at(0)).logDensity(n), .4),
        new Case(
            "zeroInflated",
            t -> ZeroInflated.of(t.at(0), Poisson.rate(t.at(1))).logDensity(n),
            .3,
            2.3),
        new Case(
            "categorical by probabilities",
            t -> Categorical.probabilities(t).logDensity(k),
            .2,
            .5,
            .3),
        new Case(
            "orderedLogistic",
            t -> OrderedLogistic.of(z.times(t.at(0)), t.slice(1, 3)).logDensity(k),
            .8,
            -.4,
            1.1),
        new Case("orderedProbit", t -> probit(t, k), .8, -.4, 1.1),
        new Case("orderedProbit of a narrow interval", t -> probit(t, k), .8, -.4, -.25),
        new Case("uniform", t -> law(t, Uniform.of(t.at(0), t.at(1))), -.3, 1.2, .5),
        new Case("pareto", t -> law(t, Pareto.of(t.at(0), t.at(1))), .3, 1.2, .5),
        new Case("vonMises", t -> law(t, VonMises.of(t.at(0), t.at(1))), .3, 1.2, -2),
        new Case("truncated on the left", t -> truncated(t, 1.5, 2.5), .3, 1.2, 2),
        new Case("truncated on the right", t -> truncated(t, -4, -2.5), .3, 1.2, -3),
        new Case(
            "truncated by arguments",
            t -> Truncated.between(Logistic.of(.2, 1.1), t.at(0), t.at(1)).logDensity(t.at(2)),
            .3,
            1.7,
            .9),
        new Case(
            "truncated from below",
            t -> Truncated.atLeast(Gumbel.of(t.at(0), t.at(1)), t.at(2)).logDensity(t.at(3)),
            .3,
            1.7,
            .9,
            1.3),
        new Case(
            "censored in rows",
            t -> Censored.above(Weibull.of(t.at(0), t.at(1)), n.plus(.5)).logDensity(b.plus(.5)),
            1.3,
            2.7),
        new Case(
            "dirichlet",
            t -> Dirichlet.of(t.slice(0, 3)).logDensity(t.slice(3, 6)),
            .4,
            2,
            20,
            .2,
            .3,
            .5),
        new Case(
            "multinomial",
            t -> Multinomial.of(5, Categorical.logits(t)).logDensity(Expr.constant(0, 2, 3)),
            .4,
            .2,
            -1),
        new Case(
            "multinomial by probabilities",
            t -> Multinomial.of(5, Categorical.probabilities(t)).logDensity(Expr.constant(0, 2, 3)),
            .2,
            .3,
            .5),
        new Case(
            "lkjCholesky",
            t -> LkjCholesky.of(3, t.at(0)).logDensity(correlation(t)),
            1.3,
            .6,
            -.3,
            .2),
        new Case("wishart", t -> wishart(t), 4.3, 1.2, -.4, .8, .9, .2, 1.1),
        new Case("inverse wishart", t -> inverseWishart(t), 4.3, 1.2, -.4, .8, .9, .2, 1.1),
        new Case(
            "multivariate normal by its precision",
            t -> byPrecision(t),
            1.2,
            -.4,
            .8,
            .3,
            -1,
            1,
            2),
        new Case("poisson rate", t -> Poisson.rate(t.at(0)).logDensity(n), 2.3),
        new Case("poisson log rate", t -> Poisson.logRate(z.times(t.at(0))).logDensity(n), .7),
        new Case(
            "multivariate normal", t -> multivariate(t, t.slice(5, 7)), 1.2, -.4, .8, .3, -1, 1, 2),
        new Case(
            "multivariate normals",
            t -> multivariate(t, t.slice(5, 11).reshape(3, 2)),
            1.2,
            -.4,
            .8,
            .3,
            -1,
            1,
            2,
            .5,
            -.3,
            -1,
            0),
        new Case(
            "multivariate normal of rows",
            t -> multivariate(t, Expr.columns("x", "z")),
            1.2,
            -.4,
            .8,
            .3,
            -1),
        new Case(
            "multivariate normal with a mean for each",
            t ->
                MultivariateNormal.ofCholesky(t.slice(3, 7).reshape(2, 2), factor(t))
                    .logDensity(t.slice(7, 11).reshape(2, 2)),
            1.2,
            -.4,
            .8,
            .3,
            -1,
            1,
            2,
            .5,
            -.3,
            -1,
            0),
        new Case(
            "multivariate t",
            t -> studentVector(t, t.at(7).exp()).logDensity(t.slice(5, 7)),
            1.2,
            -.4,
            .8,
            .3,
            -1,
            1,
            2,
            1.1),
        new Case(
            "multivariate t of rows",
            t -> studentVector(t, z.square().plus(t.at(5))).logDensity(Expr.columns("x", "z")),
            1.2,
            -.4,
            .8,
            .3,
            -1,
            3),
        new Case(
            "dirichlet with an alpha for each",
            t -> Dirichlet.of(t.slice(0, 4).reshape(2, 2)).logDensity(t.slice(4, 8).reshape(2, 2)),
            .4,
            2,
            20,
            3,
            .2,
            .8,
            .3,
            .7),
        new Case(
            "multivariate normal by its factor",
            t -> MultivariateNormal.ofCholesky(t.slice(3, 5), factor(t)).logDensity(t.slice(5, 7)),
            1.2,
            -.4,
            .8,
            .3,
            -1,
            1,
            2));
  }

  private static Expr normalRows(Expr t, Expr x, Expr z) {
    return Normal.of(z.times(t.at(0)).plus(t.at(1)), t.at(2)).logDensity(x);
  }

  private static Expr truncated(Expr t, double lower, double upper) {
    return law(t, Truncated.between(Normal.of(t.at(0), t.at(1)), lower, upper));
  }

  private static Expr correlation(Expr t) {
    return Support.CORRELATION_CHOLESKY.constrain(t.slice(1, 4));
  }

  private static Expr wishart(Expr t) {
    return Wishart.of(t.at(0), square(t.slice(1, 4))).logDensity(square(t.slice(4, 7)));
  }

  private static Expr inverseWishart(Expr t) {
    return InverseWishart.of(t.at(0), square(t.slice(1, 4))).logDensity(square(t.slice(4, 7)));
  }

  /** LLᵀ of a packed L [2 × 2]. */
  private static Expr square(Expr packed) {
    Expr lower = Expr.lowerTriangular(packed, 2);
    return lower.matmul(lower.transpose());
  }

  private static Expr byPrecision(Expr t) {
    Expr factor = factor(t);
    Expr precision = factor.matmul(factor.transpose());
    return MultivariateNormal.ofPrecision(t.slice(3, 5), precision).logDensity(t.slice(5, 7));
  }

  /** A law of two arguments at the third. */
  private static Expr law(Expr t, Distribution law) {
    return law.logDensity(t.at(2));
  }

  private static Expr student(Expr t) {
    return StudentT.of(t.at(0), t.at(1), t.at(2)).logDensity(t.at(3));
  }

  private static Expr probit(Expr t, Expr k) {
    Expr location = Expr.column("z").times(t.at(0));
    return OrderedProbit.of(location, t.slice(1, 3)).logDensity(k);
  }

  private static Expr categoricalRows(Expr t, Expr z, Expr k) {
    return Categorical.logits(z.times(t)).logDensity(k);
  }

  private static Expr multivariate(Expr t, Expr value) {
    Expr factor = factor(t);
    return MultivariateNormal.of(t.slice(3, 5), factor.matmul(factor.transpose()))
        .logDensity(value);
  }

  private static MultivariateStudentT studentVector(Expr t, Expr degrees) {
    return MultivariateStudentT.of(
        degrees, MultivariateNormal.ofCholesky(t.slice(3, 5), factor(t)));
  }

  private static Expr factor(Expr t) {
    return Expr.lowerTriangular(t.slice(0, 3), 2);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void derivativesAgreeWithCentralDifferences(Case c) {
    GradientContract.check(c.density(), ROWS, c.at(), c.at().length);
  }
}
