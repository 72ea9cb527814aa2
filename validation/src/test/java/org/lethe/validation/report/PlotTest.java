package org.lethe.validation.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.function.Predicate;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lethe.core.data.Column;
import org.lethe.core.data.Schema;
import org.lethe.core.distribution.Normal;
import org.lethe.core.model.Model;
import org.lethe.core.posterior.Gaussian;

class PlotTest {
  private static final Plot DECADES =
      Plot.of("", Axis.log("x"), Axis.linear("y"))
          .points("p", new double[] {1, 10, 100, 1000}, new double[] {0, 1, 2, 3});

  @Test
  void pngHasTwoPixelsForOneAndTheColourOfEachSeries() throws IOException {
    BufferedImage image = image(Samples.klAgainstLambda().size(700, 420));
    assertThat(image.getWidth()).isEqualTo(1400);
    assertThat(image.getHeight()).isEqualTo(840);
    assertThat(new Color(image.getRGB(0, 0))).isEqualTo(Color.WHITE);
    // a line two wide, 400 long and, where dashed, painted for 7 of 11, has many more than these
    assertThat(pixels(image, Look.colour(0))).hasSizeGreaterThan(1000);
    assertThat(pixels(image, Look.colour(1))).hasSizeGreaterThan(1000);
    assertThat(pixels(image, Look.colour(2))).isEmpty();
  }

  @Test
  void theSamePlotGivesTheSameBytesAndIsSavedAsTheyAre(@TempDir Path folder) throws IOException {
    byte[] png = Samples.klAgainstLambda().png();
    assertThat(Samples.klAgainstLambda().png()).isEqualTo(png);
    assertThat(Samples.klAgainstLambda().level("more", .01).png()).isNotEqualTo(png);
    Path file = folder.resolve("plot.png");
    Samples.klAgainstLambda().savePng(file);
    assertThat(Files.readAllBytes(file)).isEqualTo(png);
  }

  @Test
  void equalRatiosAreEquallyFarApartOnALogAxis() throws IOException {
    Plot plot = Plot.of("", Axis.log("x"), Axis.linear("y")).withoutLegend();
    double[] at = new double[4];
    for (int i = 0; i < 4; i++) {
      plot = plot.points("p" + i, new double[] {Math.pow(10, i)}, new double[] {i});
    }
    for (int i = 0; i < 4; i++) {
      at[i] = middle(seen(plot, i))[0];
    }
    assertThat(at[1] - at[0]).isGreaterThan(100);
    // a mark is painted on whole pixels
    assertThat(at[3] - at[2]).isCloseTo(at[1] - at[0], within(1.5));
  }

  @Test
  void zeroHasAPlaceAtTheLowEndOfALogAxis() {
    Scale scale = Scale.of(Axis.log(""), new double[] {0, 1e-9, .5}, 540, 56);
    assertThat(scale.place(0)).isEqualTo(scale.low()).isLessThan(-9.5);
    assertThat(scale.label(scale.low())).isEqualTo("0");
    assertThat(scale.label(-8)).isEqualTo("10⁻⁸");
    Scale without = Scale.of(Axis.log(""), new double[] {1e-9, .5}, 540, 56);
    assertThat(without.low()).isCloseTo(-9, within(1e-12));
    assertThat(without.label(-9)).isEqualTo("10⁻⁹");
  }

  @Test
  void ticksAreNamedAsTheNumbersTheyStandFor() {
    Scale small = Scale.of(Axis.linear(""), new double[] {-3e-7, 2e-7}, 500, 50);
    assertThat(small.label(small.place(-2e-7))).isEqualTo("−2E−7");
    assertThat(small.label(0)).isEqualTo("0");
    Scale large = Scale.of(Axis.linear(""), new double[] {0, 5000}, 500, 50);
    assertThat(large.low()).isZero();
    assertThat(large.label(large.place(2000))).isEqualTo("2000");
    Scale names =
        Scale.of(Axis.categories("a", "a name that is too long to be drawn"), new double[0], 1, 1);
    assertThat(names.label(0)).isEqualTo("a");
    assertThat(names.label(1)).isEqualTo("a name that is too …").hasSize(20);
    assertThat(names.label(0.5)).isBlank();
  }

  @Test
  void theFirstCategoryIsAtTheTopAndSeriesShareIt() throws IOException {
    Plot plot =
        Plot.of("", Axis.linear("nats"), Axis.categories("first", "second"))
            .points("p", new double[] {1}, new double[] {0})
            .points("q", new double[] {1}, new double[] {0})
            .points("r", new double[] {2}, new double[] {1})
            .withoutLegend();
    assertThat(middle(seen(plot, 0))[1]).isLessThan(middle(seen(plot, 1))[1] - 10);
    assertThat(middle(seen(plot, 1))[1]).isLessThan(middle(seen(plot, 2))[1] - 10);
    assertThat(middle(seen(plot, 0))[0]).isCloseTo(middle(seen(plot, 1))[0], within(1.5));
  }

