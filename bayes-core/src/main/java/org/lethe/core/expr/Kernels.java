package org.lethe.core.expr;

/**
 * The loops that do the work, over stretches of {@code double[]}. One implementation is chosen when
 * the class is loaded. An output stretch is an input one or overlaps none. Nothing here allocates.
 */
interface Kernels {

  /** So many numbers at a time are held in scratch. */
  int CHUNK = 256;

  /** The implementation in use. */
  static Kernels get() {
    return KernelProvider.CHOSEN;
  }

  /** What this implementation is called in reports. */
  String name();

  /** How many doubles it works on at once. */
  int lanes();

  /** out = op(x). */
  void unary(Unary op, double[] x, int xo, double[] out, int oo, int n);

  /** out = log(1 + eˣ), slope = 1/(1 + e⁻ˣ). */
  void softplusAndSigmoid(double[] x, int xo, double[] out, int oo, double[] slope, int so, int n);

  /**
   * Σ log(1 + eˣ) of n numbers; slope = 1/(1 + e⁻ˣ) of {@code all}, a multiple of {@link #lanes}
   * and fewer than those more.
   *
   * @param scratch twice {@link #lanes} numbers that belong to the caller
   */
  double softplusSum(double[] x, int xo, double[] slope, int so, int n, int all, double[] scratch);

  /**
   * out = log Φ(x), slope = φ(x)/Φ(x), of at most {@value #CHUNK} numbers.
   *
   * @param scratch two arrays of {@value #CHUNK} that belong to the caller
   */
  void logNormalCdf(
      double[] x, int xo, double[] out, int oo, double[] slope, int so, int n, double[][] scratch);

  /** out = x op y. */
  void binary(Binary op, double[] x, int xo, double[] y, int yo, double[] out, int oo, int n);

  /** out = x op y, y one number. */
  void binaryRight(Binary op, double[] x, int xo, double y, double[] out, int oo, int n);

  /** out = x op y, x one number. */
  void binaryLeft(Binary op, double x, double[] y, int yo, double[] out, int oo, int n);

  /** out = value. */
  void fill(double value, double[] out, int oo, int n);

  /** out += x·x. */
  void addSquares(double[] x, int xo, double[] out, int oo, int n);

  /** out += a·x. */
  void axpy(double a, double[] x, int xo, double[] out, int oo, int n);

  /**
   * out[r] = Σ_j x_{r, place + j}·w[j] over the rows x_r in view, j &lt; width, a multiple of
   * {@link Buffer#ALIGNED}.
   */
  void rowDots(RowView table, int place, double[] w, int width, double[] out, int oo, int rows);

  /**
   * out[j] = Σ_r x_{r, place + j}·g[go + r] over the rows x_r in view, j &lt; width, a multiple of
   * {@link Buffer#ALIGNED}.
   */
  void rowSums(RowView table, int place, double[] g, int go, int rows, double[] out, int width);

  /** out[r] = Σ_j x[place + j][first + r]·w[j], j &lt; {@code columns}. */
  void columnDots(
      double[][] x, int place, int columns, int first, double[] w, double[] out, int oo, int rows);

  /**
   * out[j] = Σ_r x[place + j][first + r]·g[go + r], j &lt; {@code columns}; it has room for {@link
   * #lanes} times as many numbers.
   */
  void columnSums(
      double[][] x, int place, int columns, int first, double[] g, int go, int rows, double[] out);

  /** {@link #columnDots} of w, and of v into {@code other}. */
  default void columnDots(
      double[][] x,
      int place,
      int columns,
      int first,
      double[] w,
      double[] out,
      int oo,
      double[] v,
      double[] other,
      int po,
      int rows) {
    columnDots(x, place, columns, first, w, out, oo, rows);
    columnDots(x, place, columns, first, v, other, po, rows);
  }

  /** {@link #columnSums} of g, and of h into {@code other}. */
  default void columnSums(
      double[][] x,
      int place,
      int columns,
      int first,
      double[] g,
      int go,
      double[] out,
      double[] h,
      int ho,
      double[] other,
      int rows) {
    columnSums(x, place, columns, first, g, go, rows, out);
    columnSums(x, place, columns, first, h, ho, rows, other);
  }

  /**
   * out[i][j] = Σ_p a[ao + i·ai + p·ap]·b[bo + p·bs + j], or that added with {@code sign}, for i
   * &lt; m, p &lt; k, j &lt; n and rows of the output {@code os} apart.
   *
   * @param sign 0 to overwrite, 1 to add, −1 to subtract
   * @param held the triangle of a outside of which there are zeros only
   * @param wanted the triangle of the output that is computed; elsewhere it may be, or is 0 (or
   *     left as it was where the product is added)
   */
  void gemm(
      double[] a,
      int ao,
      int ai,
      int ap,
      double[] b,
      int bo,
      int bs,
      double[] out,
      int oo,
      int os,
      int m,
      int k,
      int n,
      int sign,
      Triangle held,
      Triangle wanted);

  /** {@link #gemm} of whole matrices. */
  default void gemm(
      double[] a,
      int ao,
      int ai,
      int ap,
      double[] b,
      int bo,
      int bs,
      double[] out,
      int oo,
      int os,
      int m,
      int k,
      int n,
      int sign) {
    gemm(a, ao, ai, ap, b, bo, bs, out, oo, os, m, k, n, sign, Triangle.ALL, Triangle.ALL);
  }

  /**
   * {@link ExpTerms} of {@code count} stretches of n numbers, {@code xs} from one another: as many
   * stretches of terms, their sum, the maximum, {@code ts} from one another.
   */
  void expTerms(double[] x, int xo, int count, int xs, double[] t, int to, int ts, int n);

  /**
   * out[c] = w e[c] / Σ e for the {@code count} terms of {@link #expTerms}.
   *
   * @param scratch n numbers that belong to the caller
   */
  void shares(
      double[] t,
      int to,
      int count,
      int ts,
      double[] w,
      int wo,
      double[] out,
      int oo,
      int os,
      int n,
      double[] scratch);

  /** out = log Σ e^x by the sum and the maximum of {@link #expTerms}. */
  void logTotal(double[] t, int sum, int top, double[] out, int oo, int n);

  /**
   * out[c] = b[c] − ½ Σ_j (x[j] − m[c·d + j])² over d stretches of n numbers {@code xs} from one
   * another, for k centres; results lie {@code os} from one another.
   */
  void gaussianExponents(
      double[] x,
      int xo,
      int xs,
      double[] m,
      int mo,
      int k,
      int d,
      double[] b,
      int bo,
      double[] out,
      int oo,
      int os,
      int n);

  /**
   * out[c·d + j] = Σ a[c] (x[j] − m[c·d + j]) over n rows, for k stretches of weights {@code as}
   * and d of columns {@code xs} from one another.
   *
   * @param scratch six times {@link #lanes} numbers that belong to the caller
   */
  void rowMoment(
      double[] a,
      int ao,
      int as,
      int k,
      double[] x,
      int xo,
      int xs,
      int d,
      double[] m,
      int mo,
      double[] out,
      int oo,
      int n,
      double[] scratch);

  /** Σ x. */
  double sum(double[] x, int xo, int n);

  /** Σ x·y. */
  double dot(double[] x, int xo, double[] y, int yo, int n);
}
