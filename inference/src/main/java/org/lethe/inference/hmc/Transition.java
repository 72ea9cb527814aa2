package org.lethe.inference.hmc;

import org.lethe.core.random.RandomStream;

/** A move along the flow of the Hamiltonian that keeps its target, and what is told of the last. */
interface Transition {

  /** An energy so far above the first one is no integration error of a stable integrator. */
  double DIVERGENCE = 1000;

  /**
   * Moves a point: its potential, gradient and momentum must be set, and belong to the point drawn
   * when this returns.
   *
   * @param uniforms addresses what the move leaves to chance
   */
  void move(PhasePoint point, Metric mass, double stepSize, RandomStream uniforms);

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
