package org.lethe.validation.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import org.lethe.validation.report.Axis.Kind;

/**
 * The numbers of one axis as places on the linear axis that XChart draws, and the names of its
 * ticks: XChart refuses zero on a logarithmic axis and has no names on a vertical one.
 *
 * @param axis whose numbers
 * @param low the place where the axis begins
 * @param high where it ends
 * @param unit of a linear axis, so that it is some 1 to 10 units long; of a logarithmic one the
 *     decades between ticks
 * @param spacing what XChart should take for the pixels between ticks, to get the steps meant here
 * @param zero whether the low end of a logarithmic axis stands for zero
 */
record Scale(Axis axis, double low, double high, double unit, int spacing, boolean zero) {
  private static final int LONGEST_LABEL = 20; // XChart draws none that is longer
  private static final double[] DECADES = {1, 2, 5, 10, 20, 50, 100};

  /** Of an axis about so many pixels long, with ticks so many apart, that shows these values. */
  static Scale of(Axis axis, double[] values, double pixels, int apart) {
    double max = Arrays.stream(values).max().orElse(1);
    return switch (axis.kind()) {
      case CATEGORIES -> new Scale(axis, -0.5, axis.categories().size() - 0.5, 1, 15, false);
      case BARE -> new Scale(axis, 0, 1.04, max, apart, false);
      case LOG -> log(axis, values, pixels, apart);
      case LINEAR -> linear(axis, Arrays.stream(values).min().orElse(0), max, apart);
    };
  }

  private static Scale linear(Axis axis, double min, double max, int apart) {
    double span = max > min ? max - min : min == 0 ? 1 : Math.abs(min);
    double unit = Math.pow(10, Math.floor(Math.log10(span)));
    // unequal, or XChart puts its ticks at values that are equally far apart, round or not
    double low = min == 0 ? 0 : min - 0.021 * span;
    return new Scale(axis, low / unit, (max + 0.033 * span) / unit, unit, apart, false);
  }

  private static Scale log(Axis axis, double[] values, double pixels, int apart) {
    double[] positive = Arrays.stream(values).filter(v -> v > 0).map(Math::log10).toArray();
    double low = Arrays.stream(positive).min().orElse(-1);
    double high = Arrays.stream(positive).max().orElse(0);
    if (Math.floor(high) - Math.ceil(low) < 1) {
      low = Math.floor(low);
      high = Math.max(Math.ceil(high), low + 1);
    }
    boolean zero = positive.length < values.length;
    double most = pixels / apart;
    double span = high - low;
    double step = Arrays.stream(DECADES).filter(s -> span / s <= most).findFirst().orElse(1000);
    double from = zero ? step * Math.floor(low / step - 0.6) : low;
    return new Scale(axis, from, high, step, (int) (pixels * step / (high - from)), zero);
  }

  /** Where a value lies; zero at the low end of a logarithmic axis. */
  double place(double value) {
    return switch (axis.kind()) {
      case CATEGORIES -> value;
      case BARE, LINEAR -> value / unit;
      case LOG -> value > 0 ? Math.max(low, Math.log10(value)) : low;
    };
  }

  /** The name of a tick; blank where it has none, but not equally at both ends. */
  String label(double place) {
    int whole = (int) Math.rint(place);
    boolean named = axis.kind() == Kind.LINEAR || Math.abs(place - whole) < 1e-6;
    if (!named || place < low || place > high) {
      return place < (low + high) / 2 ? "" : " ";
    }
    return switch (axis.kind()) {
      case BARE -> "";
      case LINEAR -> number(place * unit);
      case LOG -> zero && whole == low ? "0" : power(whole);
      case CATEGORIES -> name(axis.categories().get(whole));
    };
  }

  private static String name(String name) {
    return name.length() <= LONGEST_LABEL ? name : name.substring(0, LONGEST_LABEL - 1) + "…";
  }

  private String number(double value) {
    int digits = 2 - (int) Math.rint(Math.log10(unit));
    BigDecimal rounded = new BigDecimal(value).setScale(digits, RoundingMode.HALF_EVEN);
    BigDecimal shown = rounded.signum() == 0 ? BigDecimal.ZERO : rounded.stripTrailingZeros();
    boolean plain = Math.abs(value) < 1e6 && unit > 1e-5;
    return (plain ? shown.toPlainString() : shown.toString()).replace('-', '−');
  }

  private static String power(int exponent) {
    if (exponent >= -2 && exponent <= 3) {
      return BigDecimal.ONE.scaleByPowerOfTen(exponent).toPlainString();
    }
    StringBuilder text = new StringBuilder("10");
    for (char c : Integer.toString(exponent).toCharArray()) {
      text.append(c == '-' ? '⁻' : "⁰¹²³⁴⁵⁶⁷⁸⁹".charAt(c - '0'));
    }
    return text.toString();
  }
}
