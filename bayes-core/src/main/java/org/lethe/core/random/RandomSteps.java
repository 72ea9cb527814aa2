package org.lethe.core.random;

/**
 * The addresses of a loop, one for each of its steps, without one object for each of them. Not
 * thread-safe: a loop has its own.
 */
public final class RandomSteps {
  private final RandomStream at;

  /** Takes a stream that nobody else holds. */
  RandomSteps(RandomStream own) {
    at = own;
  }

  /**
   * The address of a step, as {@link RandomStream#at} gives it; it changes with the next call, so
   * that it may be read in the step but not kept.
   *
   * @throws IllegalArgumentException if {@code step} is not in 0 … 2³² − 1
   */
  public RandomStream at(long step) {
    at.moveTo(step);
    return at;
  }
}
