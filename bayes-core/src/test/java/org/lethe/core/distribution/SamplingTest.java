package org.lethe.core.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.math3.distribution.AbstractRealDistribution;
import org.apache.commons.math3.distribution.BetaDistribution;
import org.apache.commons.math3.distribution.FDistribution;
import org.apache.commons.math3.distribution.GammaDistribution;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.distribution.TDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lethe.core.expr.Evaluate;
import org.lethe.core.expr.Expr;
import org.lethe.core.random.RandomStream;
import org.lethe.core.random.Uniforms;

/**
 * Draws against distribution functions that Commons Math or closed forms give (Kolmogorov and
 * Smirnov). Each case raises a false alarm for one seed in a million.
 */
class SamplingTest {

  static final int N = 10_000;
  static final double FALSE_ALARM = 1e-6;

  record Continuous(String name, Distribution law, int element, UnaryOperator<double[]> cdf) {
    static Continuous of(String name, Cumulative law) {
      return new Continuous(name, law, 0, x -> Evaluate.constant(law.logCdf(Expr.vector(x)).exp()));
    }

    static Continuous of(String name, Distribution law, DoubleUnaryOperator cdf) {
      return new Continuous(name, law, 0, x -> Arrays.stream(x).map(cdf).toArray());
    }

    static Continuous of(String name, Distribution law, AbstractRealDistribution reference) {
      return of(name, law, reference::cumulativeProbability);
    }

