package org.lethe.inference.hmc;

import org.lethe.core.random.RandomStream;

/**
 * Static Hamiltonian Monte Carlo (Duane et al. 1987; Neal 2011): about uτ/ε leapfrog steps, u
 * uniform between ½ and 1½ so that no orbit closes at every move, then to the end with probability
 * min(1, e^(H₀ − H)), or nowhere.
 */
final class FixedTime implements Transition {

  private final Potential potential;
  private final double time;
  private final int maxDepth;
  private final PhasePoint end;
  private double acceptance;
  private int depth;
  private int leapfrogs;
  private boolean divergent;

  /**
   * Moves for a time τ on average.
   *
   * @param maxDepth at most 2^maxDepth steps at a time, which bounds the cost where the step size
   *     is far from adapted
   */
  FixedTime(Potential potential, double time, int maxDepth) {
    this.potential = potential;
    this.time = time;
    this.maxDepth = maxDepth;
    this.end = new PhasePoint(potential.dimension());
  }

  @Override
  public void move(PhasePoint point, Metric mass, double stepSize, RandomStream uniforms) {
    double wanted = (0.5 + uniforms.uniform(0)) * time / stepSize;
    double steps = Math.min(1 << maxDepth, wanted);
    double first = point.energy();
    double fall = 0;
    end.copy(point);
    leapfrogs = 0;
    divergent = false;
    do {
      end.leapfrog(potential, mass, stepSize);
      leapfrogs++;
      fall = first - end.energy();
      divergent = -fall > DIVERGENCE;
    } while (!divergent && leapfrogs + 0.5 < steps);
    depth = !divergent && leapfrogs + 0.5 < wanted ? maxDepth : 0;
    acceptance = fall > 0 ? 1 : Math.exp(fall);
    if (!divergent && uniforms.uniform(1) < acceptance) {
      point.copy(end);
    }
  }

  @Override
  public double acceptance() {
    return acceptance;
  }

  /** The maximal one where the time was cut short, else 0. */
  @Override
  public int depth() {
    return depth;
  }

  @Override
  public int leapfrogs() {
    return leapfrogs;
  }

  @Override
  public boolean divergent() {
    return divergent;
  }
}
