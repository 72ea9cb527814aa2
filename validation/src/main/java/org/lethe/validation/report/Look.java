package org.lethe.validation.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.util.List;
import java.util.Locale;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Colours, marks and dashes, and what a plot looks like apart from its numbers. */
final class Look {
  static final Color FAINT = new Color(0x5f6b7a);
  private static final Color INK = new Color(0x1f2933);
  private static final Color LINE = new Color(0xb8c0ca);
  private static final Color GRID = new Color(0xe8ebef);
  private static final Color TRANSPARENT = new Color(0, true);

  /** Of Okabe and Ito (2008): people with any common colour vision tell them apart. */
  private static final List<Color> COLOURS =
      List.of(
          new Color(0x0072b2),
          new Color(0xd55e00),
          new Color(0x009e73),
          new Color(0xcc79a7),
          new Color(0xe69f00),
          new Color(0x56b4e9));

  private static final Marker[] MARKERS = {
    SeriesMarkers.CIRCLE, SeriesMarkers.SQUARE, SeriesMarkers.DIAMOND, SeriesMarkers.TRIANGLE_UP
  };
  private static final float[][] DASHES = {{}, {7, 4}, {2, 3}};
  private static final float[][] LEVELS = {{5, 4}, {1.5f, 3}};

  private Look() {}

  static Color colour(int series) {
    return COLOURS.get(series % COLOURS.size());
  }

  static Marker marker(int series) {
    return MARKERS[series % MARKERS.length];
  }

  static BasicStroke line(int series) {
    return stroke(2, DASHES[series % DASHES.length]);
  }

  static BasicStroke level(int level) {
    return stroke(1.3f, LEVELS[level % LEVELS.length]);
  }

  static BasicStroke interval() {
    return stroke(1.6f);
  }

  /** The line of a series as a CSS border. */
  static String border(int series) {
    String dash = List.of("solid", "dashed", "dotted").get(series % DASHES.length);
    return String.format(Locale.ROOT, "%s #%06x", dash, colour(series).getRGB() & 0xffffff);
  }

  /** White, with few and light lines; names on the right, or below where they are long. */
  static void style(XYStyler s, Plot plot) {
    int longest = plot.series().stream().mapToInt(one -> one.name().length()).max().orElse(0);
    int letters = plot.series().stream().mapToInt(one -> one.name().length() + 8).sum();
    boolean below = longest > 16 && 6.5 * letters < plot.width();
    Font font = new Font(Font.SANS_SERIF, Font.PLAIN, 11);
    s.setBaseFont(font)
        .setChartTitleFont(font.deriveFont(Font.BOLD, 12.5f))
        .setChartBackgroundColor(Color.WHITE)
        .setChartFontColor(INK)
        .setLegendVisible(plot.legend() && plot.series().size() > 1)
        .setLegendPosition(below ? LegendPosition.OutsideS : LegendPosition.OutsideE)
        .setLegendLayout(below ? LegendLayout.Horizontal : LegendLayout.Vertical)
        .setLegendFont(font)
        .setLegendBorderColor(Color.WHITE)
        .setMarkerSize(7)
        .setPlotBackgroundColor(TRANSPARENT) // or it may cover the line of the axis below
        .setPlotBorderVisible(false);
    s.setAxisTitleFont(font)
        .setAxisTickLabelsFont(font)
        .setAxisTickLabelsColor(FAINT)
        .setXAxisTickMarksColor(LINE)
        .setYAxisTickMarksColor(TRANSPARENT)
        .setAxisTicksMarksVisible(false)
        .setAxisTickMarkLength(0)
        .setAxisTickPadding(6)
        .setPlotMargin(0)
        .setPlotGridLinesColor(GRID)
        .setPlotGridLinesStroke(stroke(1));
  }

  private static BasicStroke stroke(float width, float... dashes) {
    return dashes.length == 0
        ? new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND)
        : new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, dashes, 0);
  }
}
