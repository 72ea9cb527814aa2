package org.lethe.unlearning.bif;

import java.util.function.Function;
import org.ejml.data.DMatrixRMaj;
import org.lethe.inference.energy.Family;
import org.lethe.inference.energy.GaussianFamily;
import org.lethe.inference.energy.LowerFactor;
import org.lethe.unlearning.Spectrum;

/**
 * A normal in the coordinates in which it began as N(0, I), moved in its natural parameters: S′⁻¹ =
 * S⁻¹ + (H after − H before), of which a mean-field family takes the diagonal.
 */
final class Normal implements Subject {

  private final GaussianFamily family;
  private final Function<double[], Points> view;
  private final double[] mean;
  private Matrix precision;
  private double[][] factor;

  /** With the points at which an energy has its mean over the normal of λ. */
  Normal(GaussianFamily family, int d, Function<double[], Points> view) {
    this.family = family;
    this.view = view;
    this.mean = new double[d];
    this.factor = Matrix.identity(d);
    this.precision = new Matrix(Matrix.identity(d));
  }

  /** λ of the family in the frame of the posterior before the edit. */
  double[] lambda() {
    return family.lambda(mean, factor);
  }

  @Override
  public Points points() {
    return view.apply(lambda());
  }

  @Override
  public void move(double[] step) {
    Vectors.add(mean, 1, step);
  }

  @Override
  public void reshape(Matrix from, Matrix to) {
    precision = precision.plus(1, to).plus(-1, from);
    factor = family.equals(Family.meanField()) ? diagonal() : dense();
  }

  private double[][] diagonal() {
    double[][] out = new double[mean.length][mean.length];
    for (int i = 0; i < mean.length; i++) {
      double p = precision.rows()[i][i];
      if (!(p > 0)) {
        throw new IndefiniteCurvatureException(p);
      }
      out[i][i] = 1 / Math.sqrt(p);
    }
    return out;
  }

  private double[][] dense() {
    return LowerFactor.ofInverse(precision.rows())
        .orElseThrow(
            () ->
                new IndefiniteCurvatureException(
                    Spectrum.smallest(new DMatrixRMaj(precision.rows()))));
  }
}
