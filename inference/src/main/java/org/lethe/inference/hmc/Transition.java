package org.lethe.inference.hmc;

import org.lethe.core.random.RandomStream;

/**
 * A move along the flow of the Hamiltonian that keeps its target, and what is told of the last. It
 * pauses where it needs a gradient, so that several chains can have theirs at once.
 */
interface Transition {

  /** An energy so far above the first one is no integration error of a stable integrator. */
  double DIVERGENCE = 1000;

  /**
   * Sets out from a point: its potential, gradient and momentum must be set, and belong to the
   * point drawn when the move is over. {@link #ahead} then waits for its gradient.
   *
   * @param uniforms addresses what the move leaves to chance
   */
  void begin(PhasePoint point, Metric mass, double stepSize, RandomStream uniforms);

  /** Where the potential and its gradient are wanted before the move goes on. */
  PhasePoint ahead();

  /** Goes on, with these known; false when the move is over. */
  boolean goOn();

  /** A whole move. */
  default void move(
      Potential target, PhasePoint point, Metric mass, double stepSize, RandomStream uniforms) {
    begin(point, mass, stepSize, uniforms);
    do {
      ahead().evaluate(target);
    } while (goOn());
  }

  /** Between 0 and 1; the step size is adapted so that its mean comes to the target δ. */
  double acceptance();

  /**
   * How often the trajectory doubled; where it does not, the maximal depth if cut short, else 0.
   */
  int depth();

  /** Gradients taken. */
  int leapfrogs();

  /** Whether the energy rose by more than {@value #DIVERGENCE}. */
  boolean divergent();
}
