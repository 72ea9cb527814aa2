package org.lethe.examples.text;

import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;

/** Lists, counts and numbers in sentences. */
public final class Words {
  private static final int LONGEST_LIST = 12;

  private Words() {}

  /** The first dozen names between quotes, and how many more there are. */
  public static String list(Collection<String> names) {
    return list(names, LONGEST_LIST);
  }

  /** At most so many names between quotes, and how many more there are. */
  public static String list(Collection<String> names, int most) {
    String shown =
        names.stream().limit(most).map(name -> "'" + name + "'").collect(Collectors.joining(", "));
    int more = names.size() - most;
    return more > 0 ? shown + " and " + more + " more" : shown;
  }

  /** {@code 1 row}, {@code 412 rows}. */
  public static String count(int n, String one) {
    return n + " " + one + (n == 1 ? "" : "s");
  }

  /** Three significant digits; {@code -} for what is not known. */
  public static String number(double value) {
    if (!Double.isFinite(value)) {
      return Double.isNaN(value) ? "-" : value > 0 ? "inf" : "-inf";
    }
    double size = Math.abs(value);
    if (size == 0) {
      return "0";
    }
    if (size < 1e-2 || size >= 1e5) {
      return String.format(Locale.ROOT, "%.2e", value)
          .replaceFirst("e([+-])0", "e$1")
          .replace("e+", "e");
    }
    int decimals = Math.max(0, 2 - (int) Math.floor(Math.log10(size)));
    return String.format(Locale.ROOT, "%." + decimals + "f", value);
  }
}
