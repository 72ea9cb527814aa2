package org.lethe.validation.report;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.AxesChartStyler.TextAlignment;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.SeriesMarkers;
import org.lethe.validation.report.Axis.Kind;
import org.lethe.validation.report.Series.Style;

/** A plot in the hands of XChart. */
final class Drawing {
  private static final int PIXELS = 2;

  private final Plot plot;
  private final boolean rows;
  private final boolean bare;
  private final Scale x;
  private final Scale y;
  private final XYChart chart;

  private Drawing(Plot plot) {
    this.plot = plot;
    rows = plot.y().kind() == Kind.CATEGORIES;
    bare = plot.y().kind() == Kind.BARE;
    // the share of the picture that is left beside titles and labels, roughly
    x = Scale.of(plot.x(), extent(false), 0.84 * plot.width(), 56);
    y = Scale.of(plot.y(), extent(true), 0.68 * plot.height(), 36);
    chart = new XYChart(plot.width(), plot.height());
    chart.setTitle(text(plot.title()));
    chart.setXAxisTitle(text(plot.x().title()));
    chart.setYAxisTitle(text(plot.y().title()));
    Look.style(chart.getStyler(), plot);
    axes();
    plot.series().forEach(this::add);
  }

  /** The bytes of the file; the same for the same plot and fonts. */
  static byte[] png(Plot plot) {
    BufferedImage image =
        new BufferedImage(
            PIXELS * plot.width(), PIXELS * plot.height(), BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    g.scale(PIXELS, PIXELS);
    new Drawing(plot).chart.paint(g, plot.width(), plot.height());
    g.dispose();
    try (ByteArrayOutputStream out = new ByteArrayOutputStream()) {
      ImageIO.write(image, "png", out);
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot encode the plot '" + plot.title() + "'", e);
    }
  }

  private void axes() {
    chart
        .getStyler()
        .setXAxisMin(x.low())
        .setXAxisMax(x.high())
        .setYAxisMin(y.low())
        .setYAxisMax(y.high())
        .setXAxisTickMarkSpacingHint(x.spacing())
        .setYAxisTickMarkSpacingHint(y.spacing())
        .setXAxisTickLabelsFormattingFunction(x::label)
        .setYAxisTickLabelsFormattingFunction(at -> y.label(rows ? flipped(at) : at))
        .setXAxisLabelAlignmentVertical(
            x.axis().kind() == Kind.CATEGORIES ? TextAlignment.Right : TextAlignment.Left)
        .setYAxisLabelAlignment(TextAlignment.Right)
        .setYAxisTicksVisible(!bare)
        .setPlotGridHorizontalLinesVisible(!rows && !bare)
        .setPlotGridVerticalLinesVisible(rows)
        .setPlotContentSize(share());
  }

  private void add(Series s) {
    if (s.isLevel()) {
      double beyond = (1 / share() - 1) / 2 * (x.high() - x.low());
      double at = y.place(s.y()[0]);
      double[] across = {x.low() - beyond, x.high() + beyond};
      line(s, across, new double[] {at, at}, Look.FAINT).setLineStyle(Look.level(s.place()));
      return;
    }
    Color colour = Look.colour(s.place());
    double right = x.axis().kind() == Kind.CATEGORIES && !rows ? aside(s) : 0;
    double[] xs = Arrays.stream(s.x()).map(v -> x.place(v) + right).toArray();
    double[] ys =
        Arrays.stream(s.y()).map(v -> rows ? flipped(v + aside(s)) : y.place(v)).toArray();
    for (int i = 0; i < s.low().length; i++) {
      interval(s, i, xs[i], ys[i]);
    }
    boolean curve = s.style() == Style.CURVE;
    XYSeries line = curve ? line(s, dense(xs), dense(ys), colour) : line(s, xs, ys, colour);
    line.setLineStyle(s.style() == Style.POINTS ? SeriesLines.NONE : Look.line(s.place()));
    if (!curve) {
      line.setMarker(Look.marker(s.place())).setMarkerColor(colour);
      return;
    }
    line.setSmooth(true); // one path, else dashes begin anew at each point
    if (s.place() == 0) {
      line.setXYSeriesRenderStyle(XYSeriesRenderStyle.Area);
      line.setFillColor(new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), 26));
    }
  }

  /** A line of its own, since error bars of XChart are upright and equally long both ways. */
  private void interval(Series s, int i, double atX, double atY) {
    Scale numbers = rows ? x : y;
    double[] along = {
      Math.max(numbers.low(), numbers.place(s.low()[i])),
      Math.min(numbers.high(), numbers.place(s.high()[i]))
    };
    double[] across = rows ? new double[] {atY, atY} : new double[] {atX, atX};
    XYSeries bar = line(s, rows ? along : across, rows ? across : along, Look.colour(s.place()));
    bar.setLineStyle(Look.interval()).setShowInLegend(false);
  }

  private XYSeries line(Series s, double[] xs, double[] ys, Color colour) {
    XYSeries line = chart.addSeries(Integer.toString(chart.getSeriesCollection().size()), xs, ys);
    line.setLineColor(colour).setLabel(text(s.name()));
    line.setMarker(SeriesMarkers.NONE);
    return line;
  }

  /** Some points to a pixel: between points XChart's smooth paths begin and end level. */
  private double[] dense(double[] values) {
    int times = Math.max(1, PIXELS * plot.width() / values.length);
    double[] out = new double[(values.length - 1) * times + 1];
    for (int i = 0; i < out.length; i++) {
      double from = values[i / times];
      double to = values[Math.min(i / times + 1, values.length - 1)];
      out[i] = from + (to - from) * (i % times) / times;
    }
    return out;
  }

  /** How much of an axis values take; a bare one begins at its line. */
  private double share() {
    return bare ? 1 : 0.95;
  }

  /** The first category is at the top. */
  private double flipped(double place) {
    return y.low() + y.high() - place;
  }

  /** Series share a category side by side. */
  private double aside(Series s) {
    long count = plot.series().stream().filter(one -> !one.isLevel()).count();
    return (s.place() - (count - 1) / 2.0) * Math.min(0.22, 0.6 / count);
  }

  /** What an axis must show; ends of intervals that a logarithmic one cannot show are cut there. */
  private double[] extent(boolean upright) {
    boolean log = (upright ? plot.y() : plot.x()).kind() == Kind.LOG;
    DoubleStream points =
        plot.series().stream()
            .filter(s -> upright || !s.isLevel())
            .flatMapToDouble(s -> Arrays.stream(upright ? s.y() : s.x()));
    DoubleStream ends =
        plot.series().stream()
            .filter(s -> upright != rows)
            .flatMapToDouble(s -> Stream.of(s.low(), s.high()).flatMapToDouble(Arrays::stream))
            .filter(end -> Double.isFinite(end) && !(log && end <= 0));
    return DoubleStream.concat(points, ends).toArray();
  }

  /** XChart takes a line break for two lines, and fails at an empty one. */
  private static String text(String text) {
    return text.replaceAll("\\p{Cntrl}", " ");
  }
}
