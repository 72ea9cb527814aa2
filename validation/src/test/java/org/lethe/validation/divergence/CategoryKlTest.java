package org.lethe.validation.divergence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CategoryKlTest {
  @Test
  void threeLevelsGiveTheSumOfTheDefinition() {
    double[] p = {.2, .5, .3};
    double[] q = {.4, .4, .2};
    double expected = .2 * Math.log(.5) + .5 * Math.log(1.25) + .3 * Math.log(1.5);
    assertThat(CategoryKl.of(p, q)).isCloseTo(expected, within(1e-15));
    assertThat(CategoryKl.of(q, p)).isNotCloseTo(expected, within(1e-3));
  }

  @Test
  void nearlyEqualProbabilitiesKeepTheirRelativePrecision() {
    double d = 1e-9;
    // KL = Σ p[r²/2 − r³/3 + …], r = (q − p)/p = ±d/p; r is rounded to 1e−16/1e−9
    double expected = d * d / 2 * (1 / .3 + 1 / .7);
    double kl = CategoryKl.of(new double[] {.3, .7}, new double[] {.3 + d, .7 - d});
    assertThat(kl).isCloseTo(expected, within(1e-6 * expected));
  }

  @Test
  void tinyProbabilitiesCount() {
    double p = 1e-290;
    double q = 1e-300;
    double kl = CategoryKl.of(new double[] {1, p}, new double[] {1, q});
    assertThat(kl).isCloseTo(p * (Math.log(p / q) - 1) + q, within(1e-14 * 23 * p));
    double far = CategoryKl.of(new double[] {.5, .5}, new double[] {1, 1e-30});
    assertThat(far).isCloseTo(.5 * Math.log(.5) + .5 * Math.log(.5e30), within(1e-13));
  }

  @Test
  void theSeriesMeetsTheExponentialWhereItTakesOver() {
    for (double d : new double[] {.0999, -.0999, .03, -.03}) {
      // the direct form loses d/(d²/2) = 2/d of the 1e−16
      double direct = Math.expm1(d) - d;
      assertThat(CategoryKl.excess(d)).isCloseTo(direct, within(2e-14 * direct));
    }
  }

  @Test
  void aLevelThatCannotOccurIsInfinitelyFarAndOneThatNeedNotIsNot() {
    double[] sure = {1, 0};
    double[] half = {.5, .5};
    assertThat(CategoryKl.of(half, sure)).isInfinite();
    assertThat(CategoryKl.of(sure, half)).isCloseTo(Math.log(2), within(1e-15));
    assertThat(CategoryKl.of(sure, sure)).isZero();
  }

  @Test
  void otherLevelsAreRefused() {
    assertThatThrownBy(() -> CategoryKl.of(new double[2], new double[3]))
        .hasMessage("CategoryKl: both must have the same levels, got 2 and 3");
  }
}