  @Test
  void intervalsLieAlongTheAxisOfNumbersAndAreCutWhereALogAxisEnds() throws IOException {
    double[] value = {.1, .02};
    double[] low = {.05, -1};
    double[] high = {.2, .03};
    double[] place = {0, 1};
    Plot across =
        Plot.of("", Axis.log("nats"), Axis.categories("do nothing", "forgotten"))
            .intervals("kl", value, place, low, high);
    Plot up =
        Plot.of("", Axis.categories("do nothing", "forgotten"), Axis.log("nats"))
            .intervals("kl", place, value, low, high);
    // the axis runs from 0.01 to 1; ends are painted on whole pixels, of some 250
    double ratio = Math.log10(.2 / .05) / Math.log10(.03 / .01);
    List<int[]> wide = seen(across, 0);
    double row = middle(wide)[1];
    assertThat(extent(wide, 0, p -> p[1] < row) / extent(wide, 0, p -> p[1] > row))
        .isCloseTo(ratio, within(.02));
    List<int[]> tall = seen(up, 0);
    double column = middle(tall)[0];
    assertThat(extent(tall, 1, p -> p[0] < column) / extent(tall, 1, p -> p[0] > column))
        .isCloseTo(ratio, within(.04));
  }

  @Test
  void hostileTextIsDrawnAndNotObeyed() throws IOException {
    Plot hostile =
        Plot.of(Samples.HOSTILE, Axis.linear(Samples.HOSTILE), Axis.categories(Samples.HOSTILE))
            .points(Samples.HOSTILE + "\n\n", new double[] {1}, new double[] {0})
            .level("$\\frac{1}{0}$", 0);
    assertThat(image(hostile).getWidth()).isEqualTo(1280);
  }

  @Test
  void wrongSeriesAndAxesAreRefusedByName() {
    assertThatThrownBy(() -> DECADES.line("l", new double[2], new double[3]))
        .hasMessage("Plot: series 'l' must have one y for each x, at least one, got 2 and 3");
    assertThatThrownBy(() -> DECADES.line("l", new double[] {Double.NaN}, new double[1]))
        .hasMessage("Plot: series 'l' must have finite values, got [NaN] and [0.0]");
    assertThatThrownBy(() -> DECADES.line("l", new double[] {1, -2}, new double[2]))
        .hasMessage(
            "Plot: series 'l' must have no negative value on the logarithmic axis 'x', got [1.0,"
                + " -2.0]");
    assertThatThrownBy(() -> DECADES.line(" ", new double[1], new double[1]))
        .hasMessage("Plot: series must have a name, got ' '");
    assertThatThrownBy(() -> Axis.categories(new String[0]))
        .hasMessageContaining("categories must be given for that kind");
    assertThatThrownBy(() -> DECADES.size(10, 10)).hasMessageContaining("size must be at least");
  }

  @Test
  void marginalsAreTheDensitiesOfTheCoordinates() {
    Model model =
        Model.define(
            "pair",
            Schema.of("id", Column.number("y")),
            m -> m.observe("y", Normal.of(m.parameter("b", Normal.of(0, 1), 2).sum(), 1)));
    Gaussian q = Gaussian.meanField(model, new double[] {0, 2}, new double[] {1, .5});
    List<Plot> plots = Marginals.of(q, q, q, 5);
    assertThat(plots).extracting(Plot::title).containsExactly("b[0]", "b[1]");
    Series curve = plots.get(1).series().get(0);
    double area = 0;
    double mean = 0;
    for (int i = 1; i < curve.x().length; i++) {
      double width = curve.x()[i] - curve.x()[i - 1];
      area += width * curve.y()[i];
      mean += width * curve.y()[i] * curve.x()[i];
    }
    // the tails beyond 3.5 sd hold 5e−4
    assertThat(area).isCloseTo(1, within(1e-3));
    assertThat(mean).isCloseTo(2, within(2e-3));
    assertThat(Marginals.of(q, q, q, 1)).hasSize(1);
  }

  private static BufferedImage image(Plot plot) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(plot.png()));
  }

  private static List<int[]> seen(Plot plot, int series) throws IOException {
    return pixels(image(plot), Look.colour(series));
  }

  private static List<int[]> pixels(BufferedImage image, Color colour) {
    List<int[]> found = new ArrayList<>();
    for (int x = 0; x < image.getWidth(); x++) {
      for (int y = 0; y < image.getHeight(); y++) {
        if (image.getRGB(x, y) == colour.getRGB()) {
          found.add(new int[] {x, y});
        }
      }
    }
    return found;
  }

  private static double[] middle(List<int[]> pixels) {
    return new double[] {
      pixels.stream().mapToInt(p -> p[0]).average().orElseThrow(),
      pixels.stream().mapToInt(p -> p[1]).average().orElseThrow()
    };
  }

  private static double extent(List<int[]> pixels, int axis, Predicate<int[]> where) {
    IntSummaryStatistics along =
        pixels.stream().filter(where).mapToInt(p -> p[axis]).summaryStatistics();
    return along.getMax() - along.getMin() + 1;
  }
}
