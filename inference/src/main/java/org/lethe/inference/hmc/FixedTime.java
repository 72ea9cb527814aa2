package org.lethe.inference.hmc;

import org.lethe.core.random.RandomStream;

/**
 * Static Hamiltonian Monte Carlo (Duane et al. 1987; Neal 2011): about uτ/ε leapfrog steps, u
 * uniform between ½ and 1½ so that no orbit closes at every move, then to the end with probability
 * min(1, e^(H₀ − H)), or nowhere.
 */
final class FixedTime implements Transition {

  private final double time;
  private final int maxDepth;
  private final PhasePoint end;
  private PhasePoint start;
  private Metric metric;
  private RandomStream random = RandomStream.of(0);
  private double step;
  private double first;
  private double wanted;
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
  FixedTime(int d, double time, int maxDepth) {
    this.time = time;
    this.maxDepth = maxDepth;
    this.end = new PhasePoint(d);
    this.start = end;
    this.metric = Mass.DIAGONAL.unit(d);
  }

  @Override
  public void begin(PhasePoint point, Metric mass, double stepSize, RandomStream uniforms) {
    start = point;
    metric = mass;
    random = uniforms;
    step = stepSize;
    wanted = (0.5 + uniforms.uniform(0)) * time / stepSize;
    first = point.energy();
    leapfrogs = 0;
    divergent = false;
    end.copy(point);
    end.depart(metric, step);
  }

  @Override
  public PhasePoint ahead() {
    return end;
  }

  @Override
  public boolean goOn() {
    end.arrive(metric, step);
    leapfrogs++;
    double fall = first - end.energy();
    divergent = -fall > DIVERGENCE;
    if (!divergent && leapfrogs + 0.5 < Math.min(1 << maxDepth, wanted)) {
      end.depart(metric, step);
      return true;
    }
    depth = !divergent && leapfrogs + 0.5 < wanted ? maxDepth : 0;
    acceptance = fall > 0 ? 1 : Math.exp(fall);
    if (!divergent && random.uniform(1) < acceptance) {
      start.copy(end);
    }
    return false;
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
