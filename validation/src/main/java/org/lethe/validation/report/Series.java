package org.lethe.validation.report;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import org.lethe.core.data.Checks;

/** Points that belong together, with an interval along one axis where low and high are given. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Series(
    String name, Style style, int colour, double[] x, double[] y, double[] low, double[] high) {

  /** How points are drawn. */
  enum Style {
    LINE,
    CURVE,
    POINTS,
    LEVEL
  }

  Series {
    Checks.that(
        x.length == y.length && x.length > 0,
        "Plot: series '%s' must have one y for each x, at least one, got %s and %s",
        name,
        x.length,
        y.length);
    Checks.that(
        low.length == high.length && (low.length == 0 || low.length == x.length),
        "Plot: series '%s' must have no interval or one for each point, got %s",
        name,
        low.length);
    requireFinite(name, x);
    requireFinite(name, y);
    x = x.clone();
    y = y.clone();
  }

  private static void requireFinite(String name, double[] values) {
    Checks.that(
        Arrays.stream(values).allMatch(Double::isFinite),
        "Plot: series '%s' must have finite values, got %s",
        name,
        Arrays.toString(values));
  }

  /** What the axis along which intervals lie must show. */
  DoubleStream extent(double[] values, boolean withIntervals) {
    DoubleStream own = Arrays.stream(values);
    return withIntervals
        ? DoubleStream.concat(own, DoubleStream.concat(Arrays.stream(low), Arrays.stream(high)))
        : own;
  }
}
