package org.lethe.validation.report;

import java.util.Locale;
import org.lethe.validation.divergence.Estimate;
import org.lethe.validation.divergence.Interval;

/** Numbers as they stand in tables: three significant digits. */
final class Figures {
  private Figures() {}

  static String of(double value) {
    if (Double.isInfinite(value)) {
      return value > 0 ? "∞" : "−∞";
    }
    double size = Math.abs(value);
    String text;
    if (value == 0) {
      text = "0";
    } else if (size < 1e-3 || size >= 1e5) {
      String[] parts = String.format(Locale.ROOT, "%.2e", value).split("e", -1);
      text = parts[0] + "e" + Integer.parseInt(parts[1]);
    } else {
      int exponent = (int) Math.floor(Math.log10(size));
      text = String.format(Locale.ROOT, "%." + Math.max(0, 2 - exponent) + "f", value);
    }
    return text.replace('-', '−');
  }

  /** As markup, with the interval below where there is one. */
  static String withInterval(double value, Interval interval) {
    return of(value)
        + (interval.isExact()
            ? ""
            : "<br/><small>" + of(interval.low()) + " to " + of(interval.high()) + "</small>");
  }

  static String withInterval(Estimate estimate) {
    return withInterval(estimate.value(), estimate.interval());
  }
}
