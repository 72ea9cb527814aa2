package org.lethe.validation.certificate;

import java.util.Optional;
import org.lethe.core.posterior.ConjugatePosterior;
import org.lethe.core.random.Purpose;
import org.lethe.core.random.RandomStream;
import org.lethe.validation.certificate.Check.Outcome;
import org.lethe.validation.divergence.Interval;

/**
 * Whether an exact posterior is the retrained one to rounding: both answer the same addressed
 * random numbers with draws, which are functions of the posterior and differ by no more than it
 * does. The statistic is the largest difference of a coordinate, in sds of the retrained draws.
 */
final class EqualsRetrain {
  static final String NAME = "equals the retrain, in sd";

  private static final double LARGEST = 1e-9;
  private static final int DRAWS = 256;
  private static final RandomStream RANDOM = RandomStream.of(0).at(0, Purpose.FREE + 5);

  private EqualsRetrain() {}

  /** Empty where a posterior is not known exactly, or where the two differ. */
  static Optional<Outcome> of(Evidence e) {
    if (!(e.forgotten().posterior() instanceof ConjugatePosterior
        && e.retrained().posterior() instanceof ConjugatePosterior)) {
      return Optional.empty();
    }
    double gap =
        gap(
            e.forgotten().posterior().draw(DRAWS, RANDOM),
            e.retrained().posterior().draw(DRAWS, RANDOM));
    return gap <= LARGEST ? Optional.of(outcome(gap)) : Optional.empty();
  }

  private static Outcome outcome(double gap) {
    return new Outcome(
        NAME,
        gap,
        Interval.exactly(gap),
        LARGEST,
        true,
        Optional.empty(),
        "largest difference of " + DRAWS + " draws from the same random numbers");
  }

  private static double gap(double[][] forgotten, double[][] retrained) {
    double largest = 0;
    for (int j = 0; j < retrained[0].length; j++) {
      double mean = 0;
      double difference = 0;
      for (int i = 0; i < DRAWS; i++) {
        mean += retrained[i][j] / DRAWS;
        difference = Math.max(difference, Math.abs(forgotten[i][j] - retrained[i][j]));
      }
      double square = 0;
      for (double[] draw : retrained) {
        square += (draw[j] - mean) * (draw[j] - mean) / (DRAWS - 1);
      }
      if (difference > 0) {
        largest = Math.max(largest, difference / Math.sqrt(square));
      }
    }
    return largest;
  }
}
