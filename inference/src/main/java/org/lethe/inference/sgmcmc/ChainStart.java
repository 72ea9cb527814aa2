package org.lethe.inference.sgmcmc;

import java.util.Arrays;
import org.lethe.core.data.Checks;
import org.lethe.core.posterior.DrawsPosterior;
import org.lethe.core.random.Purpose;
import org.lethe.core.random.RandomStream;

/** Where chains start, on the unconstrained scale. */
public sealed interface ChainStart {

  /** θ ~ N(0, sd² I), for each chain anew. */
  record Spread(double sd) implements ChainStart {
    public Spread {
      Checks.inRange("ChainStart", "sd", sd, 0, Double.MAX_VALUE);
    }
  }

  /** θ [chains × d]. */
  @SuppressWarnings("ArrayRecordComponent") // an option, compared through the recipe
  record At(double[][] theta) implements ChainStart {
    public At {
      theta = Arrays.stream(theta).map(double[]::clone).toArray(double[][]::new);
    }
  }

  /** The mode that control variates refer to. */
  record AtReference() implements ChainStart {}

  /** At zero. */
  static ChainStart zero() {
    return new Spread(0);
  }

  /** Spread by N(0, sd² I) about zero. */
  static ChainStart spread(double sd) {
    return new Spread(sd);
  }

  /** At given points, one a chain. */
  static ChainStart at(double[]... theta) {
    return new At(theta);
  }

  /** Where the chains of another fit ended; weighted draws are resampled first. */
  static ChainStart last(DrawsPosterior draws) {
    DrawsPosterior even = draws.resample(RandomStream.of(0).at(0, Purpose.START));
    double[][] theta = new double[draws.chains()][];
    Arrays.setAll(theta, c -> even.draw(c, even.size() - 1));
    return new At(theta);
  }
}
