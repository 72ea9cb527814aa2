package org.lethe.inference.laplace;

import org.lethe.core.random.RandomStream;
import org.lethe.inference.energy.Batch;
import org.lethe.inference.energy.DenseHessian;
import org.lethe.inference.energy.EnergyFunction;
import org.lethe.inference.energy.LowerFactor;

/**
 * Where a search for the minimum of an energy over θ ended.
 *
 * @param theta the best point found [d]
 * @param hessian ∇²F there [d × d]
 * @param found whether the gradient vanished there and the Hessian is positive definite
 * @param ranAway whether the energy falls on from there by more than a nat, which is what steps
 *     along the parameters would lower it by, ½ Σ gᵢ²/|Hᵢᵢ|. No such point is a place to start or
 *     to refer to: where the density has no bound, as in a centred hierarchy, it stands in a cusp
 *     of no mass
 * @param rowGradients how many gradients of single rows it took
 * @param rowHessianProducts how many Hessian products of single rows it took
 */
@SuppressWarnings("ArrayRecordComponent") // an intermediate result, never compared
public record Mode(
    double[] theta,
    double[][] hessian,
    boolean found,
    boolean ranAway,
    long rowGradients,
    long rowHessianProducts) {

  /** What to tell of a search that ran away, and the remedy. */
  public static final String RAN_AWAY =
      "the search for the mode ran away, as in a centred hierarchy, whose density has no bound;"
          + " write the model in other coordinates, such as a non-centred form";

  /**
   * The same mode to rounding: Newton steps for as long as each is shorter than half the one
   * before.
   */
  Mode polished(EnergyFunction energy, Batch data, int most) {
    double[] at = theta;
    double[][] h = hessian;
    long gradients = rowGradients;
    long products = rowHessianProducts;
    double before = Double.POSITIVE_INFINITY;
    double[] g = new double[at.length];
    for (int step = 0; step < most; step++) {
      energy.gradient(at, 1, data, RandomStream.of(0), g);
      gradients += data.size();
      double[] newton = LowerFactor.ofInverse(h).map(l -> square(l, g)).orElseGet(g::clone);
      double length = 0;
      for (int i = 0; i < g.length; i++) {
        length += g[i] * newton[i];
      }
      if (!(length > 0) || !(length < 0.25 * before)) {
        break;
      }
      before = length;
      at = at.clone();
      for (int i = 0; i < at.length; i++) {
        at[i] -= newton[i];
      }
      h = DenseHessian.at(energy, at, 1, data, RandomStream.of(0));
      products += (long) at.length * data.size();
    }
    return new Mode(at, h, found, ranAway, gradients, products);
  }

  /** L Lᵀ g. */
  private static double[] square(double[][] l, double[] g) {
    double[] inside = new double[g.length];
    for (int i = 0; i < g.length; i++) {
      for (int j = 0; j <= i; j++) {
        inside[j] += l[i][j] * g[i];
      }
    }
    double[] out = new double[g.length];
    for (int i = 0; i < g.length; i++) {
      for (int j = 0; j <= i; j++) {
        out[i] += l[i][j] * inside[j];
      }
    }
    return out;
  }
}
