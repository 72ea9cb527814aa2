package org.lethe.inference.energy;

import java.util.Arrays;
import org.lethe.core.data.Checks;
import org.lethe.core.expr.Expr;
import org.lethe.core.posterior.GaussianPosterior;
import org.lethe.core.posterior.Structure;

/**
 * Affine coordinates of a family: θ = c + B m + A L ε with ε ~ N(0, I), where m and L are the
 * family's mean and factor, and A and B are lower triangular with positive diagonals. Most frames
 * have B = A, so that θ = c + A z with z = m + L ε. In the frame of a posterior z is near a
 * standard normal whatever the scales of the parameters, and step sizes are in posterior standard
 * deviations.
 */
public final class Frame {

  private final double[] centre;
  private final Triangular mean;
  private final Triangular spread;

  private Frame(double[] centre, Triangular mean, Triangular spread) {
    this.centre = centre.clone();
    this.mean = mean;
    this.spread = spread;
    for (double c : centre) {
      Checks.finite("Frame", "centre", c);
    }
    Checks.that(
        mean.size() == centre.length && spread.size() == centre.length,
        "Frame: factor must be of size %d, got %d and %d",
        centre.length,
        mean.size(),
        spread.size());
  }

  /** θ = z. */
  public static Frame identity(int dimension) {
    double[] ones = new double[dimension];
    Arrays.fill(ones, 1);
    return diagonal(new double[dimension], ones);
  }

  /** θ = c + s ∘ z. */
  public static Frame diagonal(double[] centre, double[] scale) {
    Triangular a = Triangular.diagonal(scale);
    return new Frame(centre, a, a);
  }

  /** θ = c + A z for a lower triangular A [d × d]; what lies above its diagonal is ignored. */
  public static Frame lower(double[] centre, double[][] factor) {
    Triangular a = Triangular.lower(factor);
    return new Frame(centre, a, a);
  }

  /**
   * The frame in which {@code posterior} is the standard normal of its family.
   *
   * @throws IllegalArgumentException for a low-rank posterior, whose family has no such frame
   */
  public static Frame of(GaussianPosterior posterior) {
    Checks.that(
        posterior.structure() != Structure.LOW_RANK,
        "Frame: a low-rank posterior is not the standard normal of its family in any frame;"
            + " edit it by Eubo or a retrain, or fit a full-rank one");
    return whitening(posterior);
  }

  /** The frame in which {@code posterior} is the standard normal, whatever its family. */
  static Frame whitening(GaussianPosterior posterior) {
    return posterior.structure() == Structure.DIAGONAL
        ? diagonal(posterior.mean(), Triangular.lower(posterior.factor()).diagonal())
        : lower(posterior.mean(), posterior.factor());
  }

  /**
   * The same spread with means along other axes, B [d × d] lower triangular. A mean-field family,
   * whose spread must be along the parameters, finds its mean far sooner along the axes of a
   * correlated posterior.
   */
  public Frame meansAlong(double[][] factor) {
    return new Frame(centre, Triangular.lower(factor), spread);
  }

  /** The number of coordinates. */
  public int dimension() {
    return centre.length;
  }

  /** Whether A is diagonal. */
  public boolean isDiagonal() {
    return spread.isDiagonal();
  }

  /** The mean c + B m of θ. */
  public double[] toTheta(double[] m) {
    double[] theta = mean.times(m);
    for (int i = 0; i < theta.length; i++) {
      theta[i] += centre[i];
    }
    return theta;
  }

  /** The m whose {@link #toTheta} is θ: B⁻¹(θ − c). */
  public double[] toFrame(double[] theta) {
    double[] shift = theta.clone();
    for (int i = 0; i < shift.length; i++) {
      shift[i] -= centre[i];
    }
    return mean.solve(shift);
  }

  /** A⁻¹ L for a lower triangular L [d × d]. */
  public double[][] within(double[][] lower) {
    Triangular inner = spread.solve(Triangular.lower(lower));
    double[][] out = new double[lower.length][lower.length];
    for (int i = 0; i < out.length; i++) {
      for (int j = 0; j <= i; j++) {
        out[i][j] = inner.entry(i, j);
      }
    }
    return out;
  }

  /** A. */
  Triangular spread() {
    return spread;
  }

  /** B. */
  Triangular mean() {
    return mean;
  }

  /** c + B m. */
  Expr toTheta(Expr m) {
    return mean.times(m).plus(Expr.vector(centre));
  }

  /** This frame seen in the coordinates of another, θ = c′ + A′ z′: z′ = r + R m + S L ε. */
  Frame within(Frame other) {
    double[] shift = centre.clone();
    for (int i = 0; i < shift.length; i++) {
      shift[i] -= other.centre[i];
    }
    Triangular a = other.spread;
    return new Frame(a.solve(shift), a.solve(mean), a.solve(spread));
  }
}
