package org.lethe.inference.hmc;

import org.lethe.inference.run.NumericalException;

/**
 * A step size to begin with: doubled or halved until the acceptance of one leapfrog step crosses
 * 0.8 (Hoffman and Gelman 2014, algorithm 4, with Stan's threshold).
 */
final class FirstStep {

  private static final double CROSSED = Math.log(0.8);
  private static final double LARGEST = 1e7;

  private final Potential target;
  private final String engine;
  private final PhasePoint trial;
  private long gradients;

  /**
   * Of a target.
   *
   * @param engine who searches, for messages
   */
  FirstStep(Potential target, String engine) {
    this.engine = engine;
    this.target = target;
    this.trial = new PhasePoint(target.dimension());
  }

  /**
   * Searches from a step size.
   *
   * @param from a point with its potential, gradient and momentum; it is left as it is
   * @throws NumericalException when no step size is small enough, or every one is
   */
  double near(double guess, PhasePoint from, Metric metric) {
    double epsilon = guess;
    boolean grow = isShort(epsilon, from, metric);
    do {
      epsilon = grow ? 2 * epsilon : epsilon / 2;
      if (epsilon > LARGEST) {
        throw new NumericalException(
            engine
                + ": no step size is too large, as if the density did not fall off in some"
                + " direction: is the posterior proper? A prior for each parameter makes it so");
      }
      // neither a step size that is no number, which no halving would end
      if (!(epsilon >= Double.MIN_NORMAL)) {
        throw new NumericalException(
            engine
                + ": no step size is small enough, as if the density were not continuous: do the"
                + " gradients belong to it, and do the priors forbid what the data say?");
      }
    } while (isShort(epsilon, from, metric) == grow);
    return epsilon;
  }

  /** How many gradients all searches took so far. */
  long gradients() {
    return gradients;
  }

  /** Hands over the count. */
  void exchange(ChainState state) {
    gradients = state.whole(gradients);
  }

  private boolean isShort(double epsilon, PhasePoint from, Metric metric) {
    trial.copy(from);
    trial.leapfrog(target, metric, epsilon);
    gradients++;
    return from.energy() - trial.energy() > CROSSED;
  }
}
