package org.lethe.validation.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class SurfacesTest {
  private static final double[] X = {0, 1};
  private static final double[] LEFT_TO_RIGHT = {0, 1, 0, 1};

  @Test
  void colourRunsFromOneClassToTheOtherWithADarkLineAtOneHalf() throws IOException {
    BufferedImage image = image(new Surface("rising", X, X, LEFT_TO_RIGHT));
    Color left = new Color(image.getRGB(30, 250));
    Color right = new Color(image.getRGB(455, 250));
    assertThat(left.getRed()).isGreaterThan(left.getBlue());
    assertThat(right.getBlue()).isGreaterThan(right.getRed());
    int dark = 0;
    for (int i = 230; i < 260; i++) {
      dark += new Color(image.getRGB(i, 250)).equals(Color.DARK_GRAY) ? 1 : 0;
    }
    assertThat(dark).isBetween(1, 2);
  }

  @Test
  void marksStandWhereTheyShould() throws IOException {
    Surface.Marks one = new Surface.Marks(new double[] {0.25}, new double[] {0.75}, 1, false);
    BufferedImage image = image(new Surface("marked", X, X, LEFT_TO_RIGHT, one));
    int x = 24 + (int) Math.round(0.25 * 439);
    int y = 44 + (int) Math.round(0.25 * 439);
    assertThat(new Color(image.getRGB(x, y))).isEqualTo(Color.BLACK);
    assertThat(new Color(image.getRGB(x, y + 200))).isNotEqualTo(Color.BLACK);
  }

  @Test
  void betweenPlacesTheSurfaceIsBilinear() {
    Surface surface = new Surface("corners", X, X, new double[] {0.1, 0.5, 0.3, 0.9});
    assertThat(surface.at(0.5, 0.5)).isCloseTo(0.45, within(1e-12));
    assertThat(surface.at(1, 0.25)).isCloseTo(0.6, within(1e-12));
    assertThat(Surface.grid(-1, 1, 5)).containsExactly(-1, -0.5, 0, 0.5, 1);
  }

  @Test
  void whatIsNoProbabilityIsRefused() {
    assertThatThrownBy(() -> new Surface("high", X, X, new double[] {0, 1, 0, 1.5}))
        .hasMessage("Surface: probabilities must be between 0 and 1, in 'high' one is not");
    assertThatThrownBy(() -> new Surface("few", X, X, new double[3]))
        .hasMessageContaining("must be [2 × 2]");
  }

  private static BufferedImage image(Surface surface) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(new Surfaces(List.of(surface)).png()));
  }
}
