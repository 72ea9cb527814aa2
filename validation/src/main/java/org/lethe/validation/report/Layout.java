package org.lethe.validation.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.lethe.validation.report.Mark.Anchor;
import org.lethe.validation.report.Mark.Dash;
import org.lethe.validation.report.Mark.Dot;
import org.lethe.validation.report.Mark.Label;
import org.lethe.validation.report.Mark.Line;
import org.lethe.validation.report.Scale.Tick;
import org.lethe.validation.report.Series.Style;

/** Where everything in a plot goes. */
final class Layout {
  private static final double TEXT = 12;
  private static final double LINE_HEIGHT = 15;
  private static final double RADIUS = 3.8;

  private final Plot plot;
  private final Scale x;
  private final Scale y;
  private final List<Mark> marks = new ArrayList<>();
  private final double left;
  private final double right;
  private final double top;
  private final double bottom;

  private Layout(Plot plot) {
    this.plot = plot;
    x = Scale.of(plot.x(), plot.extentX(), Math.max(3, plot.width() / 80));
    y = Scale.of(plot.y(), plot.extentY(), Math.max(3, plot.height() / 45));
    left = 12 + y.ticks().stream().mapToDouble(t -> widthOf(t.label())).max().orElse(0);
    right = plot.width() - rightMargin();
    top = header();
    bottom = plot.height() - (plot.x().title().isEmpty() ? 24 : 42);
  }

  static List<Mark> of(Plot plot) {
    Layout layout = new Layout(plot);
    layout.grid();
    plot.series().forEach(layout::series);
    if (plot.legend()) {
      layout.endLabels();
    }
    return layout.marks;
  }

  /** Without measuring: fonts differ between readers, so a generous mean width serves. */
  static double widthOf(String text) {
    return text.codePointCount(0, text.length()) * TEXT * 0.56;
  }

  private double rightMargin() {
    double widest =
        plot.series().stream()
            .filter(this::isLabelledAtEnd)
            .mapToDouble(s -> widthOf(s.name()) + 12)
            .max()
            .orElse(0);
    return 14 + (plot.legend() ? widest : 0);
  }

  private boolean isLabelledAtEnd(Series s) {
    return s.style() == Style.LINE || s.style() == Style.LEVEL;
  }

  /** Title, legend and the title of the vertical axis, one below the other. */
  private double header() {
    double at = 4;
    if (!plot.title().isEmpty()) {
      at += 15;
      marks.add(new Label(0, at, plot.title(), Anchor.START, Mark.INK, 13.5, true));
      at += 6;
    }
    List<Series> named = plot.series().stream().filter(s -> !isLabelledAtEnd(s)).toList();
    if (plot.legend() && named.size() > 1) {
      at += LINE_HEIGHT;
      double from = 0;
      for (Series s : named) {
        if (from > 0 && from + 24 + widthOf(s.name()) > plot.width()) {
          from = 0;
          at += LINE_HEIGHT + 3;
        }
        from = legendEntry(s, from, at);
      }
      at += 4;
    }
    if (!plot.y().title().isEmpty()) {
      at += LINE_HEIGHT;
      marks.add(new Label(0, at, plot.y().title(), Anchor.START, Mark.FAINT, TEXT, false));
    }
    return at + 12;
  }

  private double legendEntry(Series s, double from, double baseline) {
    double middle = baseline - 4;
    if (s.style() == Style.POINTS) {
      marks.add(new Dot(from + 5, middle, RADIUS, s.colour(), s.colour()));
    } else {
      marks.add(
          new Mark.Path(
              List.of(new double[] {from, middle}, new double[] {from + 18, middle}),
              s.colour(),
              2,
              Dash.of(s.colour()),
              Double.NaN));
    }
    double text = from + (s.style() == Style.POINTS ? 14 : 24);
    marks.add(new Label(text, baseline, s.name(), Anchor.START, Mark.INK, TEXT, false));
    return text + widthOf(s.name()) + 16;
  }

