package org.lethe.core.data;

import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;

/** The words of refusals: short lists, plain numbers, and the spelling that was probably meant. */
final class Text {
  private static final int LONGEST_LIST = 20;
  private static final int LONGEST = 40;

  private Text() {}

  /** A number without a needless ".0". */
  static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }

  /** A text between quotes, on one line and not too long. */
  static String quote(String text) {
    String line = text.replaceAll("\\s+", " ");
    return "'" + (line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line) + "'";
  }

  /** The first names, quoted, and how many more there are. */
  static String list(Collection<String> names) {
    String shown =
        names.stream().limit(LONGEST_LIST).map(Text::quote).collect(Collectors.joining(", "));
    int more = names.size() - LONGEST_LIST;
    return more > 0 ? shown + " and " + more + " more" : shown;
  }

  /** The levels that a category knows, and the one that was probably meant. */
  static String levels(Column category, String asked) {
    return "the levels are " + list(category.levels()) + suggestion(asked, category.levels());
  }

  /** {@code "; did you mean 'skewness'?"}, or nothing when no known name is close. */
  static String suggestion(String asked, Collection<String> known) {
    String best = "";
    int bestDistance = Math.max(1, asked.length() / 3) + 1;
    for (String name : known) {
      int distance = distance(asked.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT));
      if (distance < bestDistance) {
        best = name;
        bestDistance = distance;
      }
    }
    return best.isEmpty() ? "" : "; did you mean " + quote(best) + "?";
  }

  /** Levenshtein's distance: insertions, deletions and replacements of one character. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
