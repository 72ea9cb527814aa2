package org.lethe.validation.report;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.lethe.core.data.Checks;
import org.lethe.validation.report.Mark.Dash;

/** The elements that a report is put together from. */
final class Blocks {
  private static final Pattern NUMBER = Pattern.compile("\\s*([−-]?[0-9.∞].*|–|)");

  private Blocks() {}

  static String paragraph(String kind, String text) {
    return text.isEmpty() ? "" : "<p class=\"" + kind + "\">" + Markup.escape(text) + "</p>";
  }

  static String list(List<String> sentences) {
    return sentences.stream()
        .map(s -> "<li>" + Markup.escape(s) + "</li>")
        .collect(Collectors.joining("", "<ul>", "</ul>"));
  }

  static String table(List<String> headings, List<List<String>> rows) {
    for (List<String> row : rows) {
      Checks.that(
          row.size() == headings.size(),
          "Report.table: each row must have %s cells, got %s",
          headings.size(),
          row.size());
    }
    List<Boolean> numeric =
        IntStream.range(0, headings.size())
            .mapToObj(j -> rows.stream().allMatch(row -> NUMBER.matcher(row.get(j)).matches()))
            .toList();
    List<List<String>> cells =
        rows.stream().map(row -> row.stream().map(Markup::escape).toList()).toList();
    return tableOfMarkup(headings, cells, numeric);
  }

  /** A table whose cells are markup already. */
  static String tableOfMarkup(
      List<String> headings, List<List<String>> rows, List<Boolean> numeric) {
    StringBuilder out = new StringBuilder("<div class=\"wide\"><table><thead><tr>");
    for (int j = 0; j < headings.size(); j++) {
      out.append(cell("th", numeric.get(j), Markup.escape(headings.get(j))));
    }
    out.append("</tr></thead><tbody>");
    for (List<String> row : rows) {
      out.append("<tr>");
      for (int j = 0; j < row.size(); j++) {
        out.append(cell("td", numeric.get(j), row.get(j)));
      }
      out.append("</tr>");
    }
    return out.append("</tbody></table></div>").toString();
  }

  private static String cell(String tag, boolean number, String markup) {
    return "<" + tag + (number ? " class=\"number\">" : ">") + markup + "</" + tag + ">";
  }

  static String figure(String content, String caption) {
    return "<figure>"
        + content
        + (caption.isEmpty() ? "" : "<figcaption>" + Markup.escape(caption) + "</figcaption>")
        + "</figure>";
  }

  /** A plot that scrolls where the page is too narrow to read it. */
  static String wide(Plot plot) {
    return "<div class=\"wide\">" + Svg.inline(plot) + "</div>";
  }

  static String several(List<Plot> plots) {
    String key = plots.get(0).series().stream().map(Blocks::keyEntry).collect(Collectors.joining());
    String small =
        plots.stream().map(plot -> Svg.inline(plot.withoutLegend())).collect(Collectors.joining());
    return "<div class=\"key\">" + key + "</div><div class=\"several\">" + small + "</div>";
  }

  private static String keyEntry(Series s) {
    double[] pattern = Dash.of(Math.max(0, s.colour())).pattern();
    String dashes =
        pattern.length == 0
            ? ""
            : String.format(Locale.ROOT, " stroke-dasharray=\"%.0f %.0f\"", pattern[0], pattern[1]);
    return "<span><svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 22 8\""
        + " aria-hidden=\"true\"><line x1=\"0\" y1=\"4\" x2=\"22\" y2=\"4\" stroke-width=\"2.2\""
        + dashes
        + " style=\"stroke:var(--"
        + Palette.variable(s.colour())
        + ")\"/></svg>"
        + Markup.escape(s.name())
        + "</span>";
  }

  /** Terms and their explanations, the latter as markup. */
  static String terms(List<List<String>> pairs) {
    return pairs.stream()
        .map(p -> "<dt>" + Markup.escape(p.get(0)) + "</dt><dd>" + p.get(1) + "</dd>")
        .collect(Collectors.joining("", "<dl>", "</dl>"));
  }
}