  private void grid() {
    boolean rows = y.kind() == Axis.Kind.CATEGORIES;
    for (Tick tick : y.ticks()) {
      double at = placeY(tick.place());
      if (!rows) {
        marks.add(new Line(left, at, right, at, Mark.GRID, 1, false));
      }
      marks.add(
          new Label(left - 8, at + 4, tick.label(), Anchor.END, tickColour(rows), TEXT, false));
    }
    for (Tick tick : x.ticks()) {
      double at = left + tick.place() * (right - left);
      if (rows) {
        marks.add(new Line(at, top, at, bottom, Mark.GRID, 1, false));
      } else {
        marks.add(new Line(at, bottom, at, bottom + 4, Mark.FAINT, 1, false));
      }
      marks.add(new Label(at, bottom + 17, tick.label(), Anchor.MIDDLE, Mark.FAINT, TEXT, false));
    }
    if (!rows) {
      marks.add(new Line(left, bottom, right, bottom, Mark.FAINT, 1, false));
    }
    if (!plot.x().title().isEmpty()) {
      marks.add(
          new Label(
              (left + right) / 2,
              bottom + 36,
              plot.x().title(),
              Anchor.MIDDLE,
              Mark.FAINT,
              TEXT,
              false));
    }
  }

  private static int tickColour(boolean names) {
    return names ? Mark.INK : Mark.FAINT;
  }

  private void series(Series s) {
    if (s.style() == Style.LEVEL) {
      double at = valueY(s.y()[0]);
      marks.add(new Line(left, at, right, at, s.colour(), 1.3, true));
      return;
    }
    List<double[]> points = new ArrayList<>();
    for (int i = 0; i < s.x().length; i++) {
      points.add(new double[] {valueX(s.x()[i]), valueY(s.y()[i]) + dodge(s)});
    }
    if (s.style() == Style.LINE || s.style() == Style.CURVE) {
      // one filled curve stays legible, several make mud
      double base = s.style() == Style.CURVE && s.colour() == 0 ? bottom : Double.NaN;
      marks.add(new Mark.Path(points, s.colour(), 2, Dash.of(s.colour()), base));
    }
    for (int i = 0; i < s.low().length; i++) {
      interval(s, i, points.get(i));
    }
    if (s.style() != Style.CURVE) {
      points.forEach(p -> marks.add(new Dot(p[0], p[1], RADIUS, s.colour(), s.colour())));
    }
  }

  private void interval(Series s, int i, double[] at) {
    if (plot.horizontalIntervals()) {
      double low = valueX(s.low()[i]);
      marks.add(new Line(low, at[1], valueX(s.high()[i]), at[1], s.colour(), 1.6, false));
    } else {
      double low = valueY(s.low()[i]);
      marks.add(new Line(at[0], low, at[0], valueY(s.high()[i]), s.colour(), 1.6, false));
    }
  }

  /** Series share the rows of categories side by side. */
  private double dodge(Series s) {
    if (y.kind() != Axis.Kind.CATEGORIES) {
      return 0;
    }
    double row = (bottom - top) / plot.y().categories().size();
    long count = plot.series().stream().filter(o -> o.style() != Style.LEVEL).count();
    return (s.colour() - (count - 1) / 2.0) * Math.min(11, 0.6 * row / count);
  }

  /** Names at the right ends, pushed apart where they would overlap. */
  private void endLabels() {
    List<Series> named =
        plot.series().stream()
            .filter(this::isLabelledAtEnd)
            .sorted(Comparator.comparingDouble(s -> valueY(end(s))))
            .toList();
    double[] at = named.stream().mapToDouble(s -> valueY(end(s))).toArray();
    for (int pass = 0; pass < 200; pass++) {
      for (int i = 1; i < at.length; i++) {
        double overlap = LINE_HEIGHT - (at[i] - at[i - 1]);
        if (overlap > 0) {
          at[i - 1] -= overlap / 2;
          at[i] += overlap / 2;
        }
      }
      for (int i = 0; i < at.length; i++) {
        at[i] = Math.min(bottom, Math.max(top, at[i]));
      }
    }
    for (int i = 0; i < at.length; i++) {
      marks.add(
          new Label(
              right + 9,
              at[i] + 4,
              named.get(i).name(),
              Anchor.START,
              named.get(i).colour(),
              TEXT,
              named.get(i).style() == Style.LINE));
    }
  }

  /** The value at the largest x. */
  private static double end(Series s) {
    int last = 0;
    for (int i = 1; i < s.x().length; i++) {
      last = s.x()[i] >= s.x()[last] ? i : last;
    }
    return s.y()[last];
  }

  private double valueX(double value) {
    return left + Math.min(1, x.place(value)) * (right - left);
  }

  private double valueY(double value) {
    return placeY(Math.min(1, y.place(value)));
  }

  private double placeY(double place) {
    boolean down = y.kind() == Axis.Kind.CATEGORIES;
    return down ? top + place * (bottom - top) : bottom - place * (bottom - top);
  }
}
