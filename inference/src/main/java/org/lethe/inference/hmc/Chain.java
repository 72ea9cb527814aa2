package org.lethe.inference.hmc;

import org.lethe.core.random.Purpose;
import org.lethe.core.random.RandomStream;
import org.lethe.inference.run.ChainTeam;

/**
 * One chain: adaptation, then draws. Its randomness is addressed by chain and iteration. It pauses
 * where it needs a gradient, as its moves do.
 */
final class Chain {

  private final Settings settings;
  private final RandomStream random;
  private final Windows windows;
  private final Transition trajectory;
  private final FirstStep firstStep;
  private final MassEstimate estimate;
  private final PhasePoint point;
  private final double[][] draws;
  private final double[] energy;
  private final double[] acceptance;
  private final int[] depth;
  private final int[] leapfrogs;
  private final boolean[] divergent;
  private Metric metric;
  private StepSize stepSize;
  private long gradients;
  private int t;

  /**
   * @param start with its potential and gradient
   * @param random the stream of the chain
   */
  Chain(Potential target, Settings settings, PhasePoint start, RandomStream random) {
    int d = target.dimension();
    int n = settings.draws();
    this.settings = settings;
    this.random = random;
    windows = Windows.of(settings.warmup());
    trajectory = settings.transition(d);
    firstStep = new FirstStep(target, settings.name());
    estimate = settings.mass().estimate(d);
    point = start;
    metric = settings.mass().unit(d);
    stepSize = new StepSize(settings.target(), 1);
    draws = new double[n][d];
    energy = new double[n];
    acceptance = new double[n];
    depth = new int[n];
    leapfrogs = new int[n];
    divergent = new boolean[n];
  }

  /** Starts the first move; {@link #ahead} then waits for its gradient. */
  void begin() {
    restartStepSize(0);
    move();
  }

  /** Where the potential and its gradient are wanted before the chain goes on. */
  PhasePoint ahead() {
    return trajectory.ahead();
  }

  /** Goes on, with these known; false after the last draw. */
  boolean goOn(ChainTeam.Steps steps) {
    if (trajectory.goOn()) {
      return true;
    }
    gradients += trajectory.leapfrogs();
    if (t < settings.warmup()) {
      adapt();
    } else {
      keep(t - settings.warmup());
    }
    steps.done(point.potential, stepSize.current());
    t++;
    if (t == settings.iterations()) {
      return false;
    }
    move();
    return true;
  }

  private void move() {
    if (t == settings.warmup()) {
      stepSize.settle();
    }
    refresh(t, Purpose.MOMENTUM);
    trajectory.begin(point, metric, stepSize.current(), random.at(t, Purpose.TRAJECTORY));
  }

  private void adapt() {
    stepSize.learn(trajectory.acceptance());
    if (windows.contains(t)) {
      estimate.add(point.q);
    }
    if (windows.closes(t)) {
      metric = estimate.metric(metric);
      estimate.restart();
      restartStepSize(t + 1);
    }
  }

  private void keep(int i) {
    System.arraycopy(point.q, 0, draws[i], 0, point.q.length);
    energy[i] = point.energy();
    acceptance[i] = trajectory.acceptance();
    depth[i] = trajectory.depth();
    leapfrogs[i] = trajectory.leapfrogs();
    divergent[i] = trajectory.divergent();
  }

  private void restartStepSize(int iteration) {
    refresh(iteration, Purpose.STEP_SIZE);
    stepSize.restart(firstStep.near(stepSize.current(), point, metric));
  }

  /** A momentum of N(0, M). */
  private void refresh(int iteration, int purpose) {
    random.at(iteration, purpose).gaussians(point.p, 0, point.p.length);
    metric.momentum(point.p);
    metric.velocity(point.p, point.velocity);
  }

  double[][] draws() {
    return draws;
  }

  ChainStatistics statistics() {
    return new ChainStatistics(
        stepSize.current(),
        metric.inverseMass(),
        energy,
        acceptance,
        depth,
        leapfrogs,
        divergent,
        gradients + firstStep.gradients());
  }
}
