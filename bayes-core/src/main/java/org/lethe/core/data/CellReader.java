package org.lethe.core.data;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/** Turns the cells of one column of a file into values, or says where and why it cannot. */
final class CellReader {
  private static final Set<String> MISSING = Set.of("", "na", "n/a", "null", "none", "?", ".", "-");
  private static final Set<String> INFINITE = Set.of("inf", "infinity");

  private final Path file;
  private final Column column;
  private final Map<String, Integer> levels = new HashMap<>();

  CellReader(Path file, Column column) {
    this.file = file;
    this.column = column;
    for (String level : column.levels()) {
      levels.put(level, levels.size());
    }
  }

  /** The value as the column codes it. */
  double coded(long line, String text) {
    if (column.kind() == Column.Kind.CATEGORY) {
      Integer level = levels.get(label(line, text));
      if (level == null) {
        throw refuse(line, Text.quote(text) + " is a new level; " + Text.levels(column, text));
      }
      return level;
    }
    return column.coded(raw(line, text));
  }

  /** The number as it stands in the file. */
  double raw(long line, String text) {
    double value = number(line, text);
    String refusal = column.refusal(value);
    if (!refusal.isEmpty()) {
      throw refuse(line, refusal);
    }
    return value;
  }

  /** A text that must be there: a label or an id. */
  String label(long line, String text) {
    if (text.isEmpty()) {
      throw refuse(line, "the value is missing");
    }
    return text;
  }

  DataException refuse(long line, String why) {
    return new DataException(file + ", line " + line + ", column '" + column.name() + "': " + why);
  }

  private double number(long line, String text) {
    OptionalDouble decimal = decimal(text);
    if (decimal.isPresent()) {
      if (Double.isInfinite(decimal.getAsDouble())) {
        throw refuse(line, text + " is too large for a double");
      }
      return decimal.getAsDouble();
    }
    String lower = text.toLowerCase(Locale.ROOT);
    if (MISSING.contains(lower)) {
      throw refuse(
          line,
          "the value is missing"
              + (text.isEmpty() ? "" : " ('" + text + "')")
              + "; leave the row out or fill it in");
    }
    if (lower.equals("nan")) {
      return Double.NaN;
    }
    if (INFINITE.contains(lower.replaceFirst("^[+-]", ""))) {
      return Double.POSITIVE_INFINITY;
    }
    String hint =
        text.matches("[+-]?[0-9]+,[0-9]+")
            ? "; write the decimal mark as a point"
            : column.kind() == Column.Kind.COUNT
                ? ""
                : "; declare it a category if it holds labels";
    throw refuse(line, Text.quote(text) + " is not a number" + hint);
  }

  /** Decimal numbers only: {@link Double#parseDouble} would also take "1d", "0x1p3" and "NaN". */
  static OptionalDouble decimal(String text) {
    for (int i = 0; i < text.length(); i++) {
      if ("0123456789+-.eE".indexOf(text.charAt(i)) < 0) {
        return OptionalDouble.empty();
      }
    }
    try {
      return OptionalDouble.of(Double.parseDouble(text));
    } catch (NumberFormatException e) {
      return OptionalDouble.empty();
    }
  }
}
