package org.lethe.validation.report;

import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.lethe.core.data.Checks;

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
    return "<div class=\"card wide\">" + image(plot) + "</div>";
  }

  static String several(List<Plot> plots) {
    String key = plots.get(0).series().stream().map(Blocks::keyEntry).collect(Collectors.joining());
    String small =
        plots.stream().map(plot -> image(plot.withoutLegend())).collect(Collectors.joining());
    return "<div class=\"card\"><div class=\"key\">"
        + key
        + "</div><div class=\"several\">"
        + small
        + "</div></div>";
  }

  /** The picture itself, so that the page needs no other file. */
  private static String image(Plot plot) {
    return "<img src=\"data:image/png;base64,"
        + Base64.getEncoder().encodeToString(plot.png())
        + "\" width=\""
        + plot.width()
        + "\" height=\""
        + plot.height()
        + "\" alt=\""
        + Markup.escape(plot.alternative())
        + "\"/>";
  }

  private static String keyEntry(Series s) {
    return "<span><i style=\"border-top:3px "
        + Look.border(s.place())
        + "\"></i>"
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
