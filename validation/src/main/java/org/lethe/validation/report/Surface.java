package org.lethe.validation.report;

import java.util.Arrays;
import org.lethe.core.data.Checks;

/**
 * A probability over a rectangle of the plane, with points on it: one panel of {@link Surfaces}.
 *
 * @param title above it
 * @param x the grid's places along, rising
 * @param y the grid's places upwards, rising
 * @param probability in [0, 1], [y.length × x.length], row by row from below
 * @param marks points on it
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Surface(String title, double[] x, double[] y, double[] probability, Marks... marks) {

  /**
   * Points that look alike.
   *
   * @param x one a point
   * @param y one a point
   * @param label of the class, 0 or 1
   * @param crossed whether they are crossed out
   */
  public record Marks(double[] x, double[] y, int label, boolean crossed) {

    /** Throws {@link IllegalArgumentException} where lengths differ. */
    public Marks {
      Checks.that(
          x.length == y.length,
          "Surface: marks must have one y for each x, got %d and %d",
          x.length,
          y.length);
    }
  }

  /** Throws {@link IllegalArgumentException} where the grid is none or a number no probability. */
  public Surface {
    Checks.that(
        x.length >= 2 && y.length >= 2 && probability.length == x.length * y.length,
        "Surface: probability must be [%d × %d], at least [2 × 2], got %d numbers",
        y.length,
        x.length,
        probability.length);
    Checks.that(
        Arrays.stream(probability).allMatch(p -> p >= 0 && p <= 1),
        "Surface: probabilities must be between 0 and 1, in '%s' one is not",
        title);
  }

  /** So many places from low to high, ends included. */
  public static double[] grid(double low, double high, int places) {
    double[] grid = new double[places];
    Arrays.setAll(grid, i -> low + (high - low) * i / (places - 1));
    return grid;
  }

  /** Bilinear between the grid's places, u and v from 0 to 1 along and upwards. */
  double at(double u, double v) {
    double column = u * (x.length - 1);
    double row = v * (y.length - 1);
    int i = Math.min((int) column, x.length - 2);
    int j = Math.min((int) row, y.length - 2);
    double s = column - i;
    double t = row - j;
    int at = j * x.length + i;
    double below = probability[at] * (1 - s) + probability[at + 1] * s;
    double above = probability[at + x.length] * (1 - s) + probability[at + x.length + 1] * s;
    return below * (1 - t) + above * t;
  }
}
