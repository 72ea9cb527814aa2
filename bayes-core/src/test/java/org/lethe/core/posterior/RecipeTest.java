package org.lethe.core.posterior;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecipeTest {
  private final Recipe recipe =
      Recipe.of("svi")
          .with("steps", 3000)
          .with("rate", 0.1f)
          .with("family", "full-rank")
          .with("tail", true)
          .with("schedule", Map.of("kind", "polynomial", "power", -0.15))
          .with("trace", List.of(1, 2.0, List.of("x")));

  @Test
  void itEqualsItselfAfterAFile() {
    assertThat(FitJson.read(FitJson.write(recipe), Recipe.class)).isEqualTo(recipe);
  }

  @Test
  void everyFiniteRealKeepsItsBits() {
    for (double v : new double[] {0.1, -0.0, Double.MIN_VALUE, Double.MAX_VALUE, 1e21, 5}) {
      Recipe r = FitJson.read(FitJson.write(Recipe.of("a").with("v", v)), Recipe.class);
      assertThat(Double.doubleToRawLongBits(r.number("v")))
          .isEqualTo(Double.doubleToRawLongBits(v));
    }
    long large = (1L << 53) + 1;
    Recipe r = FitJson.read(FitJson.write(Recipe.of("a").with("v", large)), Recipe.class);
    assertThat(r.integer("v")).isEqualTo(large);
  }

  @Test
  void optionsAreReadByTheirType() {
    assertThat(recipe.integer("steps")).isEqualTo(3000);
    assertThat(recipe.number("steps")).isEqualTo(3000);
    assertThat(recipe.text("family")).isEqualTo("full-rank");
    assertThat(recipe.flag("tail")).isTrue();
    assertThat(recipe.has("batch")).isFalse();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> recipe.integer("family"))
        .withMessage("Recipe svi: option family must be an integer, got full-rank");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> recipe.integer("batch"))
        .withMessage("Recipe svi: option batch must be an integer, got nothing");
  }

  @Test
  void whatJsonCannotCarryIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> recipe.with("rate", Double.NaN))
        .withMessage("Recipe: svi.rate must be finite, got NaN");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> recipe.with("schedule", Map.of("kind", Structure.DENSE)))
        .withMessage(
            "Recipe: svi.schedule.kind must be text, a boolean, a number, a list or a map, got"
                + " Structure");
  }
}
