package org.lethe.inference.svi;

import org.lethe.core.data.Table;
import org.lethe.core.expr.Device;
import org.lethe.core.model.Model;
import org.lethe.core.posterior.GaussianPosterior;
import org.lethe.core.random.Purpose;
import org.lethe.core.random.RandomStream;
import org.lethe.inference.energy.Batch;
import org.lethe.inference.energy.Expectation;
import org.lethe.inference.energy.Family;
import org.lethe.inference.energy.Frame;
import org.lethe.inference.energy.VariationalEnergy;

/** The ELBO of a given posterior. */
final class ElboEstimate {

  private static final int POINTS = 64;
  private static final int BLOCKS = 100;
  private static final int BLOCK = 100;

  private ElboEstimate() {}

  static Elbo of(GaussianPosterior q, Model model, Table data, Device device) {
    boolean exact = Expectation.Quadrature.applies(model);
    Expectation how =
        exact ? new Expectation.Quadrature(POINTS) : new Expectation.Draws(BLOCK, true);
    try (VariationalEnergy energy =
        VariationalEnergy.of(model, Family.of(q)).frame(Frame.of(q)).expectation(how).on(device)) {
      Batch batch = Batch.of(data);
      RandomStream random = RandomStream.of(0);
      double[] lambda = energy.start();
      return exact
          ? new Elbo(-energy.value(lambda, 1, batch, random), 0)
          : drawn(energy, lambda, batch, random);
    }
  }

  private static Elbo drawn(
      VariationalEnergy energy, double[] lambda, Batch batch, RandomStream random) {
    double mean = 0;
    double squares = 0;
    int count = 0;
    for (int block = 0; block < BLOCKS; block++) {
      RandomStream noise = random.at(block, Purpose.DIAGNOSTIC);
      for (double energyOfDraw : energy.drawValues(lambda, 1, batch, noise)) {
        count++;
        double delta = -energyOfDraw - mean;
        mean += delta / count;
        squares += delta * (-energyOfDraw - mean);
      }
    }
    return new Elbo(mean, Math.sqrt(squares / (count - 1) / count));
  }
}
