package org.lethe.validation.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/** Round steps and short labels for ticks. */
final class NiceNumbers {
  private static final String SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

  private NiceNumbers() {}

  /** The smallest of 1, 2, 5 times a power of ten that cuts a range into at most so many steps. */
  static double step(double range, int most) {
    double power = Math.pow(10, Math.floor(Math.log10(range / most)));
    for (double nice : new double[] {1, 2, 5}) {
      if (range / (nice * power) <= most) {
        return nice * power;
      }
    }
    return 10 * power;
  }

  /** With as many decimals as the step has. */
  static String label(double value, double step) {
    int decimals = (int) Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
    if (Math.abs(value) >= 1e5 || decimals > 4) {
      return value == 0 ? "0" : scientific(value, step);
    }
    String text = BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_EVEN).toString();
    return minus(text.matches("-0(\\.0*)?") ? text.substring(1) : text);
  }

  private static String scientific(double value, double step) {
    int exponent = (int) Math.floor(Math.log10(Math.abs(value)) + 1e-9);
    int decimals = (int) Math.max(0, exponent - Math.floor(Math.log10(step) + 1e-9));
    String mantissa =
        BigDecimal.valueOf(value / Math.pow(10, exponent))
            .setScale(decimals, RoundingMode.HALF_EVEN)
            .toString();
    return minus(mantissa) + "·10" + superscript(exponent);
  }

  /** Logarithms to label: whole ones, thinned to at most so many, or 1, 2, 5 within few decades. */
  static List<Double> exponents(double low, double high, int most) {
    List<Double> out = new ArrayList<>();
    if (high - low < 1.3) {
      for (double power = Math.floor(low); power <= high; power++) {
        for (int nice : new int[] {1, 2, 5}) {
          add(out, power + Math.log10(nice), low, high);
        }
      }
      return out;
    }
    int every = Math.max(1, (int) Math.ceil((Math.floor(high) - Math.ceil(low) + 1) / most));
    for (double k = Math.ceil(low); k <= high; k++) {
      if (Math.floorMod((long) k, every) == 0) {
        out.add(k);
      }
    }
    return out;
  }

  private static void add(List<Double> out, double exponent, double low, double high) {
    if (exponent >= low && exponent <= high) {
      out.add(exponent);
    }
  }

  /** 10 to this exponent: 0.01, 5, 10⁻⁴. */
  static String power(double exponent) {
    int whole = (int) Math.floor(exponent + 1e-9);
    int factor = (int) Math.round(Math.pow(10, exponent - whole));
    if (whole >= -2 && whole <= 3) {
      return BigDecimal.valueOf(factor, -whole).toPlainString();
    }
    return (factor == 1 ? "" : factor + "·") + "10" + superscript(whole);
  }

  private static String superscript(int value) {
    StringBuilder text = new StringBuilder(value < 0 ? "⁻" : "");
    for (char digit : Integer.toString(Math.abs(value)).toCharArray()) {
      text.append(SUPERSCRIPTS.charAt(digit - '0'));
    }
    return text.toString();
  }

  private static String minus(String text) {
    return text.replace('-', '−');
  }
}