    Continuous element(int other) {
      return new Continuous(name + " element " + other, law, other, cdf);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /** One element of each value drawn. */
  static double[] draws(Distribution law, int element) {
    double[] arguments =
        law.sampler().arguments().stream()
            .flatMapToDouble(a -> Arrays.stream(Evaluate.constant(a)))
            .toArray();
    double[] out = new double[N];
    double[] value = new double[law.sampler().size()];
    for (int i = 0; i < N; i++) {
      law.sampler().draw().into(arguments, Uniforms.of(RandomStream.of(11).at(i, 1)), value);
      out[i] = value[element];
    }
    return out;
  }

  static Stream<Continuous> continuous() {
    NormalDistribution normal = new NormalDistribution(0, 1);
    TDistribution t = new TDistribution(3.5);
    GammaDistribution gamma = new GammaDistribution(6.5, 1 / 2.0);
    // (ν − k + 1)/2 of an element on the diagonal of an inverse Wishart matrix
    GammaDistribution four = new GammaDistribution(4, 1);
    return Stream.of(
        Continuous.of("normal", Normal.of(.7, 1.3), new NormalDistribution(.7, 1.3)),
        Continuous.of("cauchy", Cauchy.of(.7, 1.3)),
        Continuous.of("laplace", Laplace.of(.7, 1.3)),
        Continuous.of("logistic", Logistic.of(.7, 1.3)),
        Continuous.of("gumbel", Gumbel.of(.7, 1.3)),
        Continuous.of("logNormal", LogNormal.of(.2, .6)),
        Continuous.of("exponential", Exponential.of(.4)),
        Continuous.of("weibull", Weibull.of(1.7, 2)),
        Continuous.of(
            "halfNormal", HalfNormal.of(2), x -> 2 * normal.cumulativeProbability(x / 2) - 1),
        Continuous.of("halfCauchy", HalfCauchy.of(2), x -> 2 / Math.PI * Math.atan(x / 2)),
        Continuous.of(
            "studentT", StudentT.of(3.5, .7, 1.3), x -> t.cumulativeProbability((x - .7) / 1.3)),
        Continuous.of(
            "halfStudentT", HalfStudentT.of(3.5, 2), x -> 2 * t.cumulativeProbability(x / 2) - 1),
        Continuous.of("gamma", Gamma.of(2.3, .7), new GammaDistribution(2.3, 1 / .7)),
        Continuous.of("gamma of small shape", Gamma.of(.3, 5), new GammaDistribution(.3, .2)),
        Continuous.of("gamma of large shape", Gamma.of(400, 5), new GammaDistribution(400, .2)),
        Continuous.of(
            "inverseGamma", InverseGamma.of(6.5, 2), x -> 1 - gamma.cumulativeProbability(1 / x)),
        Continuous.of("beta", Beta.of(2.3, .7), new BetaDistribution(2.3, .7)),
        Continuous.of("uniform", Uniform.of(-1, 3)),
        Continuous.of("pareto", Pareto.of(.7, 1.3)),
        Continuous.of("vonMises", VonMises.of(.7, 1.3), x -> turned(.7, 1.3, x)),
        Continuous.of("vonMises nearly flat", VonMises.of(0, 1e-3), x -> turned(0, 1e-3, x)),
        Continuous.of("vonMises narrow", VonMises.of(3, 400), x -> turned(3, 400, x)),
        truncated("truncated normal", Normal.of(.7, 1.3), -1, 1),
        truncated("truncated far right", Normal.of(0, 1), 12, 13),
        truncated("truncated far left", Normal.of(0, 1), -45, -41),
        truncated("truncated cauchy", Cauchy.of(0, 1), 2, 30),
        new Continuous(
            "truncated from below",
            Truncated.atLeast(Normal.of(0, 1), 39),
            0,
            SamplingTest::beyond39),
        Continuous.of("dirichlet", Dirichlet.of(.4, 2, 3), new BetaDistribution(2, 3.4)).element(1),
        Continuous.of("lkjCholesky", LkjCholesky.of(3, 1.5), partial(2)).element(3),
        Continuous.of("lkjCholesky", LkjCholesky.of(3, 1.5), partial(2)).element(6),
        Continuous.of("lkjCholesky", LkjCholesky.of(3, 1.5), partial(2)).element(7),
        Continuous.of("wishart", WISHART, new GammaDistribution(2.25, 2 * 2.0)).element(0),
        Continuous.of("wishart", WISHART, new GammaDistribution(2.25, 2 * 1.5)).element(3),
        Continuous.of("inverseWishart", INVERSE_WISHART, x -> 1 - four.cumulativeProbability(1 / x))
            .element(0),
        Continuous.of(
                "inverseWishart", INVERSE_WISHART, x -> 1 - four.cumulativeProbability(.75 / x))
            .element(3),
        Continuous.of("multivariateNormal", VECTOR, new NormalDistribution(1, Math.sqrt(2))),
        Continuous.of("multivariateNormal", VECTOR, new NormalDistribution(-2, Math.sqrt(.5)))
            .element(1),
        Continuous.of(
            "multivariateStudentT",
            STUDENT,
            x -> t(4.5).cumulativeProbability((x - 1) / Math.sqrt(2))),
        Continuous.of(
                "multivariateStudentT",
                STUDENT,
                x -> t(4.5).cumulativeProbability((x + 2) / Math.sqrt(.5)))
            .element(1),
        Continuous.of("means of groups", GROUPS, new NormalDistribution(30, Math.sqrt(2)))
            .element(2),
        Continuous.of("means of groups", GROUPS, new NormalDistribution(-40, Math.sqrt(.5)))
            .element(3),
        Continuous.of(
                "t of groups",
                MultivariateStudentT.of(4.5, GROUPS),
                x -> t(4.5).cumulativeProbability((x + 40) / Math.sqrt(.5)))
            .element(3),
        Continuous.of("alphas of groups", ALPHAS, new BetaDistribution(2, 3.4)).element(1),
        Continuous.of("alphas of groups", ALPHAS, new BetaDistribution(1.5, 7)).element(3),
        Continuous.of("mixture of boxes", BOXES, x -> x),
        Continuous.of("mixture", MIXTURE, x -> mixed(x)));
  }

  private static final Wishart WISHART = Wishart.of(4.5, new double[][] {{2, .5}, {.5, 1.5}});
  private static final InverseWishart INVERSE_WISHART =
      InverseWishart.of(9, new double[][] {{2, .5}, {.5, 1.5}});
  private static final MultivariateNormal VECTOR =
      MultivariateNormal.of(new double[] {1, -2}, new double[][] {{2, .6}, {.6, .5}});
  private static final MultivariateStudentT STUDENT = MultivariateStudentT.of(4.5, VECTOR);
  private static final MultivariateNormal GROUPS =
      MultivariateNormal.of(
          Expr.constant(new double[][] {{1, -2}, {30, -40}}), new double[][] {{2, .6}, {.6, .5}});
  private static final Dirichlet ALPHAS =
      Dirichlet.of(Expr.constant(new double[][] {{.4, 2, 3}, {1.5, 5, 2}}));

  private static TDistribution t(double degrees) {
    return new TDistribution(degrees);
  }

  private static final Mixture MIXTURE =
      Mixture.of(new double[] {1, 3}, List.of(Normal.of(-2, .5), Normal.of(1, 2)));

  /** The same box twice, once by truncation: equal supports are one. */
  private static final Mixture BOXES =
      Mixture.of(
          new double[] {1, 1}, List.of(Uniform.of(0, 1), Truncated.atMost(Uniform.of(0, 2), 1)));

  private static double mixed(double x) {
    return .25 * new NormalDistribution(-2, .5).cumulativeProbability(x)
        + .75 * new NormalDistribution(1, 2).cumulativeProbability(x);
  }

  /**
   * An element z below the diagonal: every correlation of an LKJ matrix is 2 Beta(b, b) − 1, b = η
   * − 1 + K/2, and so is each partial one given the row's length of 1.
   */
  private static DoubleUnaryOperator partial(double b) {
    return z -> new BetaDistribution(b, b).cumulativeProbability((z + 1) / 2);
  }

  private static double[] beyond39(double[] x) {
    double[] tails = bothTails(Normal.of(0, 1), true, x);
    double whole = bothTails(Normal.of(0, 1), true, new double[] {39, 40})[0];
    return Arrays.stream(tails).map(t -> -Math.expm1(t - whole)).toArray();
  }

  private static Continuous truncated(String name, Cumulative law, double lower, double upper) {
    boolean right = lower > 0;
    double[] ends = bothTails(law, right, new double[] {lower, upper});
    return new Continuous(
        name,
        Truncated.between(law, lower, upper),
        0,
        xs ->
            Arrays.stream(bothTails(law, right, xs))
                .map(t -> (Math.exp(t - ends[0]) - 1) / (Math.exp(ends[1] - ends[0]) - 1))
                .toArray());
  }

  private static double[] bothTails(Cumulative law, boolean right, double[] x) {
    Expr at = Expr.vector(x);
    return Evaluate.constant(right ? law.logSurvival(at) : law.logCdf(at));
  }

  /** The distribution function of an angle by the trapezoidal rule from −π. */
  private static double turned(double mu, double kappa, double x) {
    int n = 200;
    double h = (x + Math.PI) / n;
    double scale = Evaluate.constant(Expr.constant(kappa).logBessel(0))[0];
    double sum = 0;
    for (int i = 0; i <= n; i++) {
      double weight = i == 0 || i == n ? 0.5 : 1;
      sum += weight * Math.exp(kappa * Math.cos(-Math.PI + i * h - mu) - scale);
    }
    return sum * h / (2 * Math.PI);
  }

  @ParameterizedTest
  @MethodSource("continuous")
  void drawsFollowTheDistributionFunction(Continuous c) {
    double[] x = draws(c.law(), c.element());
    Arrays.sort(x);
    double[] cdf = c.cdf().apply(x);
    double distance = 0;
    for (int i = 0; i < N; i++) {
      double f = cdf[i];
      distance = Math.max(distance, Math.max(f - (double) i / N, (i + 1.0) / N - f));
    }
    // P(√n D > c) is at most 2 exp(−2c²)
    double bound = Math.sqrt(Math.log(2 / FALSE_ALARM) / 2);
    assertThat(Math.sqrt(N) * distance).isLessThan(bound);
  }

  @Test
  void elementsOfMatricesAndVectorsVaryTogether() {
    double[] a = draws(VECTOR, 0);
    double[] b = draws(VECTOR, 1);
    double covariance = IntStream.range(0, N).mapToDouble(i -> (a[i] - 1) * (b[i] + 2)).sum() / N;
    // Var of a product is Σ_aa Σ_bb + Σ_ab² = 1.36; 5 standard errors
    assertThat(covariance).isCloseTo(.6, within(5 * Math.sqrt(1.36 / N)));
    double[] off = draws(WISHART, 1);
    // ν S_ab with variance ν(S_ab² + S_aa S_bb)
    assertThat(Arrays.stream(off).average().orElseThrow())
        .isCloseTo(4.5 * .5, within(5 * Math.sqrt(4.5 * 3.25 / N)));
    assertThat(draws(WISHART, 2)).isEqualTo(off);
    // r = ν − 3 = 6: Ψ_ab/r with variance [(r + 2)Ψ_ab² + rΨ_aaΨ_bb]/[(r + 1)r²(r − 2)]
    double[] inverse = draws(INVERSE_WISHART, 1);
    assertThat(Arrays.stream(inverse).average().orElseThrow())
        .isCloseTo(.5 / 6, within(5 * Math.sqrt((8 * .25 + 6 * 3) / (7 * 36 * 4) / N)));
    assertThat(draws(INVERSE_WISHART, 2)).isEqualTo(inverse);
    assertThat(draws(LkjCholesky.of(3, 1.5), 1)).containsOnly(0);
  }

  /** zᵀz/k of a multivariate t is F of k and ν degrees: its numbers are wide together. */
  @Test
  void distancesOfTheMultivariateTAreOfTheLawF() {
    double[] a = draws(STUDENT, 0);
    double[] b = draws(STUDENT, 1);
    double det = 2 * .5 - .6 * .6;
    FDistribution law = new FDistribution(2, 4.5);
    double[] f =
        IntStream.range(0, N)
            .mapToDouble(
                i -> {
                  double x = a[i] - 1;
                  double y = b[i] + 2;
                  return (.5 * x * x - 1.2 * x * y + 2 * y * y) / det / 2;
                })
            .sorted()
            .map(law::cumulativeProbability)
            .toArray();
    double distance = 0;
    for (int i = 0; i < N; i++) {
      distance = Math.max(distance, Math.max(f[i] - (double) i / N, (i + 1.0) / N - f[i]));
    }
    assertThat(Math.sqrt(N) * distance).isLessThan(Math.sqrt(Math.log(2 / FALSE_ALARM) / 2));
  }

  @Test
  void censoredDrawsPileUpAtTheBounds() {
    double[] x = draws(Censored.between(Logistic.of(0, 1), -1, 2), 0);
    double low = Arrays.stream(x).filter(v -> v == -1).count() / (double) N;
    double high = Arrays.stream(x).filter(v -> v == 2).count() / (double) N;
    double below = 1 / (1 + Math.E);
    double above = 1 / (1 + Math.exp(2));
    assertThat(low).isCloseTo(below, within(5 * Math.sqrt(below / N)));
    assertThat(high).isCloseTo(above, within(5 * Math.sqrt(above / N)));
    assertThat(Arrays.stream(x).allMatch(v -> v >= -1 && v <= 2)).isTrue();
  }

  @Test
  void arraysAreDrawnElementByElement() {
    Sampler rows = Normal.of(Expr.constant(0, 100, 200), 1).sampler().over(List.of(2, 3));
    double[] arguments =
        rows.arguments().stream()
            .flatMapToDouble(e -> Arrays.stream(Evaluate.constant(e)))
            .toArray();
    double[] out = new double[6];
    rows.draw().into(arguments, Uniforms.of(RandomStream.of(1)), out);
    for (int i = 0; i < 6; i++) {
      assertThat(out[i]).isCloseTo(100.0 * (i % 3), within(6.0));
    }
    assertThat(out[0]).isNotEqualTo(out[3]);
    Sampler pairs = Dirichlet.of(1, 1).sampler().over(List.of(3, 2));
    pairs.draw().into(new double[] {1, 1}, Uniforms.of(RandomStream.of(1)), out);
    assertThat(out[0] + out[1]).isCloseTo(1, within(1e-15));
    assertThat(out[4] + out[5]).isCloseTo(1, within(1e-15));
  }
}
