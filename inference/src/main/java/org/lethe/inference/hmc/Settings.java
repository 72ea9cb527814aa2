package org.lethe.inference.hmc;

import org.lethe.core.data.Checks;

/**
 * What a sampler is told.
 *
 * @param chains how many
 * @param draws kept of each chain
 * @param warmup iterations before them, which adapt and are not kept
 * @param target mean acceptance that the step size is adapted to, in (0, 1)
 * @param mass which mass matrices are adapted
 * @param maxDepth a trajectory has at most 2^maxDepth points
 */
record Settings(int chains, int draws, int warmup, double target, Mass mass, int maxDepth) {

  private static final int DEEPEST = 20;

  static final Settings STANDARD = new Settings(4, 1000, 1000, 0.8, Mass.DIAGONAL, 10);

  Settings {
    Checks.positive("Nuts", "chains", chains);
    Checks.that(draws >= 4, "Nuts: draws must be at least 4, got %d", draws);
    Checks.that(warmup >= 0, "Nuts: warmup must be at least 0, got %d", warmup);
    Checks.that(
        target > 0 && target < 1,
        "Nuts: target must be between 0 and 1, exclusive, got %s",
        target);
    Checks.that(
        maxDepth >= 1 && maxDepth <= DEEPEST,
        "Nuts: maxDepth must be between 1 and %d, got %d",
        DEEPEST,
        maxDepth);
  }

  Settings withChains(int other) {
    return new Settings(other, draws, warmup, target, mass, maxDepth);
  }

  Settings withDraws(int other) {
    return new Settings(chains, other, warmup, target, mass, maxDepth);
  }

  Settings withWarmup(int other) {
    return new Settings(chains, draws, other, target, mass, maxDepth);
  }

  Settings withTarget(double other) {
    return new Settings(chains, draws, warmup, other, mass, maxDepth);
  }

  Settings withMass(Mass other) {
    return new Settings(chains, draws, warmup, target, other, maxDepth);
  }

  Settings withMaxDepth(int other) {
    return new Settings(chains, draws, warmup, target, mass, other);
  }

  int iterations() {
    return warmup + draws;
  }
}
