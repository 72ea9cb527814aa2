package org.lethe.unlearning.baseline;

import org.lethe.core.data.Table;
import org.lethe.core.expr.Device;
import org.lethe.core.posterior.GaussianPosterior;
import org.lethe.core.posterior.Posterior;
import org.lethe.core.random.RandomStream;
import org.lethe.inference.energy.Batch;
import org.lethe.inference.energy.Expectation;
import org.lethe.inference.energy.Family;
import org.lethe.inference.energy.Frame;
import org.lethe.inference.energy.VariationalEnergy;

/** E_q[h] over a Gaussian q whose mean moves along the axes of its covariance. */
final class GaussianHill implements Hill {

  private final VariationalEnergy<GaussianPosterior> energy;
  private final Batch rows;
  private final double[] start;
  private final double[] gradient;
  private final int d;

  GaussianHill(GaussianPosterior q, Expectation how, Table rows, Device device) {
    this.energy =
        VariationalEnergy.of(q.model(), Family.of(q))
            .frame(Frame.of(q))
            .expectation(how)
            .on(device);
    this.rows = Batch.of(rows);
    this.start = energy.start();
    this.gradient = new double[start.length];
    this.d = q.mean().length;
  }

  @Override
  public int dimension() {
    return d;
  }

  @Override
  public double loss(double[] shift, RandomStream noise, double[] out) {
    double loss = energy.gradient(moved(shift), 0, rows, noise, gradient) / rows.size();
    for (int i = 0; i < d; i++) {
      out[i] = gradient[i] / rows.size();
    }
    return loss;
  }

  private double[] moved(double[] shift) {
    double[] lambda = start.clone();
    for (int i = 0; i < d; i++) {
      lambda[i] += shift[i];
    }
    return lambda;
  }

  @Override
  public long rowGradients() {
    return (long) rows.size() * energy.draws();
  }

  @Override
  public Posterior at(double[] shift) {
    return energy.posterior(moved(shift));
  }

  @Override
  public void close() {
    energy.close();
  }
}
