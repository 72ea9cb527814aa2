package org.lethe.validation.benchmark;

import org.lethe.core.data.Table;
import org.lethe.core.posterior.GaussianPosterior;
import org.lethe.core.random.RandomStream;
import org.lethe.inference.energy.Batch;
import org.lethe.inference.energy.VariationalEnergy;
import org.lethe.inference.run.Run;
import org.lethe.inference.svi.Descent;
import org.lethe.inference.svi.Optimizer;
import org.lethe.inference.svi.Optimum;

/**
 * What the steps of a variational fit found, and what they took without the making of its energy.
 */
record SviSteps(GaussianPosterior posterior, Stopwatch time) {

  /** Goes down an energy from a start, over rows of a table. */
  static SviSteps of(
      VariationalEnergy<GaussianPosterior> energy,
      GaussianPosterior start,
      Optimizer adam,
      Table table,
      Run run) {
    Batch all = Batch.of(table);
    RandomStream random = RandomStream.of(run.seed());
    Descent descent = new Descent("svi", energy, energy.lambda(start), all, random, "");
    Optimum[] end = new Optimum[1];
    Stopwatch time = Stopwatch.time(() -> end[0] = adam.minimise(descent, run));
    return new SviSteps(energy.posterior(end[0].lambda()), time);
  }
}
