package org.lethe.inference.laplace;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;
import org.lethe.core.data.Checks;
import org.lethe.core.random.RandomStream;
import org.lethe.inference.energy.Batch;
import org.lethe.inference.energy.EnergyFunction;
import org.lethe.inference.run.CancelledException;
import org.lethe.inference.run.Listener;
import org.lethe.inference.run.NumericalException;
import org.lethe.inference.run.Progress;

/**
 * Minimises an energy by limited-memory BFGS (Liu and Nocedal 1989): gradients alone, no matrix, so
 * that the number of parameters hardly matters. A line search halves the step until the energy
 * falls by 10⁻⁴ of what the slope promises (Armijo).
 *
 * @param steps at most so many
 * @param tolerance stops when a step lowers the energy by less than this many nats
 */
public record Lbfgs(int steps, double tolerance) {

  private static final String PHASE = "map";
  private static final int MEMORY = 10;
  private static final int HALVINGS = 40;
  private static final double ARMIJO = 1e-4;

  public Lbfgs {
    Checks.positive("Lbfgs", "steps", steps);
    Checks.positiveFinite("Lbfgs", "tolerance", tolerance);
  }

  /**
   * Where a minimisation ended.
   *
   * @param gamma the best point
   * @param value the energy there
   * @param settled whether it stopped because the energy no longer fell
   * @param rowGradients how many gradients of single rows it took
   */
  @SuppressWarnings("ArrayRecordComponent") // an intermediate result, never compared
  public record Minimum(double[] gamma, double value, boolean settled, long rowGradients) {}

  private record Pair(double[] s, double[] y, double rho) {}

  /**
   * Runs from a start.
   *
   * @param energy whose noise address does not change
   * @throws CancelledException when the listener cancels
   * @throws NumericalException when energy or gradient are not finite at the start
   */
  public Minimum minimise(EnergyFunction energy, Batch data, double[] start, Listener listener) {
    double[] x = start.clone();
    double[] g = new double[x.length];
    double f = energy.gradient(x, 1, data, RandomStream.of(0), g);
    long evaluations = 1;
    if (!Double.isFinite(f) || !finite(g)) {
      throw new NumericalException(
          "Lbfgs: energy and gradient must be finite at the start, got energy " + f);
    }
    Deque<Pair> memory = new ArrayDeque<>();
    boolean settled = false;
    for (int step = 0; step < steps && !settled; step++) {
      if (listener.cancelled()) {
        listener.interrupted();
        throw new CancelledException(PHASE, step, steps, Optional.empty());
      }
      listener.on(new Progress(PHASE, step, steps, f, Double.NaN, Double.NaN));
      double[] direction = direction(memory, g);
      double slope = dot(direction, g);
      if (!(slope < 0)) {
        memory.clear();
        direction = direction(memory, g);
        slope = dot(direction, g);
      }
      double size = memory.isEmpty() ? Math.min(1, 1 / Math.sqrt(-slope)) : 1;
      double[] next = x;
      double[] nextGradient = new double[x.length];
      double value = f;
      boolean lower = false;
      for (int k = 0; k < HALVINGS && !lower && slope < 0; k++) {
        next = moved(x, size, direction);
        value = energy.gradient(next, 1, data, RandomStream.of(0), nextGradient);
        evaluations++;
        lower = value <= f + ARMIJO * size * slope && finite(nextGradient);
        size *= 0.5;
      }
      settled = !lower || f - value < tolerance;
      if (lower) {
        remember(memory, x, next, g, nextGradient);
        x = next;
        g = nextGradient;
        f = value;
      }
    }
    listener.on(new Progress(PHASE, steps, steps, f, Double.NaN, 0));
    return new Minimum(x, f, settled, evaluations * data.size());
  }

  private static void remember(
      Deque<Pair> memory, double[] x, double[] next, double[] g, double[] nextGradient) {
    double[] s = moved(next, -1, x);
    double[] y = moved(nextGradient, -1, g);
    double sy = dot(s, y);
    if (sy > 1e-12 * dot(y, y)) {
      memory.addLast(new Pair(s, y, 1 / sy));
      if (memory.size() > MEMORY) {
        memory.removeFirst();
      }
    }
  }

  /** −H⁻¹g by the two-loop recursion. */
  private static double[] direction(Deque<Pair> memory, double[] g) {
    double[] q = moved(new double[g.length], -1, g);
    double[] alpha = new double[memory.size()];
    int k = memory.size();
    for (Iterator<Pair> it = memory.descendingIterator(); it.hasNext(); ) {
      Pair pair = it.next();
      alpha[--k] = pair.rho() * dot(pair.s(), q);
      q = moved(q, -alpha[k], pair.y());
    }
    if (!memory.isEmpty()) {
      Pair last = memory.getLast();
      q = moved(new double[q.length], 1 / (last.rho() * dot(last.y(), last.y())), q);
    }
    for (Pair pair : memory) {
      double beta = pair.rho() * dot(pair.y(), q);
      q = moved(q, alpha[k++] - beta, pair.s());
    }
    return q;
  }

  private static double[] moved(double[] x, double by, double[] direction) {
    double[] out = x.clone();
    for (int i = 0; i < out.length; i++) {
      out[i] += by * direction[i];
    }
    return out;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  private static boolean finite(double[] x) {
    for (double v : x) {
      if (!Double.isFinite(v)) {
        return false;
      }
    }
    return true;
  }
}
