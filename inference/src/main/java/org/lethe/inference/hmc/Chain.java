package org.lethe.inference.hmc;

import java.util.Optional;
import org.lethe.core.random.Purpose;
import org.lethe.core.random.RandomStream;
import org.lethe.inference.run.ChainCheckpoint;
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
  private final Optional<ChainCheckpoint> checkpoint;
  private Metric metric;

  /** Whether the metric comes from the chain, so that the next one is much the same. */
  private boolean scaled;

  private StepSize stepSize;
  private long gradients;
  private long startRowGradients;
  private int t;

  /**
   * Of a target, without a start.
   *
   * @param random the stream of the chain
   * @param checkpoint where the chain keeps its state
   */
  Chain(
      Potential target,
      Settings settings,
      RandomStream random,
      Optional<ChainCheckpoint> checkpoint) {
    int d = target.dimension();
    int n = settings.draws();
    this.settings = settings;
    this.random = random;
    windows = Windows.of(settings.warmup());
    trajectory = settings.transition(d);
    firstStep = new FirstStep(target, settings.name());
    estimate = settings.mass().estimate(d);
    point = new PhasePoint(d);
    metric = settings.mass().unit(d);
    stepSize = new StepSize(settings.target(), 1);
    draws = new double[n][d];
    energy = new double[n];
    acceptance = new double[n];
    depth = new int[n];
    leapfrogs = new int[n];
    divergent = new boolean[n];
    this.checkpoint = checkpoint;
  }

  /**
   * Takes the chain to its start.
   *
   * @param start with its potential and gradient
   * @param rowGradients what it took to find
   */
  void start(PhasePoint start, long rowGradients) {
    point.copy(start);
    startRowGradients = rowGradients;
    restartStepSize(0);
  }

  /**
   * Takes the chain to where its checkpoint ended; false where there is none.
   *
   * @throws IllegalArgumentException when that is damaged or belongs to another fit
   */
  boolean resume() {
    if (checkpoint.isEmpty()) {
      return false;
    }
    double[] numbers = state();
    if (!checkpoint.get().load(new long[0], numbers)) {
      return false;
    }
    exchange(ChainState.restored(numbers));
    return true;
  }

  /**
   * Starts the first move; {@link #ahead} then waits for its gradient. False after the last draw.
   */
  boolean begin(ChainTeam.Steps steps) {
    if (t > 0) {
      steps.done(t, point.potential, stepSize.current());
    }
    return move();
  }

  /** Keeps the state after the last whole iteration, where there is a file for it. */
  void save() {
    checkpoint.ifPresent(file -> file.save(new long[0], state()));
  }

  private double[] state() {
    ChainState state = ChainState.taken();
    exchange(state);
    return state.toArray();
  }

  private void exchange(ChainState state) {
    t = (int) state.whole(t);
    startRowGradients = state.whole(startRowGradients);
    gradients = state.whole(gradients);
    firstStep.exchange(state);
    point.exchange(state);
    stepSize.exchange(state);
    scaled = state.flag(scaled);
    estimate.exchange(state);
    metric = settings.mass().exchange(metric, point.q.length, state);
    state.numbers(energy);
    state.numbers(acceptance);
    for (int i = 0; i < draws.length; i++) {
      state.numbers(draws[i]);
      depth[i] = (int) state.whole(depth[i]);
      leapfrogs[i] = (int) state.whole(leapfrogs[i]);
      divergent[i] = state.flag(divergent[i]);
    }
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
    t++;
    if (t == settings.iterations() || checkpoint.map(file -> file.isDue(t)).orElse(false)) {
      save();
    }
    steps.done(point.potential, stepSize.current());
    return move();
  }

  private boolean move() {
    if (t == settings.iterations()) {
      return false;
    }
    if (t == settings.warmup()) {
      stepSize.settle();
    }
    refresh(t, Purpose.MOMENTUM);
    trajectory.begin(point, metric, stepSize.current(), random.at(t, Purpose.TRAJECTORY));
    return true;
  }

  private void adapt() {
    stepSize.learn(trajectory.acceptance());
    if (windows.contains(t)) {
      estimate.add(point.q);
    }
    if (windows.closes(t)) {
      metric = estimate.metric(metric);
      estimate.restart();
      if (scaled) {
        stepSize.refine();
      } else {
        restartStepSize(t + 1);
        scaled = true;
      }
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

  /** What the start took to find. */
  long startRowGradients() {
    return startRowGradients;
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
