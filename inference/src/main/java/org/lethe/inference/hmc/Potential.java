package org.lethe.inference.hmc;

import org.lethe.core.expr.NotPositiveDefiniteException;
import org.lethe.core.random.RandomStream;
import org.lethe.inference.energy.Batch;
import org.lethe.inference.energy.EnergyFunction;

/** U(q) = −log of a density on R^d, up to a constant, with its gradient. */
interface Potential {

  /** d. */
  int dimension();

  /** U(q), and ∇U(q) into {@code gradient}; NaN or +∞ where there is no density. */
  double at(double[] q, double[] gradient);

  /** Evaluates at two points. */
  default void atBoth(PhasePoint one, PhasePoint other) {
    one.evaluate(this);
    other.evaluate(this);
  }

  /** The energy of all rows. */
  static Potential of(EnergyFunction energy, Batch data) {
    RandomStream none = RandomStream.of(0);
    double[][] places = new double[2][];
    double[][] gradients = new double[2][];
    double[] values = new double[2];
    return new Potential() {
      @Override
      public int dimension() {
        return energy.dimension();
      }

      @Override
      public double at(double[] q, double[] gradient) {
        try {
          return energy.gradient(q, 1, data, none, gradient);
        } catch (NotPositiveDefiniteException e) {
          // far out, as after a wild first step: no density there, and the move is rejected
          return Double.POSITIVE_INFINITY;
        }
      }

      @Override
      public void atBoth(PhasePoint one, PhasePoint other) {
        places[0] = one.q;
        places[1] = other.q;
        gradients[0] = one.gradient;
        gradients[1] = other.gradient;
        try {
          energy.gradients(places, 1, data, none, values, gradients);
          one.potential = values[0];
          other.potential = values[1];
        } catch (NotPositiveDefiniteException e) {
          // at one of them, or both
          Potential.super.atBoth(one, other);
        }
      }
    };
  }
}
