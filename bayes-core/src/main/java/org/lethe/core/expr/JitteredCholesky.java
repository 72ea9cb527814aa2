package org.lethe.core.expr;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The Cholesky factor L of A + j·m·I, m the mean of A's diagonal and j the first fraction of a
 * ladder with which there is one; NaN where A is not finite. The result [n + 1 × n] holds L and
 * below it j, then zeros. j is a step function of A, so that its derivative is 0.
 */
final class JitteredCholesky implements Primitive {

  private final double[] ladder;

  static Expr factor(Expr a, double[] ladder) {
    return Node.apply(new JitteredCholesky(ladder), a).slice(0, a.shape().dim(0));
  }

  static Expr fraction(Expr a, double[] ladder) {
    int n = a.shape().dim(0);
    return Node.apply(new JitteredCholesky(ladder), a).reshape((n + 1) * n).at(n * n);
  }

  private JitteredCholesky(double[] ladder) {
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
    return "JITTERED_CHOLESKY" + Arrays.toString(ladder);
  }

  @Override
  public Shape shape(List<Expr> args) {
    int n = Cholesky.CHOLESKY.shape(args).dim(0);
    if (n == 0) {
      throw new ShapeException("choleskyWithJitter: the matrix must not be empty");
    }
    return Shape.of(n + 1, n);
  }

  @Override
  public List<Expr> adjoints(Expr self, List<Expr> args, Expr g) {
    int n = self.shape().dim(1);
    Expr slope = Node.apply(CholeskyAdjoint.CHOLESKY_ADJOINT, self.slice(0, n), g.slice(0, n));
    Expr fraction = self.reshape((n + 1) * n).at(n * n);
    Expr each = slope.diagonal().sum(0).times(fraction).over(n);
    return List.of(slope.plus(Take.repeat(each.reshape(1), List.of(n)).toDiagonal()));
  }

  @Override
  public Step bind(Buffer out, List<Buffer> args) {
    Buffer a = args.get(0);
    int n = a.shape().dim(0);
    Buffer trial = new Buffer(a.shape(), new double[Buffer.padded(n * n)], 0, 1);
    Buffer factor = new Buffer(a.shape(), out.data(), out.offset(), 1);
    Step cholesky = Cholesky.CHOLESKY.bind(factor, List.of(trial));
    return rows -> {
      double fraction = first(a, n, trial.data(), factor, cholesky);
      Arrays.fill(out.data(), out.at(n * n), out.at(n * n) + n, 0);
      out.data()[out.at(n * n)] = fraction;
    };
  }

  /** The fraction with which the factor is then left in place. */
  private double first(Buffer a, int n, double[] trial, Buffer factor, Step cholesky) {
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
      if (Double.isFinite(factor.data()[factor.at(n * n - 1)])) {
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
    return o instanceof JitteredCholesky other && Arrays.equals(ladder, other.ladder);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(ladder);
  }
}
