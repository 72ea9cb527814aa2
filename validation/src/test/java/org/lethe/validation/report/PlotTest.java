package org.lethe.validation.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lethe.core.distribution.Normal;
import org.lethe.core.model.Model;
import org.lethe.core.posterior.Gaussian;
import org.lethe.validation.report.Mark.Dot;
import org.lethe.validation.report.Mark.Label;
import org.lethe.validation.report.Mark.Line;
import org.lethe.validation.report.Scale.Tick;

class PlotTest {
  private static final Plot DECADES =
      Plot.of("", Axis.log("x"), Axis.linear("y"))
          .points("p", new double[] {1, 10, 100, 1000}, new double[] {0, 1, 2, 3});

  @Test
  void equalRatiosAreEquallyFarApartOnALogAxis() {
    List<Dot> dots = of(Dot.class, DECADES);
    double step = dots.get(1).x() - dots.get(0).x();
    assertThat(step).isPositive();
    assertThat(dots.get(3).x() - dots.get(2).x()).isCloseTo(step, within(1e-9));
    assertThat(dots.get(0).y() - dots.get(1).y())
        .isPositive()
        .isCloseTo(dots.get(2).y() - dots.get(3).y(), within(1e-9));
  }

  @Test
  void zeroHasAPlaceBesideTheSmallestNumberOfALogAxis() {
    Scale scale = Scale.of(Axis.log(""), new double[] {0, 1e-9, .5}, 8);
    assertThat(scale.place(0)).isZero();
    assertThat(scale.place(1e-9)).isBetween(.05, .2);
    assertThat(scale.ticks().get(0)).isEqualTo(new Tick(0, "0"));
    assertThat(labels(scale)).contains("10⁻⁴", "0.01", "1");
  }

  @Test
  void ticksAreRoundNumbers() {
    assertThat(labels(Scale.of(Axis.linear(""), new double[] {-.31, .42}, 6)))
        .containsExactly("−0.2", "0.0", "0.2", "0.4");
    assertThat(labels(Scale.of(Axis.log(""), new double[] {.9, 5.5}, 6)))
        .containsExactly("1", "2", "5");
    assertThat(labels(Scale.of(Axis.log(""), new double[] {1e-6, 1e5}, 5)))
        .containsExactly("10⁻⁶", "10⁻³", "1", "1000");
    assertThat(labels(Scale.of(Axis.linear(""), new double[] {7, 7}, 4))).contains("6", "8");
    assertThat(labels(Scale.of(Axis.linear(""), new double[] {0, 3e-7}, 4)))
        .containsExactly("0", "1·10⁻⁷", "2·10⁻⁷", "3·10⁻⁷");
  }

  @Test
  void namesAtTheEndsDoNotOverlap() {
    List<Label> names =
        of(Label.class, Samples.klAgainstLambda()).stream()
            .filter(l -> List.of("EUBO", "reverse KL", "do nothing").contains(l.text()))
            .sorted(Comparator.comparingDouble(Label::y))
            .toList();
    assertThat(names).hasSize(3);
    for (int i = 1; i < 3; i++) {
      assertThat(names.get(i).y() - names.get(i - 1).y()).isGreaterThan(14);
    }
  }

  @Test
  void intervalsLieAlongTheAxisOfNumbers() {
    Plot plot =
        Plot.of("", Axis.log("nats"), Axis.categories("do nothing", "forgotten"))
            .intervals(
                "kl",
                new double[] {.1, .01},
                new double[] {0, 1},
                new double[] {.05, -1},
                new double[] {.2, .02});
    List<Dot> dots = of(Dot.class, plot);
    assertThat(dots.get(0).y()).isLessThan(dots.get(1).y());
    List<Line> bars = of(Line.class, plot).stream().filter(l -> l.colour() == 0).toList();
    assertThat(bars.get(0).x1()).isLessThan(dots.get(0).x());
    assertThat(bars.get(0).x2()).isGreaterThan(dots.get(0).x());
    // a lower end below zero goes to the edge
    assertThat(bars.get(1).x1()).isEqualTo(left(plot));
    assertThat(bars.get(1).y1()).isEqualTo(bars.get(1).y2()).isEqualTo(dots.get(1).y());
  }

  @Test
  void svgIsWellFormedAndEscaped() throws Exception {
    Plot hostile =
        Plot.of(Samples.HOSTILE, Axis.linear(Samples.HOSTILE), Axis.categories(Samples.HOSTILE))
            .points(Samples.HOSTILE, new double[] {1}, new double[] {0});
    assertThat(ReportTest.parse(hostile.svg()).getElementsByTagName("script").getLength()).isZero();
    assertThat(Samples.klAgainstLambda().svg())
        .contains("<title>predictive KL on the erased rows [nats] against λ")
        .contains("prefers-color-scheme:dark");
  }

  @Test
  void pngHasTwoPixelsForOneAndShowsTheSeries(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("plot.png");
    Samples.klAgainstLambda().savePng(file);
    BufferedImage image = ImageIO.read(file.toFile());
    assertThat(image.getWidth()).isEqualTo(2 * (640 + 24));
    assertThat(image.getHeight()).isEqualTo(2 * (360 + 24));
    assertThat(image.getRGB(0, 0) & 0xffffff).isEqualTo(0xffffff);
    int blue = 0;
    for (int x = 0; x < image.getWidth(); x++) {
      for (int y = 0; y < image.getHeight(); y++) {
        blue += (image.getRGB(x, y) & 0xffffff) == 0x0072b2 ? 1 : 0;
      }
    }
    assertThat(blue).isGreaterThan(500);
    Path svg = folder.resolve("plot.svg");
    Samples.klAgainstLambda().saveSvg(svg);
    assertThat(Files.readString(svg)).isEqualTo(Samples.klAgainstLambda().svg());
  }

  @Test
  void wrongSeriesAndAxesAreRefusedByName() {
    assertThatThrownBy(() -> DECADES.line("l", new double[2], new double[3]))
        .hasMessage("Plot: series 'l' must have one y for each x, at least one, got 2 and 3");
    assertThatThrownBy(() -> DECADES.line("l", new double[] {Double.NaN}, new double[1]))
        .hasMessage("Plot: series 'l' must have finite values, got [NaN]");
    assertThatThrownBy(() -> Axis.categories(new String[0]))
        .hasMessageContaining("categories must be given for that kind");
    assertThatThrownBy(() -> DECADES.size(10, 10)).hasMessageContaining("size must be at least");
  }

  @Test
  void marginalsAreTheDensitiesOfTheCoordinates() {
    Model model =
        Model.define(
            "pair",
            org.lethe.core.data.Schema.of("id", org.lethe.core.data.Column.number("y")),
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

  private static double left(Plot plot) {
    return of(Line.class, plot).stream()
        .filter(l -> l.colour() == 0)
        .mapToDouble(Line::x1)
        .min()
        .orElseThrow();
  }

  private static List<String> labels(Scale scale) {
    return scale.ticks().stream().map(Tick::label).toList();
  }

  private static <T extends Mark> List<T> of(Class<T> kind, Plot plot) {
    return Layout.of(plot).stream().filter(kind::isInstance).map(kind::cast).toList();
  }
}
