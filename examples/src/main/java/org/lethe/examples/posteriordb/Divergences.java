package org.lethe.examples.posteriordb;

import java.util.List;

/**
 * How many trajectories diverged in some runs of a posterior, beside those of Stan.
 *
 * <p>Of eight schools Stan has 29 in twenty runs, 0 to 6 in each: the same program at its defaults,
 * four chains of 1000 draws after as many, target 0.8, which its chains overshoot to the 0.87 that
 * chains here are asked for, seeds 1 to 20, rstan 2.21.7. Betancourt (Diagnosing Biased Inference
 * with Divergences, 2017) calls them rare there, false positives, and none at a target of 0.9. The
 * other posteriors have no region of high curvature, and none is expected of them.
 *
 * @param posterior its name
 * @param found here, in all runs
 * @param runs of 4000 draws
 */
record Divergences(String posterior, int found, int runs) {

  /** At which a run at Stan's own rate would be called worse than Stan. */
  static final double FALSE_ALARM = 1e-4;

  private static final String EIGHT_SCHOOLS = "eight_schools-eight_schools_noncentered";
  private static final int STAN = 29;
  private static final int STAN_RUNS = 20;

  static Divergences of(String posterior, List<Found> runs) {
    return new Divergences(
        posterior, runs.stream().mapToInt(Found::divergences).sum(), runs.size());
  }

  private boolean compared() {
    return posterior.equals(EIGHT_SCHOOLS);
  }

  /** Those of Stan in as many runs; 0 where none is expected. */
  double stan() {
    return compared() ? (double) STAN * runs / STAN_RUNS : 0;
  }

  /**
   * The probability of as many or more here, given how many there are here and in Stan together, if
   * both are Poisson counts of one rate: each is then from here with probability n/(n + 20).
   */
  double tail() {
    int all = found + STAN;
    double here = (double) runs / (runs + STAN_RUNS);
    double term = Math.pow(here, all);
    double tail = term;
    for (int k = all; k > found; k--) {
      term *= k / (all - k + 1.0) * (1 - here) / here;
      tail += term;
    }
    return Math.min(1, tail);
  }

  /** Whether there are no more than Stan's rate lets expect. */
  boolean holds() {
    return compared() ? tail() >= FALSE_ALARM : found == 0;
  }

  /** The most at which it holds. */
  int most() {
    int k = 0;
    while (new Divergences(posterior, k + 1, runs).holds()) {
      k++;
    }
    return k;
  }
}
