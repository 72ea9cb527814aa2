package org.lethe.inference.energy;

import java.util.Arrays;
import java.util.Optional;
import org.lethe.core.expr.Expr;
import org.lethe.core.posterior.GaussianPosterior;

/**
 * Affine coordinates θ = c + A z, A lower triangular with a positive diagonal. In the frame of a
 * posterior z is near a standard normal whatever the scales of the parameters, so step sizes are in
 * posterior standard deviations.
 */
public final class Frame {

  private final double[] centre;
  private final double[] scale;
  private final Optional<double[][]> factor;

  private Frame(double[] centre, double[] scale, Optional<double[][]> factor) {
    this.centre = centre;
    this.scale = scale;
    this.factor = factor;
    for (int i = 0; i < centre.length; i++) {
      if (!(scale[i] > 0) || !Double.isFinite(scale[i]) || !Double.isFinite(centre[i])) {
        throw new IllegalArgumentException(
            String.format(
                "Frame: centre must be finite and scale positive and finite, got %s and %s at %d",
                centre[i], scale[i], i));
      }
    }
  }

  /** θ = z. */
  public static Frame identity(int dimension) {
    double[] ones = new double[dimension];
    Arrays.fill(ones, 1);
    return diagonal(new double[dimension], ones);
  }

  /** θ = c + s ∘ z. */
  public static Frame diagonal(double[] centre, double[] scale) {
    if (scale.length != centre.length) {
      throw new IllegalArgumentException(
          "Frame: scale must have " + centre.length + " numbers, got " + scale.length);
    }
    return new Frame(centre.clone(), scale.clone(), Optional.empty());
  }

  /** θ = c + A z for a lower triangular A [d × d]; what lies above its diagonal is ignored. */
  public static Frame lower(double[] centre, double[][] factor) {
    int d = centre.length;
    if (factor.length != d) {
      throw new IllegalArgumentException(
          "Frame: factor must have " + d + " rows, got " + factor.length);
    }
    double[][] lower = new double[d][d];
    double[] diagonal = new double[d];
    for (int i = 0; i < d; i++) {
      System.arraycopy(factor[i], 0, lower[i], 0, i + 1);
      diagonal[i] = lower[i][i];
    }
    return new Frame(centre.clone(), diagonal, Optional.of(lower));
  }

  /** The frame in which {@code posterior} is the standard normal. */
  public static Frame of(GaussianPosterior posterior) {
    return switch (posterior.structure()) {
      case DIAGONAL -> diagonal(posterior.mean(), diagonalOf(posterior.factor()));
      case DENSE -> lower(posterior.mean(), posterior.factor());
    };
  }

  /** The number of coordinates. */
  public int dimension() {
    return centre.length;
  }

  /** Whether A is diagonal. */
  public boolean isDiagonal() {
    return factor.isEmpty();
  }

  /** c + A z. */
  public double[] toTheta(double[] z) {
    double[] theta = times(z);
    for (int i = 0; i < theta.length; i++) {
      theta[i] += centre[i];
    }
    return theta;
  }

  /** A v. */
  double[] times(double[] v) {
    double[] out = new double[v.length];
    for (int i = 0; i < v.length; i++) {
      if (factor.isEmpty()) {
        out[i] = scale[i] * v[i];
      } else {
        for (int j = 0; j <= i; j++) {
          out[i] += factor.get()[i][j] * v[j];
        }
      }
    }
    return out;
  }

  /** A L, for a lower triangular L. */
  double[][] times(double[][] lower) {
    int d = centre.length;
    double[][] out = new double[d][d];
    for (int i = 0; i < d; i++) {
      for (int j = 0; j <= i; j++) {
        for (int k = j; k <= i; k++) {
          out[i][j] += entry(i, k) * lower[k][j];
        }
      }
    }
    return out;
  }

  /** A⁻¹(θ − c). */
  double[] toFrame(double[] theta) {
    int d = centre.length;
    double[] z = new double[d];
    for (int i = 0; i < d; i++) {
      double rest = theta[i] - centre[i];
      for (int j = 0; factor.isPresent() && j < i; j++) {
        rest -= factor.get()[i][j] * z[j];
      }
      z[i] = rest / scale[i];
    }
    return z;
  }

  /** A⁻¹ L, for a lower triangular L. */
  double[][] solve(double[][] lower) {
    int d = centre.length;
    double[][] out = new double[d][d];
    for (int j = 0; j < d; j++) {
      for (int i = j; i < d; i++) {
        double rest = lower[i][j];
        for (int k = j; factor.isPresent() && k < i; k++) {
          rest -= factor.get()[i][k] * out[k][j];
        }
        out[i][j] = rest / scale[i];
      }
    }
    return out;
  }

  /** The frame z′ = r + R z of this frame's z in another's coordinates: θ is the same in both. */
  Frame within(Frame other) {
    double[] r = other.toFrame(centre);
    if (isDiagonal() && other.isDiagonal()) {
      double[] ratio = scale();
      for (int i = 0; i < ratio.length; i++) {
        ratio[i] /= other.scale[i];
      }
      return diagonal(r, ratio);
    }
    return lower(r, other.solve(matrix()));
  }

  /** A. */
  double[][] matrix() {
    int d = centre.length;
    double[][] out = new double[d][d];
    for (int i = 0; i < d; i++) {
      for (int j = 0; j <= i; j++) {
        out[i][j] = entry(i, j);
      }
    }
    return out;
  }

  /** Σᵢ A²ᵢⱼ for each column j. */
  double[] columnSquares() {
    double[] out = new double[centre.length];
    for (int i = 0; i < out.length; i++) {
      for (int j = isDiagonal() ? i : 0; j <= i; j++) {
        out[j] += entry(i, j) * entry(i, j);
      }
    }
    return out;
  }

  double[] scale() {
    return scale.clone();
  }

  /** log |A|. */
  double logDeterminant() {
    double sum = 0;
    for (double s : scale) {
      sum += Math.log(s);
    }
    return sum;
  }

  double entry(int i, int j) {
    if (factor.isPresent()) {
      return factor.get()[i][j];
    }
    return i == j ? scale[i] : 0;
  }

  /** A v for an expression v [d] or, with the same A on each column, [d × m]. */
  Expr times(Expr v) {
    if (factor.isPresent()) {
      return Expr.constant(factor.get()).matmul(v);
    }
    Expr s = Expr.vector(scale);
    return v.shape().rank() == 1 ? s.times(v) : s.reshape(scale.length, 1).times(v);
  }

  /** c + A z. */
  Expr toTheta(Expr z) {
    return Expr.vector(centre).plus(times(z));
  }

  private static double[] diagonalOf(double[][] factor) {
    double[] out = new double[factor.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = factor[i][i];
    }
    return out;
  }
}
