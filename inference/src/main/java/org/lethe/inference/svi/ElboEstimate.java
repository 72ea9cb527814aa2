package org.lethe.inference.svi;

import org.lethe.core.data.Table;
import org.lethe.core.expr.Device;
import org.lethe.core.model.Model;
import org.lethe.core.posterior.GaussianPosterior;
import org.lethe.core.posterior.VariationalPosterior;
import org.lethe.core.random.Purpose;
import org.lethe.core.random.RandomStream;
import org.lethe.inference.energy.Batch;
import org.lethe.inference.energy.Expectation;
import org.lethe.inference.energy.Family;
import org.lethe.inference.energy.VariationalEnergy;

/** The ELBO of a given posterior. */
final class ElboEstimate {

  private static final int POINTS = 64;
  private static final int BLOCKS = 100;
  private static final int BLOCK = 100;

  private ElboEstimate() {}

  static Elbo of(VariationalPosterior q, Model model, Table data, Device device) {
    return q instanceof GaussianPosterior && Expectation.Quadrature.applies(model)
        ? exact(q, model, data, device)
        : drawn(q, model, data, device);
  }

  private static Elbo exact(VariationalPosterior q, Model model, Table data, Device device) {
    try (VariationalEnergy<?> energy =
        energy(q, model, new Expectation.Quadrature(POINTS), device)) {
      RandomStream unused = RandomStream.of(0);
      return new Elbo(-energy.value(energy.lambda(q), 1, Batch.of(data), unused), 0);
    }
  }

  static Elbo drawn(VariationalPosterior q, Model model, Table data, Device device) {
    Expectation how = new Expectation.Draws(BLOCK, true);
    Batch batch = Batch.of(data);
    double mean = 0;
    double squares = 0;
    int count = 0;
    try (VariationalEnergy<?> energy = energy(q, model, how, device)) {
      double[] lambda = energy.lambda(q);
      for (int block = 0; block < BLOCKS; block++) {
        RandomStream noise = RandomStream.of(0).at(block, Purpose.DIAGNOSTIC);
        for (double energyOfDraw : energy.drawValues(lambda, 1, batch, noise)) {
          count++;
          double delta = -energyOfDraw - mean;
          mean += delta / count;
          squares += delta * (-energyOfDraw - mean);
        }
      }
    }
    return new Elbo(mean, Math.sqrt(squares / (count - 1) / count));
  }

  private static VariationalEnergy<?> energy(
      VariationalPosterior q, Model model, Expectation how, Device device) {
    Family<?> family = Family.of(q);
    return VariationalEnergy.of(model, family).frame(family.frame(q)).expectation(how).on(device);
  }
}
