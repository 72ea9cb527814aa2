package org.lethe.inference.hmc;

import java.util.Arrays;
import org.lethe.core.data.Table;
import org.lethe.core.model.Model;
import org.lethe.core.random.Purpose;
import org.lethe.core.random.RandomStream;
import org.lethe.inference.run.NumericalException;

/**
 * Where a chain starts: uniform between −2 and 2 in each unconstrained coordinate, drawn again
 * until density and gradient are finite, at most 100 times, as Stan does.
 */
final class StartPoint {

  private static final int TRIES = 100;
  private static final double REACH = 2;

  private StartPoint() {}

  /**
   * Finds it.
   *
   * @param random the stream of the chain
   * @throws NumericalException when no try has a finite density, naming the term that has none
   */
  static PhasePoint of(Potential target, Model model, Table data, RandomStream random) {
    PhasePoint point = new PhasePoint(target.dimension());
    for (int attempt = 0; attempt < TRIES; attempt++) {
      random.at(attempt, Purpose.START).uniforms(point.q, 0, point.q.length);
      for (int i = 0; i < point.q.length; i++) {
        point.q[i] = REACH * (2 * point.q[i] - 1);
      }
      point.evaluate(target);
      if (Double.isFinite(point.potential)
          && Arrays.stream(point.gradient).allMatch(Double::isFinite)) {
        return point;
      }
    }
    throw new NumericalException(
        "Nuts: model "
            + model.name()
            + " has no finite density, or gradient, at any of "
            + TRIES
            + " starts between -2 and 2 on the unconstrained scale; at the last one "
            + OffendingTerm.at(point.q, model, data));
  }
}
