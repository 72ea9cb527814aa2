package org.lethe.core.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lethe.core.expr.Evaluate;
import org.lethe.core.expr.Expr;

/** Mean and variance within bounds and with the bounds' masses, beside integrals of the density. */
class BoundedMomentsTest {
  private static final double OPEN = Double.NaN;

  /** The moments by mpmath 1.3.0 at 40 digits: given the bounds, then piled up at them. */
  record Case(
      Distribution law,
      double lower,
      double upper,
      double mean,
      double variance,
      double piledMean,
      double piledVariance) {}

  static Stream<Case> cases() {
    Normal normal = Normal.of(.7, 1.3);
    return Stream.of(
        new Case(
            normal,
            -1,
            2,
            0.57396226604550928067,
            0.62313983388634114632,
            0.6499148032544918582,
            1.0182024421178491019),
        new Case(
            normal,
            1,
            OPEN,
            1.9354772132467090671,
            0.53423921952215848988,
            1.3823735448784399199,
            0.42986091169062036645),
        new Case(
            Exponential.of(.4),
            1,
            3,
            1.8680675581678116428,
            0.32293162163125444971,
            1.9228145853085930102,
            0.75054404856267359833),
        new Case(
            Exponential.of(.4),
            1,
            1.05,
            1.0249166672222169533,
            0.00020832916673280367695,
            1.0331830655514563101,
            0.0005525069641250482178),
        new Case(
            Exponential.of(.4), 2, OPEN, 4.5, 6.25, 3.1233224102930539786, 4.3547588139986735898),
        new Case(
            LogNormal.of(.2, .6),
            .5,
            3,
            1.3478809213479867889,
            0.35777382207601660624,
            1.4008405606008215364,
            0.53879377398711709119),
        new Case(Uniform.of(-1, 3), 0, OPEN, 1.5, .75, 1.125, .984375),
        new Case(
            Laplace.of(.7, 1.3),
            -1,
            2,
            0.59339893170020516696,
            0.54704933951519906408,
            0.63666659732887263962,
            1.0778269644047608988),
        new Case(
            Logistic.of(.7, 1.3),
            -1,
            OPEN,
            1.555085100129574103,
            3.1156261015688533988,
            1.0111758033386966145,
            3.5462898309271627225),
        new Case(
            Cauchy.of(0, 1),
            2,
            30,
            6.0350291926924633768,
            27.645279180120526038,
            2.8496863296018738175,
            13.610415115161589509),
        new Case(
            Gumbel.of(.7, 1.3),
            OPEN,
            2,
            0.57376532684536968987,
            0.7003286251151217021,
            1.0127594642011706059,
            0.91816072117534594028),
        new Case(
            Weibull.of(1.7, 2),
            1,
            4,
            2.0722125712754685245,
            0.56192244872719063695,
            1.8629765073016535832,
            0.79627737348785021146),
        new Case(
            Pareto.of(.7, 2.5),
            1,
            OPEN,
            1.6666666666666666667,
            2.2222222222222222222,
            1.2733089420011313457,
            1.0185379902267476049));
  }

  private static Distribution truncated(Case c) {
    if (Double.isNaN(c.lower())) {
      return Truncated.atMost(c.law(), c.upper());
    }
    return Double.isNaN(c.upper())
        ? Truncated.atLeast(c.law(), c.lower())
        : Truncated.between(c.law(), c.lower(), c.upper());
  }

  private static Distribution censored(Case c) {
    if (Double.isNaN(c.lower())) {
      return Censored.above(c.law(), c.upper());
    }
    return Double.isNaN(c.upper())
        ? Censored.below(c.law(), c.lower())
        : Censored.between(c.law(), c.lower(), c.upper());
  }

  private static double number(Expr e) {
    return Evaluate.constant(e)[0];
  }

  /**
   * Of N(0, 1) far out and N(1, 4) over slivers, by mpmath 1.3.0 at 60 digits: 13 and 11 of them.
   */
  @Test
  void aNormalFarOutOrOnASliverKeepsItsDigits() {
    keeps(Truncated.atLeast(Normal.of(0, 1), 10), 10.098093233962511963, 0.0094453778256562611641);
    keeps(Truncated.atLeast(Normal.of(0, 1), 40), 40.024968847207263723, 6.226683785913887735e-4);
    keeps(Truncated.atMost(Normal.of(2, 3), -100), -100.08808329398505758, .0077453468448689450718);
    keeps(
        Truncated.between(Normal.of(0, 1), 1, 1.0001),
        1.0000499991666250004,
        8.3333333263884722178e-10);
    keeps(
        Truncated.between(Normal.of(1, 2), -.5, -.4999),
        -0.4999499996875104167,
        8.3333333320529904509e-10);
  }

