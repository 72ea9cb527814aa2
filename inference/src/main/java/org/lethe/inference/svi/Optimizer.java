package org.lethe.inference.svi;

import java.nio.file.Files;
import java.util.Arrays;
import java.util.Locale;
import org.lethe.core.data.Checks;
import org.lethe.core.random.Purpose;
import org.lethe.core.random.RandomSteps;
import org.lethe.inference.energy.Batch;
import org.lethe.inference.energy.BatchSampler;
import org.lethe.inference.energy.EnergyFunction;
import org.lethe.inference.energy.Minibatch;
import org.lethe.inference.run.CancelledException;
import org.lethe.inference.run.NumericalException;
import org.lethe.inference.run.Progress;
import org.lethe.inference.run.Run;
import org.lethe.inference.run.StepSize;

/**
 * Minimises an energy by {@link Adam} under a schedule, with fresh noise and rows at every step,
 * and averages the iterates of the tail (Polyak and Juditsky 1992). Reports to the run's listener
 * about two hundred times, obeys its cancellation at every step, and keeps its checkpoint.
 *
 * @param steps at most so many
 * @param rate step sizes
 * @param tail fraction of the steps, at the end, whose iterates are averaged; 0 takes the last
 * @param minibatch rows a step sees
 * @param settle stop when no component of an exact gradient (full batch, no noise) exceeds this; 0
 *     never stops early
 */
public record Optimizer(int steps, StepSize rate, double tail, Minibatch minibatch, double settle) {

  private static final int WINDOWS = 200;

  public Optimizer {
    Checks.positive("Optimizer", "steps", steps);
    Checks.inRange("Optimizer", "tail", tail, 0, 1);
    Checks.inRange("Optimizer", "settle", settle, 0, Double.MAX_VALUE);
  }

  /** Full batches, no averaging, no early stop. */
  public static Optimizer of(int steps, StepSize rate) {
    return new Optimizer(steps, rate, 0, new Minibatch.Full(), 0);
  }

  /** With the mean of the last iterates. */
  public Optimizer tail(double fraction) {
    return new Optimizer(steps, rate, fraction, minibatch, settle);
  }

  /** With another choice of rows. */
  public Optimizer minibatch(Minibatch other) {
    return new Optimizer(steps, rate, tail, other, settle);
  }

  /** Stopping once an exact gradient has vanished. */
  public Optimizer settle(double gradient) {
    return new Optimizer(steps, rate, tail, minibatch, gradient);
  }

  /**
   * Runs to the end.
   *
   * @throws CancelledException when the listener cancels; the checkpoint then holds the last step
   * @throws NumericalException when the energy or its gradient is no longer finite
   * @throws IllegalArgumentException when there are no rows, or the checkpoint is not of this
   *     descent
   */
  public Optimum minimise(Descent descent, Run run) {
    int every = Math.max(1, steps / WINDOWS);
    DescentState state = new DescentState(descent.start(), steps / every);
    run.checkpoint()
        .map(Run.Checkpoint::file)
        .filter(Files::exists)
        .ifPresent(file -> state.load(file, descent.identity()));
    try {
      boolean settled = loop(descent, run, state, every);
      run.checkpoint().ifPresent(Run.Checkpoint::ended);
      int windows = (int) (state.step / every);
      Trace trace = new Trace(every, Arrays.copyOf(state.energies, windows));
      double[] end = settled || state.tailCount == 0 ? state.x.clone() : state.tailMean();
      return new Optimum(end, trace, state.step, settled, state.rowGradients);
    } catch (RuntimeException e) {
      run.listener().interrupted();
      throw e;
    }
  }

  private boolean loop(Descent descent, Run run, DescentState state, int every) {
    EnergyFunction energy = descent.energy();
    BatchSampler batches = new BatchSampler(descent.data(), minibatch, descent.random());
    boolean exact = settle > 0 && batches.isFull() && !energy.isNoisy();
    RandomSteps noise = descent.random().steps(Purpose.REPARAMETRISATION);
    double[] gradient = new double[state.x.length];
    long tailFrom = steps - Math.round(tail * steps);
    long begun = System.nanoTime();
    long first = state.step;
    while (state.step < steps) {
      cancelIfAsked(descent, run, state);
      long t = state.step + 1;
      double eta = rate.at(t, steps);
      Batch batch = batches.at(t);
      double value = energy.gradient(state.x, 1, batch, noise.at(t), gradient);
      if (!Double.isFinite(value) || !isFinite(gradient)) {
        throw broken(descent.phase(), t, eta, value);
      }
      state.rowGradients += (long) batch.size() * energy.draws();
      boolean settled = exact && largest(gradient) <= settle;
      if (!settled) {
        state.adam.step(t, eta, gradient, state.x);
      }
      state.step = t;
      if (t > tailFrom) {
        state.addToTail();
      }
      window(state, value, every);
      if (settled || t % every == 0 || t == steps) {
        double left = (System.nanoTime() - begun) * 1e-9 / (t - first) * (steps - t);
        long done = settled ? steps : t;
        run.listener()
            .on(new Progress(descent.phase(), done, steps, value, eta, settled ? 0 : left));
      }
      if (settled) {
        return true;
      }
      if (run.checkpoint().isPresent() && t % run.checkpoint().get().everySteps() == 0) {
        state.save(run.checkpoint().get().file(), descent.identity());
      }
    }
    return false;
  }

  private void cancelIfAsked(Descent descent, Run run, DescentState state) {
    if (run.listener().cancelled()) {
      run.checkpoint().ifPresent(point -> state.save(point.file(), descent.identity()));
      throw new CancelledException(
          descent.phase(), state.step, steps, run.checkpoint().map(Run.Checkpoint::file));
    }
  }

  private static void window(DescentState state, double value, int every) {
    state.windowSum += value;
    if (state.step % every == 0) {
      int window = (int) (state.step / every) - 1;
      if (window < state.energies.length) {
        state.energies[window] = state.windowSum / every;
      }
      state.windowSum = 0;
    }
  }

  /** 0·g is 0, or NaN; four sums, as one would wait for itself. */
  private static boolean isFinite(double[] gradient) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    int i = 0;
    for (; i + 4 <= gradient.length; i += 4) {
      a += 0 * gradient[i];
      b += 0 * gradient[i + 1];
      c += 0 * gradient[i + 2];
      d += 0 * gradient[i + 3];
    }
    for (; i < gradient.length; i++) {
      a += 0 * gradient[i];
    }
    return a + b + c + d == 0;
  }

  private static double largest(double[] gradient) {
    double largest = 0;
    for (double g : gradient) {
      largest = Math.max(largest, Math.abs(g));
    }
    return largest;
  }

  private static NumericalException broken(String phase, long t, double eta, double value) {
    return new NumericalException(
        String.format(
            Locale.ROOT,
            "%s: gradient must be finite, and was not at step %d (energy %s, step size %.3g);"
                + " try a smaller step size, a start nearer the data, or standardised columns",
            phase,
            t,
            value,
            eta));
  }
}
