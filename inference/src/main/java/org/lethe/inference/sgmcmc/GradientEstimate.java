package org.lethe.inference.sgmcmc;

import org.lethe.core.random.RandomStream;
import org.lethe.inference.energy.Batch;
import org.lethe.inference.energy.BatchSampler;
import org.lethe.inference.energy.EnergyFunction;
import org.lethe.inference.energy.Minibatch;

/** Unbiased estimates of ∇F for one chain, with or without a reference point. */
final class GradientEstimate {
  private static final RandomStream NO_NOISE = RandomStream.of(0);

  private final EnergyFunction energy;
  private final Batch all;
  private final BatchSampler batches;
  private final long period;
  private final double[] anchor;
  private final double[] atAnchor;
  private long rowGradients;

  private GradientEstimate(
      EnergyFunction energy, Batch all, BatchSampler batches, long period, double[] anchor) {
    this.energy = energy;
    this.all = all;
    this.batches = batches;
    this.period = period;
    this.anchor = anchor;
    this.atAnchor = new double[anchor.length];
  }

  /** From the minibatch alone. */
  static GradientEstimate plain(
      EnergyFunction energy, Batch all, Minibatch rows, RandomStream random) {
    BatchSampler batches = new BatchSampler(all, rows, random);
    return new GradientEstimate(energy, all, batches, 0, new double[0]);
  }

  /** With control variates at a fixed point. */
  static GradientEstimate around(
      double[] point, EnergyFunction energy, Batch all, Minibatch rows, RandomStream random) {
    BatchSampler batches = new BatchSampler(all, rows, random);
    GradientEstimate estimate =
        new GradientEstimate(energy, all, batches, Long.MAX_VALUE, point.clone());
    estimate.refer();
    return estimate;
  }

  /** With control variates at the chain's own state at every {@code period} steps. */
  static GradientEstimate periodic(
      int period, EnergyFunction energy, Batch all, Minibatch rows, RandomStream random) {
    BatchSampler batches = new BatchSampler(all, rows, random);
    return new GradientEstimate(energy, all, batches, period, new double[energy.dimension()]);
  }

  /** The estimate for step t = 1, 2, … */
  void at(long t, double[] theta, double[] out) {
    if (period > 0 && period < Long.MAX_VALUE && (t - 1) % period == 0) {
      System.arraycopy(theta, 0, anchor, 0, anchor.length);
      refer();
    }
    sample(t, theta, out);
  }

  /** The estimate with the rows of step t and the reference as it is. */
  void sample(long t, double[] theta, double[] out) {
    Batch batch = batches.at(t);
    if (period == 0) {
      energy.slope(theta, 1, batch, NO_NOISE, out);
      rowGradients += batch.size();
      return;
    }
    energy.slopeDifference(theta, anchor, 1, batch, NO_NOISE, out);
    for (int i = 0; i < out.length; i++) {
      out[i] += atAnchor[i];
    }
    rowGradients += 2L * batch.size();
  }

  private void refer() {
    energy.slope(anchor, 1, all, NO_NOISE, atAnchor);
    rowGradients += all.size();
  }

  boolean isExact() {
    return batches.isFull();
  }

  long rowGradients() {
    return rowGradients;
  }

  /** The reference point, empty without one; a checkpoint keeps it. */
  double[] anchor() {
    return anchor;
  }

  /** Goes on after a checkpoint that has filled {@link #anchor}. */
  void resume(long rowGradientsSoFar) {
    if (period > 0) {
      refer();
    }
    rowGradients = rowGradientsSoFar;
  }
}
