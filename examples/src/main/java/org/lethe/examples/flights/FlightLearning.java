package org.lethe.examples.flights;

import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.lethe.core.data.Table;
import org.lethe.core.model.Model;
import org.lethe.core.posterior.GaussianPosterior;
import org.lethe.core.random.RandomStream;
import org.lethe.examples.gp.SparseProcess;
import org.lethe.inference.energy.Batch;
import org.lethe.inference.energy.Expectation;
import org.lethe.inference.energy.Family;
import org.lethe.inference.energy.Minibatch;
import org.lethe.inference.energy.VariationalEnergy;
import org.lethe.inference.run.Run;
import org.lethe.inference.run.StepSize;
import org.lethe.inference.svi.Descent;
import org.lethe.inference.svi.Optimizer;

/**
 * Learns variance, lengths, noise and inducing inputs from evenly spaced flights, by Adam on
 * minibatches.
 *
 * @param steps of the optimisation
 * @param inducing how many inducing inputs
 */
record FlightLearning(int steps, int inducing) {
  /** From how many flights at most. */
  private static final int LEARNED = 2000;

  private static final int BATCH = 200;
  private static final StepSize RATE = StepSize.exponential(0.03, 3e-4);

  /**
   * The features under what was learned.
   *
   * @param withErased whether from all flights, or from those that stay
   */
  InducingFeatures features(Flights flights, boolean withErased, Run run) {
    Table rows = sample(flights, withErased);
    SparseProcess process =
        new SparseProcess(
            new String[] {"x1", "x2", "x3"}, "delay", SparseProcess.Kind.NORMAL, Flights.INPUTS);
    int every = rows.size() / inducing;
    Model model =
        process.startingAt(
            process.at(
                rows.select(
                    IntStream.range(0, inducing)
                        .mapToObj(m -> rows.ids().get(m * every))
                        .toList())),
            rows.schema());
    try (VariationalEnergy<GaussianPosterior> energy =
        VariationalEnergy.of(model, Family.fullRank())
            .expectation(new Expectation.Quadrature(3))
            .on(run.device())) {
      RandomStream random = RandomStream.of(run.seed());
      Descent descent =
          new Descent("hyperparameters", energy, energy.start(), Batch.of(rows), random, "");
      double[] end =
          Optimizer.of(steps, RATE)
              .minibatch(new Minibatch.Shuffled(Math.min(BATCH, rows.size())))
              .minimise(descent, run)
              .lambda();
      double[] eta = energy.posterior(end).model().fitted().orElseThrow();
      return InducingFeatures.of(eta, Flights.INPUTS, inducing);
    }
  }

  /** At most {@value #LEARNED} of them, evenly spaced, less those that are erased. */
  static Table sample(Flights flights, boolean withErased) {
    int every = (flights.rows() + LEARNED - 1) / LEARNED;
    IntPredicate taken = i -> i % every == 0 && (withErased || !flights.isErased(i));
    int n = (int) IntStream.range(0, flights.rows()).filter(taken).count();
    double[][] columns = new double[Flights.INPUTS + 1][n];
    int[] next = {0};
    flights.forEach(
        (i, x, y) -> {
          if (taken.test(i)) {
            for (int j = 0; j < x.length; j++) {
              columns[j][next[0]] = x[j];
            }
            columns[x.length][next[0]++] = y;
          }
        });
    return Table.of(
        Map.of("x1", columns[0], "x2", columns[1], "x3", columns[2], "delay", columns[3]));
  }
}
