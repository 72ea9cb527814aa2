package org.lethe.inference.energy;

import org.lethe.core.random.RandomStream;

/** The Hessian of an energy as a matrix, where its dimension allows one. */
public final class DenseHessian {

  private DenseHessian() {}

  /** ∇²(a f + Σ w h) at one γ, see {@link #mean}. */
  public static double[][] at(
      EnergyFunction energy, double[] gamma, double a, Batch batch, RandomStream noise) {
    return mean(
        energy, new double[][] {gamma}, new double[] {1}, a, batch, noise, energy.dimension());
  }

  /**
   * The mean over points of ∇²(a f + Σ w h), by one product a column and point; exactly symmetric.
   *
   * @param points [points × dimension]
   * @param weight one each, summing to 1
   * @param size only the first so many numbers of γ are looked at
   * @return [size × size]
   */
  public static double[][] mean(
      EnergyFunction energy,
      double[][] points,
      double[] weight,
      double a,
      Batch batch,
      RandomStream noise,
      int size) {
    double[][] out = new double[size][size];
    double[] unit = new double[energy.dimension()];
    double[] product = new double[energy.dimension()];
    for (int j = 0; j < size; j++) {
      unit[j] = 1;
      energy.meanHessianVector(points, weight, a, batch, noise, unit, product);
      unit[j] = 0;
      System.arraycopy(product, 0, out[j], 0, size);
    }
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < i; j++) {
        out[i][j] = 0.5 * (out[i][j] + out[j][i]);
        out[j][i] = out[i][j];
      }
    }
    return out;
  }
}
