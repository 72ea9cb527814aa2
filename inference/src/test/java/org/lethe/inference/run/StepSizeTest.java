package org.lethe.inference.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lethe.core.posterior.Recipe;

class StepSizeTest {
  @Test
  void aPolynomialFallsFromItsFirstValue() {
    StepSize eta = StepSize.polynomial(0.2, 0.5);
    assertThat(eta.at(1, 100)).isEqualTo(0.2);
    assertThat(eta.at(16, 100)).isCloseTo(0.05, within(1e-16));
    assertThat(eta.samples(1, 100)).isTrue();
  }

  @Test
  void anExponentialGoesFromItsFirstValueToItsLast() {
    StepSize eta = StepSize.exponential(0.2, 0.002);
    assertThat(eta.at(1, 101)).isEqualTo(0.2);
    assertThat(eta.at(51, 101)).isCloseTo(0.02, within(1e-16));
    assertThat(eta.at(101, 101)).isCloseTo(0.002, within(1e-17));
    assertThat(eta.at(1, 1)).isEqualTo(0.2);
  }

  @Test
  void everyKindReadsItselfFromARecipe() {
    for (StepSize eta :
        List.of(
            StepSize.constant(0.1),
            StepSize.polynomial(0.2, 0.5),
            StepSize.exponential(0.2, 0.002),
            StepSize.cyclical(0.2, 2))) {
      Recipe recipe = Recipe.of("any").with("rate", eta.options());
      assertThat(StepSize.of(recipe.nested("rate"))).isEqualTo(eta);
    }
    Recipe other = Recipe.of("any").with("kind", "square");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StepSize.of(other))
        .withMessageContaining("square");
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
