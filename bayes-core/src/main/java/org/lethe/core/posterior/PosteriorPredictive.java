package org.lethe.core.posterior;

import java.util.List;
import org.lethe.core.data.Checks;
import org.lethe.core.data.Table;
import org.lethe.core.model.Simulation;
import org.lethe.core.random.Purpose;
import org.lethe.core.random.RandomStream;

/**
 * Replicated rows: each table is drawn given one draw of θ from a posterior, so that together they
 * are draws of the posterior predictive distribution of all rows at once.
 */
public final class PosteriorPredictive {
  private PosteriorPredictive() {}

  /**
   * Tables of responses to these rows.
   *
   * @param n how many
   * @param random addresses both the draws of θ and those of the rows
   * @throws UnsupportedOperationException if the model's observations cannot be drawn
   */
  public static List<Table> draws(Posterior posterior, Table rows, int n, RandomStream random) {
    Checks.positive("PosteriorPredictive", "n", n);
    double[][] theta = posterior.draw(n, random.at(random.step(), Purpose.DRAW));
    return Simulation.of(posterior.model()).rows(theta, rows, random);
  }
}
