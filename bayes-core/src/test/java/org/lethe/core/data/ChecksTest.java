package org.lethe.core.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChecksTest {
  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void whatIsNotPositiveAndFiniteIsRefused(double sd) {
    assertThatThrownBy(() -> Checks.positiveFinite("Normal", "sd", sd))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Normal: sd must be positive and finite, got " + sd);
  }

  @Test
  void whatPassesIsReturned() {
    assertThat(Checks.positiveFinite("Normal", "sd", 2)).isEqualTo(2);
    assertThat(Checks.finite("Normal", "mean", -2)).isEqualTo(-2);
    assertThat(Checks.positive("Svi", "steps", 5)).isEqualTo(5);
    assertThat(Checks.inRange("Gate", "lambda", 1, 0, 1)).isEqualTo(1);
    Checks.that(true, "never");
  }

  @Test
  void theRuleIsNamed() {
    assertThatThrownBy(() -> Checks.finite("Normal", "mean", Double.NaN))
        .hasMessage("Normal: mean must be finite, got NaN");
    assertThatThrownBy(() -> Checks.positive("Svi", "steps", 0))
        .hasMessage("Svi: steps must be positive, got 0");
    assertThatThrownBy(() -> Checks.inRange("Gate", "lambda", 2, 0, 1))
        .hasMessage("Gate: lambda must be between 0.0 and 1.0, got 2.0");
    assertThatThrownBy(() -> Checks.inRange("Gate", "lambda", Double.NaN, 0, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Checks.that(false, "Model: %s rows, got %s", 3, 4))
        .hasMessage("Model: 3 rows, got 4");
  }
}
