package org.lethe.core.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lethe.core.expr.Device;
import org.lethe.core.expr.Evaluate;
import org.lethe.core.expr.Expr;
import org.lethe.core.expr.Precision;
import org.lethe.core.expr.Program;

/**
 * Mass and moments by the trapezoidal rule after u = sinh(½π sinh t), whose error falls faster than
 * any power of the step (Takahasi and Mori 1974); with 2001 points it is far below 1e−10.
 */
class NormalisationTest {

  private static final int POINTS = 2001;
  private static final double REACH = 4;

  static Stream<Distribution> continuous() {
    return Stream.of(
        Normal.of(.7, 1.3),
        Normal.of(-2, .1),
        HalfNormal.of(.8),
        HalfNormal.of(5),
        StudentT.of(5, .3, 1.7),
        StudentT.of(120, -1, .5),
        Beta.of(2, 3.5),
        Beta.of(1, 1),
        Logistic.of(.7, 1.3),
        Gumbel.of(.7, 1.3),
        LogNormal.of(.2, .6),
        HalfStudentT.of(7, 1.3),
        Exponential.of(.4),
        Gamma.of(2.3, .7),
        Gamma.of(.4, 5),
        InverseGamma.of(6.5, 2),
        Weibull.of(1.7, 2),
        Uniform.of(-1.5, 4),
        Pareto.of(.7, 4.5),
        Weibull.of(.8, .3));
  }

  static Stream<Discrete> finite() {
    return Stream.of(
        Bernoulli.logits(.8),
        Bernoulli.logits(-30),
        Bernoulli.probability(.3),
        Bernoulli.probability(1e-9),
        Categorical.logits(1, -2, .5, 0),
        Categorical.logits(900, 901),
        Categorical.probabilities(.1, .2, .7),
        OrderedLogistic.of(Expr.constant(.4), -1, .3, 2),
        OrderedLogistic.of(Expr.constant(-5), 1),
        OrderedProbit.of(Expr.constant(.4), -1, .3, .31, 2),
        OrderedProbit.of(Expr.constant(-5), 1));
  }

  @ParameterizedTest
  @MethodSource("continuous")
  void densitiesIntegrateToOneOnTheUnconstrainedScale(Distribution law) {
    Expr u = Expr.input("u");
    Expr x = law.support().constrain(u);
    Expr density = law.logDensity(x).plus(law.support().logJacobian(u)).exp();
    double mean = Evaluate.constant(law.mean())[0];
    double variance = Evaluate.constant(law.variance())[0];
    assertThat(integral(u, density)).isCloseTo(1, within(1e-10));
    assertThat(integral(u, density.times(x))).isCloseTo(mean, within(1e-10));
    Expr square = x.minus(mean).square();
    assertThat(integral(u, density.times(square))).isCloseTo(variance, within(1e-9 * variance));
  }

  private static double integral(Expr u, Expr f) {
    double[] at = new double[POINTS];
    double[] jacobian = new double[POINTS];
    double h = 2 * REACH / (POINTS - 1);
    for (int i = 0; i < POINTS; i++) {
      double t = -REACH + i * h;
      double inner = Math.PI / 2 * Math.sinh(t);
      at[i] = Math.sinh(inner);
      jacobian[i] = h * Math.cosh(inner) * Math.PI / 2 * Math.cosh(t);
    }
    double[] value = new double[POINTS];
    try (Program.Executor run =
        Program.of(List.of(u), List.of(f)).on(Device.cpu(1), Precision.DOUBLE)) {
      run.calls(POINTS, at, value);
    }
    // exp and its products overflow to 0 · ∞ far out, where the density is 0 to all digits
    return IntStream.range(0, POINTS)
        .filter(i -> Double.isFinite(value[i]))
        .mapToDouble(i -> value[i] * jacobian[i])
        .sum();
  }

