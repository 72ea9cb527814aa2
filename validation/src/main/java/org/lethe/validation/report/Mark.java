package org.lethe.validation.report;

import java.util.List;

/**
 * What a plot is made of, in pixels from the top left corner. Colours are roles, given values by
 * the medium: series 0, 1, … or one of the negative ones.
 */
sealed interface Mark {
  int INK = -1;
  int FAINT = -2;
  int GRID = -3;

  /** A straight line. */
  record Line(double x1, double y1, double x2, double y2, int colour, double width, boolean dashed)
      implements Mark {}

  /** A polygon line; filled faintly down to {@code base} where that is a number. */
  record Path(List<double[]> points, int colour, double width, Dash dash, double base)
      implements Mark {}

  /** A marker: shape 0 is a circle, 1 a square, 2 a diamond, 3 a triangle, and round again. */
  record Dot(double x, double y, double radius, int colour, int shape) implements Mark {}

  /** Text on a baseline. */
  record Label(
      double x, double y, String text, Anchor anchor, int colour, double size, boolean bold)
      implements Mark {}

  /** Where the place of a text lies in it. */
  enum Anchor {
    START,
    MIDDLE,
    END
  }

  /** The dashes of a line: a second way beside colour to tell series apart. */
  enum Dash {
    SOLID,
    LONG,
    SHORT;

    static Dash of(int series) {
      return values()[series % values().length];
    }

    double[] pattern() {
      return switch (this) {
        case SOLID -> new double[0];
        case LONG -> new double[] {7, 4};
        case SHORT -> new double[] {2, 3};
      };
    }
  }
}
