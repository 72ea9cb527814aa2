package org.lethe.core.expr;

/** The part of a matrix outside of which every element is 0, or is never read. */
enum Triangle {
  ALL,
  /** Elements i, j with j ≤ i. */
  LOWER,
  /** Elements i, j with j ≥ i. */
  UPPER;

  /** The first column of row i that is inside. */
  int first(int i) {
    return this == UPPER ? i : 0;
  }

  /** One past the last column, of n, that is inside in a row before {@code end}. */
  int last(int end, int n) {
    return this == LOWER ? Math.min(end, n) : n;
  }

  /** Whether anything of rows i…iEnd and columns j…jEnd (exclusive) is inside. */
  boolean meets(int i, int iEnd, int j, int jEnd) {
    return switch (this) {
      case ALL -> true;
      case LOWER -> j < iEnd;
      case UPPER -> i < jEnd;
    };
  }

  /** That of the transposed matrix. */
  Triangle transposed() {
    return switch (this) {
      case ALL -> ALL;
      case LOWER -> UPPER;
      case UPPER -> LOWER;
    };
  }
}