  @ParameterizedTest
  @MethodSource("finite")
  void probabilitiesAreTheDensitiesAndSumToOne(Discrete law) {
    double[] p = Evaluate.constant(law.probabilities());
    assertThat(p).hasSize(law.outcomes());
    double mass = 0;
    double mean = 0;
    double square = 0;
    for (int k = 0; k < p.length; k++) {
      double density = Math.exp(Evaluate.constant(law.logDensity(Expr.constant(k)))[0]);
      // exp of a log density of size L has a relative error of about L ε
      assertThat(p[k]).isCloseTo(density, within(1e-13));
      mass += p[k];
      mean += k * p[k];
      square += (double) k * k * p[k];
    }
    // logits of size L carry rounding of about L ε into every probability
    assertThat(mass).isCloseTo(1, within(1e-13));
    assertThat(Evaluate.constant(law.mean())[0]).isCloseTo(mean, within(1e-14));
    assertThat(Evaluate.constant(law.variance())[0]).isCloseTo(square - mean * mean, within(1e-14));
  }

  static Stream<Distribution> counts() {
    return Stream.of(
        Poisson.rate(6.5),
        Poisson.logRate(Math.log(6.5)),
        Binomial.probability(30, .3),
        Binomial.logits(7, -1.2),
        BetaBinomial.of(30, .8, 2.5),
        NegativeBinomial.meanDispersion(4, 2.5),
        NegativeBinomial.logMeanDispersion(.7, 8),
        NegativeBinomial.alphaBeta(3, 1.2),
        Geometric.of(.3),
        ZeroInflated.of(.3, Poisson.rate(4.5)),
        ZeroInflated.of(.2, NegativeBinomial.meanDispersion(2, 3)));
  }

  @ParameterizedTest
  @MethodSource("counts")
  void countsSumToOneWithTheirMoments(Distribution law) {
    double[] counts = IntStream.range(0, 500).asDoubleStream().toArray();
    double[] logDensity = Evaluate.constant(law.logDensity(Expr.vector(counts)));
    double[] moment = new double[3];
    for (int y = 0; y < counts.length; y++) {
      double p = Math.exp(logDensity[y]);
      moment[0] += p;
      moment[1] += y * p;
      moment[2] += (double) y * y * p;
    }
    assertThat(moment[0]).isCloseTo(1, within(1e-13));
    assertThat(Evaluate.constant(law.mean())[0]).isCloseTo(moment[1], within(1e-12));
    double variance = moment[2] - moment[1] * moment[1];
    assertThat(Evaluate.constant(law.variance())[0]).isCloseTo(variance, within(1e-11));
  }

