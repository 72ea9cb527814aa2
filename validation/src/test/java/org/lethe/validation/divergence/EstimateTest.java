package org.lethe.validation.divergence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class EstimateTest {
  @Test
  void theUpperEndDecides() {
    Estimate estimate = Estimate.around(1, .1, "draws");
    assertThat(estimate.isAtMost(1.1)).isFalse();
    assertThat(estimate.isAtMost(1.2)).isTrue();
    assertThat(estimate.interval().high()).isCloseTo(1.196, within(1e-4));
    assertThat(Estimate.exact(1, "sum").isAtMost(1)).isTrue();
  }

  @Test
  void aMeanOfFewHasStudentsInterval() {
    Estimate mean = Estimate.mean(new double[] {1, 2, 3}, "three");
    // t₂ at 0.975 is 4.302653; the standard error is 1/√3
    assertThat(mean.value()).isEqualTo(2);
    assertThat(mean.interval().low()).isCloseTo(2 - 4.302653 / Math.sqrt(3), within(1e-6));
    assertThat(Estimate.mean(new double[] {1, 1}, "").interval().isExact()).isTrue();
  }

  @Test
  void nothingIsAtLeastAsFarAsInfinity() {
    Estimate infinite = Estimate.around(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, "sum");
    assertThat(infinite.isAtMost(1e300)).isFalse();
  }

  @Test
  void valuesOutsideTheirIntervalAndNotANumberAreRefused() {
    assertThatThrownBy(() -> new Estimate(2, new Interval(0, 1, .9), ""))
        .hasMessageContaining("value must lie in");
    assertThatThrownBy(() -> Estimate.exact(Double.NaN, ""))
        .hasMessageContaining("low must be at most high, got NaN");
    assertThatThrownBy(() -> new Interval(0, 1, 0)).hasMessageContaining("level must be in (0, 1]");
  }
}
