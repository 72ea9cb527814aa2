package org.lethe.validation.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.lethe.validation.report.Axis.Kind;

/**
 * Numbers to places between 0 and 1, and the ticks in between.
 *
 * @param kind of the axis
 * @param low the place 0, as a logarithm on a log axis
 * @param high the place 1
 * @param ticks what to label
 */
record Scale(Kind kind, double low, double high, List<Tick> ticks) {

  /** A labelled value, at its place. */
  record Tick(double place, String label) {}

  static Scale of(Axis axis, double[] values, int most) {
    return switch (axis.kind()) {
      case CATEGORIES -> categories(axis.categories());
      case BARE -> new Scale(Kind.BARE, 0, 1.04 * Arrays.stream(values).max().orElse(1), List.of());
      case LOG -> log(values, most);
      case LINEAR -> linear(values, most);
    };
  }

  /** Where a value lies, from 0 to 1; on a log axis nothing lies before 0. */
  double place(double value) {
    if (kind == Kind.LOG) {
      return value <= 0 ? 0 : Math.max(0, (Math.log10(value) - low) / (high - low));
    }
    return (value - low) / (high - low);
  }

  private static Scale categories(List<String> names) {
    List<Tick> ticks = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      ticks.add(new Tick((i + 0.5) / names.size(), names.get(i)));
    }
    return new Scale(Kind.CATEGORIES, -0.5, names.size() - 0.5, ticks);
  }

  private static Scale linear(double[] values, int most) {
    double min = Arrays.stream(values).min().orElse(0);
    double max = Arrays.stream(values).max().orElse(1);
    double pad = max > min ? (max - min) * 0.04 : Math.max(1e-12, Math.abs(min)) * 0.5;
    boolean fromZero = min == 0;
    double low = fromZero ? 0 : min - pad;
    double high = max + pad;
    double step = NiceNumbers.step(high - low, most);
    List<Tick> ticks = new ArrayList<>();
    for (double k = Math.ceil(low / step); k * step <= high; k++) {
      ticks.add(new Tick((k * step - low) / (high - low), NiceNumbers.label(k * step, step)));
    }
    return new Scale(Kind.LINEAR, low, high, ticks);
  }

  private static Scale log(double[] values, int most) {
    double[] positive = Arrays.stream(values).filter(v -> v > 0).toArray();
    double min = Math.log10(Arrays.stream(positive).min().orElse(0.1));
    double max = Math.log10(Arrays.stream(positive).max().orElse(1));
    boolean zero = positive.length < values.length;
    double pad = Math.max(0.06 * (max - min), 0.08);
    double low = min - pad;
    double high = max + pad;
    if (zero) {
      low = Math.floor(min) - Math.max(0.6, 0.12 * (max - min));
    }
    List<Tick> ticks = new ArrayList<>();
    if (zero) {
      ticks.add(new Tick(0, "0"));
    }
    for (double exponent : NiceNumbers.exponents(zero ? Math.floor(min) : low, high, most)) {
      ticks.add(new Tick((exponent - low) / (high - low), NiceNumbers.power(exponent)));
    }
    return new Scale(Kind.LOG, low, high, ticks);
  }
}
