package org.lethe.validation.report;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lethe.core.data.AtomicFile;
import org.lethe.core.data.Checks;
import org.lethe.validation.report.Series.Style;

/**
 * A plot of series over two axes: an immutable description, to which each method returns a longer
 * one. Colours, marks and dashes are given out in order, so that the same name may carry the same
 * look in plots side by side. Drawn by XChart as PNG alone, since its SVG needs an LGPL library.
 *
 * <pre>{@code
 * Plot.of("KL against λ", Axis.log("λ"), Axis.log("KL [nats]"))
 *     .line("EUBO", lambda, eubo)
 *     .level("do nothing", 9.2e-4)
 *     .savePng(Path.of("kl.png"));
 * }</pre>
 *
 * @param title above it; may be empty
 * @param x the axis below
 * @param y the axis on the left
 * @param series in the order in which they are drawn
 * @param width in pixels; a PNG has two for one
 * @param height in pixels
 * @param legend whether the names of the series are shown, below
 */
public record Plot(
    String title, Axis x, Axis y, List<Series> series, int width, int height, boolean legend) {

  /**
   * Throws {@link IllegalArgumentException} where the size is too small to draw, or where a series
   * has a negative value on a logarithmic axis.
   */
  public Plot {
    Checks.that(
        width >= 160 && height >= 80,
        "Plot: size must be at least 160 × 80, got %s × %s",
        width,
        height);
    series = List.copyOf(series);
    series.forEach(s -> s.requireOn(x, s.x()));
    series.forEach(s -> s.requireOn(y, s.y()));
  }

  /** An empty plot, 640 × 360; the title may be empty. */
  public static Plot of(String title, Axis x, Axis y) {
    return new Plot(title, x, y, List.of(), 640, 360, true);
  }

  /** Marks joined by a line. */
  public Plot line(String name, double[] xs, double[] ys) {
    return with(name, Style.LINE, xs, ys, new double[0], new double[0]);
  }

  /** A smooth curve without marks; the first one is faintly filled down to zero. */
  public Plot curve(String name, double[] xs, double[] ys) {
    return with(name, Style.CURVE, xs, ys, new double[0], new double[0]);
  }

  /** Marks alone. */
  public Plot points(String name, double[] xs, double[] ys) {
    return with(name, Style.POINTS, xs, ys, new double[0], new double[0]);
  }

  /**
   * Marks with intervals, which lie along the axis of numbers where the other one has categories,
   * and else upright. On a logarithmic axis they are cut where the axis ends.
   */
  public Plot intervals(String name, double[] xs, double[] ys, double[] low, double[] high) {
    return with(name, Style.POINTS, xs, ys, low, high);
  }

  /** A dashed level right across, for a yardstick. */
  public Plot level(String name, double at) {
    double[] none = {};
    return with(name, Style.LEVEL, new double[] {0}, new double[] {at}, none, none);
  }

  /** The same plot in another size, in pixels. */
  public Plot size(int newWidth, int newHeight) {
    return new Plot(title, x, y, series, newWidth, newHeight, legend);
  }

  /** The same plot without names, for one of several side by side. */
  public Plot withoutLegend() {
    return new Plot(title, x, y, series, width, height, false);
  }

  /** The plot as PNG on white, two pixels for one. */
  public byte[] png() {
    return Drawing.png(this);
  }

  /**
   * Writes {@link #png()}.
   *
   * @throws java.io.UncheckedIOException if the file cannot be written
   */
  public void savePng(Path file) {
    AtomicFile.write(file, png());
  }

  /** What it shows, in words, for readers who do not see it. */
  String alternative() {
    String axes =
        Stream.of(y.title(), x.title())
            .filter(s -> !s.isEmpty())
            .collect(Collectors.joining(" against "));
    String names = series.stream().map(Series::name).distinct().collect(Collectors.joining(", "));
    return Stream.of(title, axes, names)
        .filter(s -> !s.isEmpty())
        .collect(Collectors.joining(": "));
  }

  private Plot with(
      String name, Style style, double[] xs, double[] ys, double[] low, double[] high) {
    boolean level = style == Style.LEVEL;
    int place = (int) series.stream().filter(s -> s.isLevel() == level).count();
    Series last = new Series(name, style, place, xs, ys, low, high);
    List<Series> longer = Stream.concat(series.stream(), Stream.of(last)).toList();
    return new Plot(title, x, y, longer, width, height, legend);
  }
}
