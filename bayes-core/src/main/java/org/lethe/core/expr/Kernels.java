package org.lethe.core.expr;

/**
 * The loops that do the work, over stretches of {@code double[]}. One implementation is chosen when
 * the class is loaded. Output stretches never overlap input ones. Nothing here allocates.
 */
interface Kernels {

  /** The implementation in use. */
  static Kernels get() {
    return PlainKernels.INSTANCE;
  }

  /** What this implementation is called in reports. */
  String name();

  /** out = op(x). */
  void unary(Unary op, double[] x, int xo, double[] out, int oo, int n);

  /** out = x op y. */
  void binary(Binary op, double[] x, int xo, double[] y, int yo, double[] out, int oo, int n);

  /** out = x op y, y one number. */
  void binaryRight(Binary op, double[] x, int xo, double y, double[] out, int oo, int n);

  /** out = x op y, x one number. */
  void binaryLeft(Binary op, double x, double[] y, int yo, double[] out, int oo, int n);

  /** out = value. */
  void fill(double value, double[] out, int oo, int n);

  /** out += a·x. */
  void axpy(double a, double[] x, int xo, double[] out, int oo, int n);

  /** Σ x. */
  double sum(double[] x, int xo, int n);

  /** Σ x·y. */
  double dot(double[] x, int xo, double[] y, int yo, int n);

  /** out[l] = log Σ_c exp x[c·stride + l], c &lt; count, for each lane l; −∞ if all are −∞. */
  void logSumExp(double[] x, int xo, int count, int stride, int lanes, double[] out, int oo);
}
