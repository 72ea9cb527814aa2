package org.lethe.examples.text;

import java.util.ArrayList;
import java.util.List;
import org.lethe.core.data.Checks;

/** Lines of cells in aligned columns: the first to the left, the others to the right. */
public final class TextTable {
  private static final String GAP = "   ";

  private final List<String[]> lines = new ArrayList<>();

  private TextTable() {}

  /** A table under these headings. */
  public static TextTable of(String... headings) {
    TextTable table = new TextTable();
    table.lines.add(headings.clone());
    return table;
  }

  /** One line more. */
  public TextTable row(String... cells) {
    Checks.that(
        cells.length == lines.get(0).length,
        "TextTable: a row must have %d cells, got %d",
        lines.get(0).length,
        cells.length);
    lines.add(cells.clone());
    return this;
  }

  @Override
  public String toString() {
    int columns = lines.get(0).length;
    int[] width = new int[columns];
    for (String[] line : lines) {
      for (int j = 0; j < columns; j++) {
        width[j] = Math.max(width[j], line[j].length());
      }
    }
    StringBuilder text = new StringBuilder();
    for (String[] line : lines) {
      StringBuilder one = new StringBuilder();
      for (int j = 0; j < columns; j++) {
        String blanks = " ".repeat(width[j] - line[j].length());
        one.append(j == 0 ? line[j] + blanks : GAP + blanks + line[j]);
      }
      text.append(one.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }
}
