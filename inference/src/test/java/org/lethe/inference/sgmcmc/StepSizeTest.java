package org.lethe.inference.sgmcmc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class StepSizeTest {
  @Test
  void aPolynomialFallsFromItsFirstValue() {
    StepSize eta = StepSize.polynomial(0.2, 0.5);
    assertThat(eta.at(1, 100)).isEqualTo(0.2);
    assertThat(eta.at(16, 100)).isCloseTo(0.05, within(1e-16));
    assertThat(eta.samples(1, 100)).isTrue();
  }

  @Test
  void aCycleFallsToZeroAndKeepsItsSecondHalf() {
    StepSize eta = StepSize.cyclical(0.2, 2);
    // two cycles of ten steps
    assertThat(eta.at(1, 20)).isEqualTo(0.2);
    assertThat(eta.at(11, 20)).isEqualTo(0.2);
    assertThat(eta.at(6, 20)).isCloseTo(0.1, within(1e-15));
    assertThat(eta.at(10, 20)).isCloseTo(0.1 * (1 + Math.cos(0.9 * Math.PI)), within(1e-15));
    assertThat(eta.samples(5, 20)).isFalse();
    assertThat(eta.samples(6, 20)).isTrue();
    assertThat(eta.samples(11, 20)).isFalse();
  }

  @Test
  void impossibleStepSizesAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StepSize.constant(0))
        .withMessage("StepSize: eta must be positive and finite, got 0.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StepSize.polynomial(1, -1))
        .withMessage("StepSize: power must be between 0.0 and 1.0, got -1.0");
  }
}
