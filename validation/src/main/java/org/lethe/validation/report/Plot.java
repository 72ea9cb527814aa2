package org.lethe.validation.report;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.lethe.core.data.AtomicFile;
import org.lethe.core.data.Checks;
import org.lethe.validation.report.Series.Style;

/**
 * A plot of series over two axes: an immutable description, to which each method returns a longer
 * one. Colours, marks and dashes are given out in order, so that the same name may carry the same
 * look in plots side by side.
 *
 * <pre>{@code
 * Plot.of("KL against λ", Axis.log("λ"), Axis.log("KL [nats]"))
 *     .line("EUBO", lambda, eubo)
 *     .level("do nothing", 9.2e-4)
 *     .savePng(Path.of("kl.png"));
 * }</pre>
 */
public final class Plot {
  private final String title;
  private final Axis x;
  private final Axis y;
  private final List<Series> series;
  private final int width;
  private final int height;
  private final boolean legend;

  private Plot(
      String title, Axis x, Axis y, List<Series> series, int width, int height, boolean legend) {
    Checks.that(
        width >= 160 && height >= 80,
        "Plot: size must be at least 160 × 80, got %s × %s",
        width,
        height);
    this.title = title;
    this.x = x;
    this.y = y;
    this.series = List.copyOf(series);
    this.width = width;
    this.height = height;
    this.legend = legend;
  }

  /** An empty plot, 640 × 360; the title may be empty. */
  public static Plot of(String title, Axis x, Axis y) {
    return new Plot(title, x, y, List.of(), 640, 360, true);
  }

  /** Marks joined by a line. */
  public Plot line(String name, double[] xs, double[] ys) {
    return with(name, Style.LINE, xs, ys, new double[0], new double[0]);
  }

  /** A smooth curve without marks; the first one is faintly filled down to the axis. */
  public Plot curve(String name, double[] xs, double[] ys) {
    return with(name, Style.CURVE, xs, ys, new double[0], new double[0]);
  }

  /** Marks alone. */
  public Plot points(String name, double[] xs, double[] ys) {
    return with(name, Style.POINTS, xs, ys, new double[0], new double[0]);
  }

  /**
   * Marks with intervals, which lie along the axis of numbers where the other one has categories,
   * and else upright.
   */
  public Plot intervals(String name, double[] xs, double[] ys, double[] low, double[] high) {
    return with(name, Style.POINTS, xs, ys, low, high);
  }

  /** A level line right across, for a yardstick. */
  public Plot level(String name, double at) {
    return with(
        name, Style.LEVEL, new double[] {0}, new double[] {at}, new double[0], new double[0]);
  }

  /** The same plot in another size, in pixels. */
  public Plot size(int newWidth, int newHeight) {
    return new Plot(title, x, y, series, newWidth, newHeight, legend);
  }

  /** The same plot without names, for one of several side by side. */
  public Plot withoutLegend() {
    return new Plot(title, x, y, series, width, height, false);
  }

  /** An SVG document that adapts to a light or dark surrounding. */
  public String svg() {
    return Svg.document(this);
  }

  /** Writes {@link #svg()}. */
  public void saveSvg(Path file) {
    AtomicFile.write(file, svg().getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Writes the plot as PNG on white, two pixels for one.
   *
   * @throws java.io.UncheckedIOException if the file cannot be written
   */
  public void savePng(Path file) {
    AtomicFile.write(file, Png.of(this));
  }

  /** What it shows, in words, for readers who do not see it. */
  String alternative() {
    String names = String.join(", ", series.stream().map(Series::name).distinct().toList());
    String axes =
        (y.title().isEmpty() ? "" : y.title())
            + (x.title().isEmpty() ? "" : " against " + x.title());
    return (title.isEmpty() ? "" : title + ". ")
        + (axes.isBlank() ? "" : axes.strip() + ": ")
        + names;
  }

  private Plot with(
      String name, Style style, double[] xs, double[] ys, double[] low, double[] high) {
    int colour = (int) series.stream().filter(s -> s.style() != Style.LEVEL).count();
    List<Series> longer = new ArrayList<>(series);
    longer.add(
        new Series(name, style, style == Style.LEVEL ? Mark.FAINT : colour, xs, ys, low, high));
    return new Plot(title, x, y, longer, width, height, legend);
  }

  String title() {
    return title;
  }

  Axis x() {
    return x;
  }

  Axis y() {
    return y;
  }

  List<Series> series() {
    return series;
  }

  int width() {
    return width;
  }

  int height() {
    return height;
  }

  boolean legend() {
    return legend;
  }

  /** Whether intervals lie along the horizontal axis. */
  boolean horizontalIntervals() {
    return y.kind() == Axis.Kind.CATEGORIES;
  }

  double[] extentX() {
    return series.stream()
        .filter(s -> s.style() != Style.LEVEL)
        .flatMapToDouble(s -> s.extent(s.x(), horizontalIntervals()))
        .filter(Double::isFinite)
        .toArray();
  }

  double[] extentY() {
    return series.stream()
        .flatMapToDouble(s -> s.extent(s.y(), !horizontalIntervals()))
        .filter(Double::isFinite)
        .toArray();
  }
}