  private static void keeps(Distribution law, double mean, double variance) {
    double v = number(law.variance());
    assertThat(number(law.mean())).isCloseTo(mean, within(1e-13 * Math.abs(mean)));
    assertThat(v).isCloseTo(variance, within(1e-11 * variance));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void momentsAreIntegralsOfTheDensity(Case c) {
    // a kink: the trapezoidal rule of step 1/1024 is then of second order, 1e−6 times 1e−3
    double error = c.law() instanceof Laplace ? 1e-9 : 1e-12;
    assertThat(number(truncated(c).mean())).isCloseTo(c.mean(), within(error * (1 + c.mean())));
    assertThat(number(truncated(c).variance()))
        .isCloseTo(c.variance(), within(error * (1 + c.variance())));
    assertThat(number(censored(c).mean())).isCloseTo(c.piledMean(), within(error));
    assertThat(number(censored(c).variance()))
        .isCloseTo(c.piledVariance(), within(error * (1 + c.piledVariance())));
  }

  @Test
  void farTailsKeepTheirDigits() {
    Truncated far = Truncated.atLeast(Normal.of(0, 1), 12);
    assertThat(number(far.mean())).isCloseTo(12.082214175254268004, within(1e-12));
    // 1 + αh − h² loses four digits at α = 12
    assertThat(number(far.variance())).isCloseTo(0.0066707263358104355223, within(1e-11));
    assertThat(number(Truncated.between(Exponential.of(1), 1, 3000).mean()))
        .isCloseTo(2, within(1e-14));
    assertThat(number(Truncated.between(Exponential.of(1), 1, 3000).variance()))
        .isCloseTo(1, within(1e-14));
  }

  @Test
  void boundsBeyondTheSupportDoNotCount() {
    Truncated all = Truncated.between(Uniform.of(-1, 3), -2, 5);
    assertThat(number(all.mean())).isEqualTo(1);
    assertThat(number(all.variance())).isCloseTo(16 / 12., within(1e-15));
    assertThat(number(Truncated.atLeast(Exponential.of(.5), -3).mean())).isEqualTo(2);
  }

  @Test
  void tailsWithoutMomentsHaveNone() {
    assertThat(number(Truncated.atLeast(Cauchy.of(0, 1), 2).mean())).isNaN();
    assertThat(number(Truncated.atLeast(Pareto.of(1, 1.5), 2).variance())).isInfinite();
    assertThat(number(Truncated.atLeast(Pareto.of(1, 1.5), 2).mean())).isCloseTo(6, within(1e-12));
  }

  /**
   * E[Xᵏ; X ≤ b] = α mᵅ (b^(k − α) − m^(k − α))/(k − α), and what lies above piled up at b: exact
   * though the whole law has no variance, and for α = ½ no mean.
   */
  @Test
  void aHeavySideThatIsCutHasItsMoments() {
    for (double alpha : new double[] {1.5, .5}) {
      double m = 1;
      double b = 10;
      double rest = Math.pow(m / b, alpha);
      double[] moment = new double[3];
      for (int k = 1; k < 3; k++) {
        double power = Math.pow(b, k - alpha) - Math.pow(m, k - alpha);
        moment[k] = alpha * Math.pow(m, alpha) * power / (k - alpha);
      }
      double mean = moment[1] / (1 - rest);
      Truncated truncated = Truncated.atMost(Pareto.of(m, alpha), b);
      assertThat(number(truncated.mean())).isCloseTo(mean, within(1e-11));
      assertThat(number(truncated.variance()))
          .isCloseTo(moment[2] / (1 - rest) - mean * mean, within(1e-10));
      double piled = moment[1] + rest * b;
      Censored censored = Censored.above(Pareto.of(m, alpha), b);
      assertThat(number(censored.mean())).isCloseTo(piled, within(1e-11));
      assertThat(number(censored.variance()))
          .isCloseTo(moment[2] + rest * b * b - piled * piled, within(1e-10));
    }
  }

  @Test
  void unknownArgumentsOfOtherLawsAreRefused() {
    Expr scale = Expr.input("scale");
    assertThatThrownBy(() -> Truncated.atLeast(Logistic.of(0, scale), 1).mean())
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessage(
            "Truncated: the moments of a Logistic within bounds are offered where its arguments and"
                + " bounds are single known numbers; draw");
    assertThat(Truncated.atLeast(Normal.of(0, scale), 1).mean().shape().size()).isEqualTo(1);
  }
}
