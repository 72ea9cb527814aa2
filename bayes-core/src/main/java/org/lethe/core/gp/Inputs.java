package org.lethe.core.gp;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.lethe.core.data.Checks;
import org.lethe.core.expr.Expr;
import org.lethe.core.expr.Program;
import org.lethe.core.expr.Shape;
import org.lethe.core.expr.ShapeException;

/** What kernels do with inputs, rows or not. */
final class Inputs {

  private Inputs() {}

  /** Refuses shapes other than [n × d] or [rows × d] and [m × d]. */
  static void check(Expr a, Expr b) {
    boolean fits = isSet(a.shape()) && !b.shape().rows() && isSet(b.shape());
    if (!fits || dimension(a) != dimension(b)) {
      throw new ShapeException(
          "Kernel: inputs must be [n × d] or [rows × d] and [m × d], got "
              + a.shape()
              + " and "
              + b.shape());
    }
  }

  private static boolean isSet(Shape s) {
    return s.rank() == (s.rows() ? 1 : 2);
  }

  /** d. */
  static int dimension(Expr x) {
    return x.shape().dim(x.shape().rank() - 1);
  }

  /**
   * The mean [d] of known inputs [m × d], to be taken from both sides of a kernel that depends on
   * differences alone: derivatives in lengths and inputs then lose no digits to an offset. Empty
   * where the inputs are to be found, since derivatives would have to pass through their mean.
   */
  static Optional<Expr> middle(Expr b) {
    if (!Program.isKnown(b)) {
      return Optional.empty();
    }
    int m = b.shape().dim(0);
    int d = b.shape().dim(1);
    double[] known = Program.value(b);
    double[] mean = new double[d];
    for (int i = 0; i < m * d; i++) {
      mean[i % d] += known[i] / m;
    }
    return Optional.of(Expr.vector(mean));
  }

  /** The sum over d, [n] or [rows]. */
  static Expr overDimensions(Expr x) {
    return x.sum(x.shape().rank() - 1);
  }

  /** One number an input as a column, [n × 1] or [rows × 1], to be repeated for each of m. */
  static Expr column(Expr perInput) {
    return perInput.shape().rows()
        ? perInput.reshape(1)
        : perInput.reshape(perInput.shape().size(), 1);
  }

  /** A number for every pair, [n × m] or [rows × m]. */
  static Expr everywhere(Expr number, Expr a, Expr b) {
    Expr eachA = a.shape().rows() ? Expr.ones() : ones(a.shape().dim(0));
    return column(eachA).times(ones(b.shape().dim(0))).times(number);
  }

  /** Refuses numbers that are none. */
  static void finite(String of, String argument, double[][] x) {
    for (double[] row : x) {
      for (double number : row) {
        Checks.finite(of, argument, number);
      }
    }
  }

  /** A jitter, and what is tried where it is too little. */
  static double[] ladder(double jitter) {
    DoubleStream more = DoubleStream.of(1e-10, 1e-8, 1e-6, 1e-4, 1e-2).filter(j -> j > jitter);
    return DoubleStream.concat(DoubleStream.of(jitter), more).toArray();
  }

  /** Ones [n]. */
  static Expr ones(int n) {
    double[] ones = new double[n];
    Arrays.fill(ones, 1);
    return Expr.vector(ones);
  }

  /**
   * Σ_j (a_j − b_j)² in one pass, from differences: exactly 0 for equal inputs. Its derivative is Σ
   * g a − b Σ g, which errs by 1e−16 of the inputs; where g is large for close inputs, see {@link
   * #exactSquaredDistance}.
   */
  static Expr squaredDistance(Expr a, Expr b) {
    return a.gaussianExponent(b).times(-2);
  }

  /** Σ_j (a_j − b_j)² by differences that its derivative keeps, at d times the cost. */
  static Expr exactSquaredDistance(Expr a, Expr b) {
    int d = dimension(a);
    Expr apart = a.shape().rows() ? a.reshape(1, d) : a.reshape(a.shape().dim(0), 1, d);
    Expr squares = apart.minus(b).square();
    return squares.sum(squares.shape().rank() - 1);
  }
}