  @Test
  void multivariateNormalIntegratesToOneInThePlane() {
    double[][] covariance = {{2, .6}, {.6, .5}};
    MultivariateNormal law = MultivariateNormal.of(new double[] {1, -2}, covariance);
    int n = 201;
    double[] at = new double[2 * n * n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        at[2 * (i * n + j)] = 1 + .15 * (i - n / 2);
        at[2 * (i * n + j) + 1] = -2 + .08 * (j - n / 2);
      }
    }
    double[] value = new double[n * n];
    Expr x = Expr.input("x", 2);
    try (Program.Executor run =
        Program.of(List.of(x), List.of(law.logDensity(x).exp()))
            .on(Device.cpu(1), Precision.DOUBLE)) {
      run.calls(n * n, at, value);
    }
    // the trapezoidal rule on a Gaussian is exact to exp(−2π²λ/h²), and 11 sds are left out
    assertThat(IntStream.range(0, n * n).mapToDouble(i -> value[i]).sum() * .15 * .08)
        .isCloseTo(1, within(1e-10));
    assertThat(Evaluate.constant(law.mean())).containsExactly(1, -2);
    double[] spread = Evaluate.constant(law.covariance());
    assertThat(spread).containsExactly(new double[] {2, .6, .6, .5}, within(1e-15));
    assertThat(Evaluate.constant(law.variance()))
        .containsExactly(new double[] {2, .5}, within(1e-15));
  }

  /** In polar coordinates of z, where the density is the same in all directions. */
  @Test
  void multivariateStudentIntegratesToOneInThePlane() {
    double[][] factor = {{1.3, 0}, {-.4, .7}};
    double[] centre = {1, -2};
    MultivariateStudentT law =
        MultivariateStudentT.of(3.5, MultivariateNormal.ofCholesky(centre, factor));
    Expr u = Expr.input("u");
    Expr r = u.exp();
    for (double angle : new double[] {0, 1, 2.5}) {
      double x = 1.3 * Math.cos(angle);
      double y = -.4 * Math.cos(angle) + .7 * Math.sin(angle);
      Expr at = Expr.vector(x, y).times(r).plus(Expr.vector(centre));
      Expr ring = r.square().times(2 * Math.PI * 1.3 * .7);
      assertThat(integral(u, law.logDensity(at).exp().times(ring))).isCloseTo(1, within(1e-9));
    }
  }

  @Test
  void theLaplaceLawIntegratesToOneFromItsCorner() {
    Laplace law = Laplace.of(.7, 1.3);
    Expr u = Expr.input("u");
    Expr distance = u.exp();
    Expr right = law.logDensity(distance.plus(.7)).plus(u).exp();
    Expr left = law.logDensity(distance.negate().plus(.7)).plus(u).exp();
    assertThat(integral(u, right)).isCloseTo(.5, within(1e-10));
    assertThat(integral(u, left)).isCloseTo(.5, within(1e-10));
    double variance = integral(u, right.plus(left).times(distance.square()));
    assertThat(Evaluate.constant(law.variance())[0]).isCloseTo(variance, within(1e-9));
    assertThat(Evaluate.constant(law.mean())[0]).isEqualTo(.7);
  }

  @Test
  void lawsWithoutMomentsIntegrateToOne() {
    for (Distribution law : List.of(Cauchy.of(.7, 1.3), HalfCauchy.of(2), HalfStudentT.of(.7, 1))) {
      Expr u = Expr.input("u");
      Expr x = law.support().constrain(u);
      Expr density = law.logDensity(x).plus(law.support().logJacobian(u)).exp();
      // tails as heavy as |x|^−1.7 leave the rule's reach with a mass below 1e−10
      assertThat(integral(u, density)).isCloseTo(1, within(1e-9));
    }
    assertThat(Evaluate.constant(Cauchy.of(0, 1).mean())[0]).isNaN();
    assertThat(Evaluate.constant(HalfCauchy.of(1).mean())[0]).isInfinite();
    assertThat(Evaluate.constant(HalfStudentT.of(.7, 1).mean())[0]).isInfinite();
    assertThat(Evaluate.constant(HalfStudentT.of(1.5, 1).variance())[0]).isInfinite();
    assertThat(Evaluate.constant(InverseGamma.of(1.5, 1).mean())[0]).isEqualTo(2);
    assertThat(Evaluate.constant(InverseGamma.of(1.5, 1).variance())[0]).isInfinite();
    assertThat(Evaluate.constant(InverseGamma.of(1, 1).mean())[0]).isInfinite();
    assertThat(Evaluate.constant(InverseGamma.of(1, 1).variance())[0]).isNaN();
  }

  @Test
  void momentsOfStudentTExistOnlyWithEnoughDegrees() {
    assertThat(Evaluate.constant(StudentT.of(1, 0, 1).mean())[0]).isNaN();
    assertThat(Evaluate.constant(StudentT.of(1, 0, 1).variance())[0]).isNaN();
    assertThat(Evaluate.constant(StudentT.of(1.5, 3, 1).mean())[0]).isEqualTo(3);
    assertThat(Evaluate.constant(StudentT.of(1.5, 3, 1).variance())[0])
        .isEqualTo(Double.POSITIVE_INFINITY);
  }
}
