package org.lethe.core.posterior;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.apache.commons.math3.exception.MathIllegalStateException;
import org.apache.commons.math3.optim.InitialGuess;
import org.apache.commons.math3.optim.MaxEval;
import org.apache.commons.math3.optim.SimpleValueChecker;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;
import org.apache.commons.math3.optim.nonlinear.scalar.ObjectiveFunction;
import org.apache.commons.math3.optim.nonlinear.scalar.ObjectiveFunctionGradient;
import org.apache.commons.math3.optim.nonlinear.scalar.gradient.NonLinearConjugateGradientOptimizer;
import org.lethe.core.expr.Device;
import org.lethe.core.expr.Expr;
import org.lethe.core.expr.Gradient;
import org.lethe.core.expr.Precision;
import org.lethe.core.expr.Program;
import org.lethe.core.random.Purpose;
import org.lethe.core.random.RandomStream;

/**
 * The largest log q of a flow, by conjugate gradients (Polak and Ribière) over ε, in which q is
 * near a standard normal, from ε = 0 and from the fifteen best of ten thousand draws. It counts as
 * found where the highest point of all searches has a vanishing gradient; that no higher one
 * exists, no search from finitely many starts can know.
 *
 * @param logDensity the largest log q
 * @param starts how many searches there were
 * @param agreeing how many of them ended there, to 10⁻⁴ nats
 */
public record FlowMode(double logDensity, int starts, int agreeing) {
  private static final int STARTS = 16;
  private static final int DRAWS = 10_000;
  private static final int MOST = 5_000;
  private static final double SETTLED_NATS = 1e-14;

  /**
   * A slope of g leaves about g²/2 nats to climb at the curvature 1 of a standard normal: 5·10⁻⁵,
   * which moves no gate.
   */
  private static final double FLAT = 1e-2;

  private static final double SAME_NATS = 1e-4;

  /** Where a search ended. */
  record Peak(double logDensity, double slope) {}

  static FlowMode of(FlowPosterior q) {
    int d = q.shift().length;
    Expr noise = Expr.input("noise", d);
    Expr log = q.logDensityOfNoise(noise);
    Program value = Program.of(List.of(noise), List.of(log));
    Program slope = Program.of(List.of(noise), List.of(Gradient.of(log, noise).get(0)));
    try (Program.Executor at = value.on(Device.cpu(1), Precision.DOUBLE);
        Program.Executor up = slope.on(Device.cpu(1), Precision.DOUBLE)) {
      List<Peak> peaks = starts(d, at).stream().map(start -> climb(start, at, up)).toList();
      Peak best = highest(peaks);
      double fresh = highest(logs(draws(d, 3), at));
      if (!(best.slope() <= FLAT && best.logDensity() >= fresh)) {
        throw notFound(q, peaks.size(), best, fresh);
      }
      long same =
          peaks.stream().filter(p -> best.logDensity() - p.logDensity() <= SAME_NATS).count();
      return new FlowMode(best.logDensity(), peaks.size(), (int) same);
    }
  }

  /** Of the finite ones: a search that left the numbers says nothing about where others ended. */
  static Peak highest(List<Peak> peaks) {
    return peaks.stream()
        .filter(p -> Double.isFinite(p.logDensity()))
        .max(Comparator.comparingDouble(Peak::logDensity))
        .orElse(new Peak(Double.NaN, Double.NaN));
  }

  static double highest(double[] logs) {
    return Arrays.stream(logs).filter(Double::isFinite).max().orElse(Double.NEGATIVE_INFINITY);
  }

  /** ε = 0 and the draws of the largest density. */
  private static List<double[]> starts(int d, Program.Executor at) {
    double[] all = draws(d, 2);
    Arrays.fill(all, 0, d, 0);
    double[] log = logs(all, at);
    Integer[] order = new Integer[DRAWS];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, 1, DRAWS, Comparator.comparingDouble(i -> -log[i]));
    return Arrays.stream(order)
        .limit(STARTS)
        .map(i -> Arrays.copyOfRange(all, i * d, (i + 1) * d))
        .toList();
  }

  private static double[] draws(int d, int step) {
    double[] all = new double[DRAWS * d];
    RandomStream.of(0).at(step, Purpose.DIAGNOSTIC).gaussians(all, 0, all.length);
    return all;
  }

  private static double[] logs(double[] points, Program.Executor at) {
    double[] log = new double[DRAWS];
    at.calls(DRAWS, points, log);
    return log;
  }

  private static NoModeException notFound(FlowPosterior q, int searches, Peak best, double fresh) {
    return new NoModeException(
        String.format(
            Locale.ROOT,
            "Flow: the mode of the posterior of model %s was not found: the best of %d searches"
                + " ended at a log density of %.4g and a slope of %.2g, and a draw has %.4g; fit"
                + " fewer layers or a full-rank family",
            q.model().name(),
            searches,
            best.logDensity(),
            best.slope(),
            fresh));
  }

  private static Peak climb(double[] start, Program.Executor at, Program.Executor up) {
    double[] point = start;
    try {
      point =
          new NonLinearConjugateGradientOptimizer(
                  NonLinearConjugateGradientOptimizer.Formula.POLAK_RIBIERE,
                  new SimpleValueChecker(-1, SETTLED_NATS))
              .optimize(
                  new InitialGuess(start),
                  GoalType.MAXIMIZE,
                  new MaxEval(MOST),
                  new ObjectiveFunction(x -> called(at, x, 1)[0]),
                  new ObjectiveFunctionGradient(x -> called(up, x, x.length)))
              .getPoint();
    } catch (MathIllegalStateException e) {
      // out of evaluations or of brackets: the slope where it stood says that nothing was found
    }
    double slope = Math.sqrt(Arrays.stream(called(up, point, point.length)).map(g -> g * g).sum());
    return new Peak(called(at, point, 1)[0], slope);
  }

  private static double[] called(Program.Executor program, double[] x, int outputs) {
    double[] out = new double[outputs];
    program.call(x, out);
    return out;
  }

  /** How it was found, for a provenance. */
  public String how() {
    return String.format(
        "by conjugate gradients from %d starts, of which %d agree", starts, agreeing);
  }

  /** Doubtful where fewer than half of the searches agree: a higher mode may have been missed. */
  public Verdict verdict() {
    return 2 * agreeing >= starts
        ? Verdict.trusted()
        : Verdict.doubtful(
            String.format(
                "the gate stands on the largest density of the original, which only %d of %d"
                    + " searches found",
                agreeing, starts));
  }
}
