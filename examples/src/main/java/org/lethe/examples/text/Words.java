package org.lethe.examples.text;

import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;

/** The words and numbers of answers. */
public final class Words {
  private static final int LONGEST_LIST = 12;

  private Words() {}

  /** The first names between quotes, and how many more there are. */
  public static String list(Collection<String> names) {
    String shown =
        names.stream()
            .limit(LONGEST_LIST)
            .map(name -> "'" + name + "'")
            .collect(Collectors.joining(", "));
    int more = names.size() - LONGEST_LIST;
    return more > 0 ? shown + " and " + more + " more" : shown;
  }

  /** {@code 1 row}, {@code 412 rows}. */
  public static String count(int n, String one) {
    return n + " " + one + (n == 1 ? "" : "s");
  }

  /** Three significant digits. */
  public static String number(double value) {
    if (Double.isNaN(value)) {
      return "-";
    }
    double size = Math.abs(value);
    return size != 0 && (size < 1e-3 || size >= 1e5)
        ? String.format(Locale.ROOT, "%.2e", value)
        : String.format(Locale.ROOT, "%.3g", value);
  }
}
