package org.lethe.inference.hmc;

import java.util.OptionalDouble;
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
 * @param time how long trajectories are on average; empty where each finds its own length
 * @param start where chains start, for parameters that are given one
 */
record Settings(
    int chains,
    int draws,
    int warmup,
    double target,
    Mass mass,
    int maxDepth,
    OptionalDouble time,
    Starts start) {

  private static final int DEEPEST = 20;

  static final Settings STANDARD =
      new Settings(4, 1000, 1000, 0.87, Mass.DIAGONAL, 10, OptionalDouble.empty(), Starts.NONE);

  Settings {
    String name = time.isPresent() ? "Hmc" : "Nuts";
    Checks.positive(name, "chains", chains);
    Checks.that(draws >= 4, "%s: draws must be at least 4, got %d", name, draws);
    Checks.that(warmup >= 0, "%s: warmup must be at least 0, got %d", name, warmup);
    Checks.that(
        target > 0 && target < 1,
        "%s: target must be between 0 and 1, exclusive, got %s",
        name,
        target);
    Checks.that(
        maxDepth >= 1 && maxDepth <= DEEPEST,
        "%s: maxDepth must be between 1 and %d, got %d",
        name,
        DEEPEST,
        maxDepth);
    time.ifPresent(t -> Checks.positiveFinite("Hmc", "time", t));
  }

  /** The sampler's name, for messages. */
  String name() {
    return time.isPresent() ? "Hmc" : "Nuts";
  }

  /** What moves a chain in d dimensions. */
  Transition transition(int d) {
    return time.isPresent()
        ? new FixedTime(d, time.getAsDouble(), maxDepth)
        : new Trajectory(d, maxDepth);
  }

  Settings withChains(int other) {
    return new Settings(other, draws, warmup, target, mass, maxDepth, time, start);
  }

  Settings withDraws(int other) {
    return new Settings(chains, other, warmup, target, mass, maxDepth, time, start);
  }

  Settings withWarmup(int other) {
    return new Settings(chains, draws, other, target, mass, maxDepth, time, start);
  }

  Settings withTarget(double other) {
    return new Settings(chains, draws, warmup, other, mass, maxDepth, time, start);
  }

  Settings withMass(Mass other) {
    return new Settings(chains, draws, warmup, target, other, maxDepth, time, start);
  }

  Settings withMaxDepth(int other) {
    return new Settings(chains, draws, warmup, target, mass, other, time, start);
  }

  Settings withTime(double other) {
    return new Settings(
        chains, draws, warmup, target, mass, maxDepth, OptionalDouble.of(other), start);
  }

  Settings withStart(Starts other) {
    return new Settings(chains, draws, warmup, target, mass, maxDepth, time, other);
  }

  int iterations() {
    return warmup + draws;
  }
}
