package org.lethe.core.expr;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The first fraction j of a ladder with which A + j·m·I has a Cholesky factor, m the mean of A's
 * diagonal; NaN where A is not finite. It is a step function of A, so its derivative is 0; what
 * adds j·m differentiates m.
 */
final class Jitter implements Primitive {

  private final double[] ladder;

  Jitter(double[] ladder) {
    double before = -1;
    for (double j : ladder) {
      if (!(j > before) || j > 1) {
        throw new IllegalArgumentException(
            "choleskyWithJitter: ladder must rise from at least 0 to at most 1, got "
                + Arrays.toString(ladder));
      }
      before = j;
    }
    if (ladder.length == 0) {
      throw new IllegalArgumentException("choleskyWithJitter: ladder must not be empty");
    }
    this.ladder = ladder.clone();
  }

  @Override
  public String name() {
    return "JITTER" + Arrays.toString(ladder);
  }

  @Override
  public Shape shape(List<Expr> args) {
    Cholesky.CHOLESKY.shape(args);
    return Shape.scalar();
  }

  @Override
  public List<Expr> adjoints(Expr self, List<Expr> args, Expr g) {
    return List.of(Expr.constant(0));
  }

  @Override
  public Step bind(Buffer out, List<Buffer> args) {
    Buffer a = args.get(0);
    int n = a.shape().dim(0);
    Buffer trial = new Buffer(a.shape(), new double[Buffer.padded(n * n)], 0, 1);
    Buffer factor = new Buffer(a.shape(), new double[Buffer.padded(n * n)], 0, 1);
    Step cholesky = Cholesky.CHOLESKY.bind(factor, List.of(trial));
    return rows -> out.data()[out.offset()] = first(a, n, trial.data(), factor.data(), cholesky);
  }

  private double first(Buffer a, int n, double[] trial, double[] factor, Step cholesky) {
    double mean = 0;
    for (int i = 0; i < n; i++) {
      mean += a.data()[a.at(i * n + i)] / n;
    }
    for (double j : ladder) {
      System.arraycopy(a.data(), a.offset(), trial, 0, n * n);
      for (int i = 0; i < n; i++) {
        trial[i * n + i] += j * mean;
      }
      cholesky.run(0);
      // a pivot that fails makes all later ones NaN
      if (n == 0 || Double.isFinite(factor[n * n - 1])) {
        return j;
      }
    }
    for (int i = 0; i < n * n; i++) {
      if (!Double.isFinite(a.data()[a.at(i)])) {
        return Double.NaN;
      }
    }
    throw new NotPositiveDefiniteException(message(a, n));
  }

  private String message(Buffer a, int n) {
    String tried =
        "choleskyWithJitter: the matrix "
            + a.shape()
            + " must be positive definite, and is not with any of "
            + Arrays.toString(ladder)
            + " times its mean diagonal added";
    int p = 0;
    int q = 0;
    double closest = 0;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        double scale = Math.sqrt(a.data()[a.at(i * n + i)] * a.data()[a.at(j * n + j)]);
        double r = Math.abs(a.data()[a.at(i * n + j)]) / scale;
        if (r > closest) {
          closest = r;
          p = j;
          q = i;
        }
      }
    }
    return closest == 0
        ? tried
        : String.format(
            Locale.ROOT,
            "%s; its closest pair is %d and %d, of correlation %.9g",
            tried,
            p,
            q,
            closest);
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Jitter other && Arrays.equals(ladder, other.ladder);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(ladder);
  }
}
