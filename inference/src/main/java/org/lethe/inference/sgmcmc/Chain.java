package org.lethe.inference.sgmcmc;

import java.util.Optional;
import org.lethe.core.random.Purpose;
import org.lethe.core.random.RandomSteps;
import org.lethe.core.random.RandomStream;
import org.lethe.inference.run.ChainCheckpoint;
import org.lethe.inference.run.ChainTeam;

/**
 * One chain. Its randomness is addressed by chain and step, so that it has the same bits on any
 * thread, and after a checkpoint. Steps go in rounds, whose Gaussians are drawn at once.
 */
final class Chain {
  private static final int GAUSSIANS_AT_ONCE = 4096;
  private static final int STEPS_AT_ONCE = 256;

  private final Sgmcmc how;
  private final int number;
  private final GradientEstimate estimate;
  private final RandomStream random;
  private final Optional<ChainCheckpoint> checkpoint;
  private final double[] theta;
  private final double[] memory;
  private final double[] gradient;
  private final double[] gaussians;
  private final int round;
  private final double[] kept;
  private final Virial virial;
  private final GradientNoise noise;
  private long step;
  private int count;
  private double eta;

  /**
   * @param start θ₀ [d]
   * @param random the stream of the chain
   * @param checkpoint of this chain alone
   */
  Chain(
      Sgmcmc how,
      int number,
      GradientEstimate estimate,
      double[] start,
      RandomStream random,
      Optional<ChainCheckpoint> checkpoint) {
    int d = start.length;
    this.how = how;
    this.number = number;
    this.estimate = estimate;
    this.random = random;
    this.checkpoint = checkpoint;
    theta = start.clone();
    memory = new double[how.dynamics().memory(d)];
    gradient = new double[d];
    round = Math.max(1, Math.min(STEPS_AT_ONCE, GAUSSIANS_AT_ONCE / d));
    gaussians = new double[round * d];
    kept = new double[how.draws() * d];
    virial = new Virial(how.dynamics(), how.thin(), how.draws(), d);
    noise = new GradientNoise(how.draws(), d);
  }

  /** From the start, or from where a checkpoint ended, to the last draw. */
  void run(ChainTeam.Steps steps) {
    begin();
    if (step > 0) {
      steps.done(step, Double.NaN, eta);
    }
    RandomSteps dynamics = random.steps(Purpose.DYNAMICS);
    int every = checkpoint.map(file -> file.point().everySteps()).orElse(how.steps());
    while (step < how.steps()) {
      long first = step;
      long to = Math.min(how.steps(), Math.min(next(step, round), next(step, every)));
      dynamics.at(step / round).gaussians(gaussians, 0, gaussians.length);
      advance(to);
      if (step % every == 0 || step == how.steps()) {
        save();
      }
      steps.done(step - first, Double.NaN, eta);
    }
  }

  private static long next(long step, long multiple) {
    return (step / multiple + 1) * multiple;
  }

  private void begin() {
    eta = how.stepSize().at(1, how.steps());
    random.at(0, Purpose.CHAIN_MEMORY).gaussians(gaussians, 0, theta.length);
    how.dynamics().begin(eta, gaussians, memory);
    checkpoint.ifPresent(this::load);
  }

  private void advance(long to) {
    while (step < to) {
      move(step + 1);
    }
  }

  private void move(long t) {
    eta = how.stepSize().at(t, how.steps());
    estimate.at(t, theta, gradient);
    int at = (int) ((t - 1) % round) * theta.length;
    how.dynamics().step(eta, gradient, gaussians, at, theta, memory);
    step = t;
    requireFinite();
    if (how.keeps(t)) {
      System.arraycopy(theta, 0, kept, count * theta.length, theta.length);
      count++;
      virial.add(count, eta, gradient, memory);
      noise.add(count, t, theta, estimate);
    }
  }

  private void requireFinite() {
    for (int i = 0; i < theta.length; i++) {
      if (!(Math.abs(theta[i]) <= Double.MAX_VALUE)) {
        throw new DivergenceException(how.dynamics().toString(), number, step, eta, i);
      }
    }
  }

  /** Keeps the state, where there is a file for it. */
  void save() {
    checkpoint.ifPresent(
        file -> file.save(new long[] {step, count, estimate.rowGradients()}, numbers()));
  }

  /** All that a checkpoint holds but counters; it is filled in place. */
  private double[][] numbers() {
    return new double[][] {
      theta, memory, estimate.anchor(), virial.state(), virial.narrowest(), noise.state(), kept
    };
  }

  private void load(ChainCheckpoint file) {
    long[] counters = new long[3];
    if (!file.load(counters, numbers())) {
      return;
    }
    step = counters[0];
    count = (int) counters[1];
    virial.resume(count);
    noise.resume(count);
    eta = how.stepSize().at(Math.max(1, step), how.steps());
    estimate.resume(counters[2]);
  }

  /** The draws kept [draws × d]. */
  double[][] draws() {
    double[][] draws = new double[count][theta.length];
    for (int i = 0; i < count; i++) {
      System.arraycopy(kept, i * theta.length, draws[i], 0, theta.length);
    }
    return draws;
  }

  long rowGradients() {
    return estimate.rowGradients();
  }

  /** Of the steps that led to the draws. */
  Virial virial() {
    return virial;
  }

  /**
   * By how much the noise of the gradient widens Var θᵢ, see {@link Dynamics#excess}, at the mean
   * step size of the draws.
   */
  double noiseExcess(int i) {
    return how.dynamics().excess(how.stepOfDraws(), noise.variance(i), memory, i);
  }

  /** The squared standard error of that. */
  double squaredErrorOfNoise(int i) {
    double eta = how.stepOfDraws();
    double slope =
        how.dynamics().excess(eta, 1, memory, i) - how.dynamics().excess(eta, 0, memory, i);
    return slope * slope * noise.squaredError(i);
  }

  /** Whether each step has all rows. */
  boolean isExact() {
    return estimate.isExact();
  }
}
