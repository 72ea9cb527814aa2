package org.lethe.validation.report;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import org.lethe.core.data.Checks;

/**
 * Points that belong together.
 *
 * @param name in the legend
 * @param style how they are drawn
 * @param place how many series, or levels, came before: it chooses the look
 * @param x one a point
 * @param y one a point
 * @param low ends of intervals, one a point, or none at all
 * @param high the other ends
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Series(
    String name, Style style, int place, double[] x, double[] y, double[] low, double[] high) {

  /** How points are drawn. */
  public enum Style {
    /** Marks joined by a line. */
    LINE,
    /** A line alone. */
    CURVE,
    /** Marks alone. */
    POINTS,
    /** Right across at y[0]. */
    LEVEL
  }

  /**
   * Copies; throws {@link IllegalArgumentException} where lengths differ or values are not finite.
   */
  public Series {
    Checks.that(!name.isBlank(), "Plot: series must have a name, got '%s'", name);
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
    Checks.that(
        DoubleStream.concat(Arrays.stream(x), Arrays.stream(y)).allMatch(Double::isFinite),
        "Plot: series '%s' must have finite values, got %s and %s",
        name,
        Arrays.toString(x),
        Arrays.toString(y));
    x = x.clone();
    y = y.clone();
    low = low.clone();
    high = high.clone();
  }

  boolean isLevel() {
    return style == Style.LEVEL;
  }

  void requireOn(Axis axis, double[] values) {
    Checks.that(
        axis.kind() != Axis.Kind.LOG || Arrays.stream(values).allMatch(v -> v >= 0),
        "Plot: series '%s' must have no negative value on the logarithmic axis '%s', got %s",
        name,
        axis.title(),
        Arrays.toString(values));
  }
}
