package org.lethe.validation.report;

import java.util.List;
import java.util.Locale;
import org.lethe.validation.report.Mark.Dash;
import org.lethe.validation.report.Mark.Dot;
import org.lethe.validation.report.Mark.Label;
import org.lethe.validation.report.Mark.Line;

/** A plot as SVG. Every shape takes its colour from a style variable, see {@link Palette}. */
final class Svg {
  private Svg() {}

  /** A document of its own. */
  static String document(Plot plot) {
    String style =
        "<style>" + Palette.css("svg") + "text{font-family:system-ui,sans-serif}</style>";
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + svg(plot, style) + "\n";
  }

  /** An element of a page that sets the variables. */
  static String inline(Plot plot) {
    return svg(plot, "");
  }

  private static String svg(Plot plot, String style) {
    StringBuilder out = new StringBuilder();
    String name = Markup.escape(plot.alternative());
    out.append(
        String.format(
            Locale.ROOT,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\""
                + " height=\"%d\" role=\"img\"><title>%s</title>%s",
            plot.width(),
            plot.height(),
            plot.width(),
            plot.height(),
            name,
            style));
    Layout.of(plot).forEach(mark -> out.append(element(mark)));
    return out.append("</svg>").toString();
  }

  private static String element(Mark mark) {
    if (mark instanceof Line line) {
      return format(
          "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" style=\"stroke:%s\""
              + " stroke-width=\"%.1f\"%s/>",
          line.x1(),
          line.y1(),
          line.x2(),
          line.y2(),
          colour(line.colour()),
          line.width(),
          line.dashed() ? " stroke-dasharray=\"5 4\"" : "");
    }
    if (mark instanceof Mark.Path path) {
      return path(path);
    }
    if (mark instanceof Dot dot) {
      return dot(dot);
    }
    return label((Label) mark);
  }

  private static String path(Mark.Path path) {
    StringBuilder d = new StringBuilder();
    for (double[] p : path.points()) {
      d.append(format("%s%.1f %.1f", d.isEmpty() ? "M" : "L", p[0], p[1]));
    }
    String line =
        format(
            "<path d=\"%s\" style=\"stroke:%s\" fill=\"none\" stroke-width=\"%.1f\""
                + " stroke-linejoin=\"round\"%s/>",
            d, colour(path.colour()), path.width(), dashes(path.dash()));
    return Double.isNaN(path.base()) ? line : area(path, d) + line;
  }

  private static String area(Mark.Path path, CharSequence d) {
    List<double[]> points = path.points();
    double[] last = points.get(points.size() - 1);
    return format(
        "<path d=\"%sL%.1f %.1fL%.1f %.1fZ\" style=\"fill:%s\" fill-opacity=\"0.09\"/>",
        d, last[0], path.base(), points.get(0)[0], path.base(), colour(path.colour()));
  }

  private static String dashes(Dash dash) {
    double[] pattern = dash.pattern();
    return pattern.length == 0
        ? ""
        : format(" stroke-dasharray=\"%.0f %.0f\"", pattern[0], pattern[1]);
  }

  private static String dot(Dot dot) {
    String fill = "style=\"fill:" + colour(dot.colour()) + "\"";
    double r = dot.radius();
    return switch (Math.floorMod(dot.shape(), 4)) {
      case 0 ->
          format("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\" %s/>", dot.x(), dot.y(), r, fill);
      default -> {
        StringBuilder d = new StringBuilder();
        for (double[] p : corners(dot)) {
          d.append(format("%s%.1f %.1f", d.isEmpty() ? "M" : "L", p[0], p[1]));
        }
        yield format("<path d=\"%sZ\" %s/>", d, fill);
      }
    };
  }

  /** The corners of a square, a diamond or a triangle of about the area of the circle. */
  static List<double[]> corners(Dot dot) {
    double x = dot.x();
    double y = dot.y();
    double r = dot.radius();
    double s = 0.9 * r;
    double t = 1.25 * r;
    return switch (Math.floorMod(dot.shape(), 4)) {
      case 1 ->
          List.of(
              new double[] {x - s, y - s},
              new double[] {x + s, y - s},
              new double[] {x + s, y + s},
              new double[] {x - s, y + s});
      case 2 ->
          List.of(
              new double[] {x, y - t},
              new double[] {x + t, y},
              new double[] {x, y + t},
              new double[] {x - t, y});
      default ->
          List.of(
              new double[] {x, y - t}, new double[] {x + t, y + s}, new double[] {x - t, y + s});
    };
  }

  private static String label(Label label) {
    String anchor =
        switch (label.anchor()) {
          case START -> "start";
          case MIDDLE -> "middle";
          case END -> "end";
        };
    return format(
        "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" style=\"fill:%s\" font-size=\"%.1f\"%s>%s"
            + "</text>",
        label.x(),
        label.y(),
        anchor,
        colour(label.colour()),
        label.size(),
        label.bold() ? " font-weight=\"600\"" : "",
        Markup.escape(label.text()));
  }

  private static String colour(int role) {
    return "var(--" + Palette.variable(role) + ")";
  }

  private static String format(String format, Object... arguments) {
    return String.format(Locale.ROOT, format, arguments);
  }
}
