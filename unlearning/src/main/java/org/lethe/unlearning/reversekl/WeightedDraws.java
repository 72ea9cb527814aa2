package org.lethe.unlearning.reversekl;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.lethe.core.data.Edit;
import org.lethe.core.posterior.GaussianPosterior;
import org.lethe.core.posterior.Verdict;
import org.lethe.core.random.Purpose;
import org.lethe.core.random.RandomStream;
import org.lethe.inference.diagnostics.Psis;
import org.lethe.inference.energy.Frame;
import org.lethe.inference.run.CancelledException;
import org.lethe.inference.run.Progress;
import org.lethe.inference.run.Run;
import org.lethe.unlearning.EditedLikelihood;
import org.lethe.unlearning.Weights;

/**
 * B batches of S draws of q(θ | D), weighted by what the edit multiplies it by and normalised batch
 * by batch, in the coordinates z in which q(θ | D) is the standard normal.
 *
 * @param batches moments of each batch
 * @param ess effective sample size, mean over the batches
 * @param khat Pareto k̂ of the weights of all batches
 */
record WeightedDraws(List<Moments> batches, double ess, double khat) {

  private static final int PURPOSE = Purpose.FREE + 4;
  private static final int REPORTS = 50;
  private static final int TAIL_DRAWS = 100_000;

  static WeightedDraws of(ReverseKl method, GaussianPosterior q, Edit edit, Run run) {
    int s = method.draws();
    int b = method.batches();
    int d = q.model().dimension();
    Frame frame = Frame.of(q);
    RandomStream random = RandomStream.of(run.seed());
    double[] z = new double[s * d];
    double[] theta = new double[s * d];
    double[] ratios = new double[s];
    double[] pooled = new double[Math.max(s, Math.min(s * b, TAIL_DRAWS) / s * s)];
    List<Moments> moments = new ArrayList<>();
    double ess = 0;
    long begun = System.nanoTime();
    try (EditedLikelihood likelihood = EditedLikelihood.of(q, method.gate(), edit, run.device())) {
      for (int k = 0; k < b; k++) {
        cancelIfAsked(k, b, run);
        random.at(k, PURPOSE).gaussians(z, 0, z.length);
        toTheta(frame, z, theta, d);
        likelihood.at(s, theta, ratios);
        double[] weights = Weights.normalised(ratios);
        moments.add(Moments.of(z, weights, d));
        ess += Psis.ess(weights) / b;
        if ((k + 1) * s <= pooled.length) {
          System.arraycopy(ratios, 0, pooled, k * s, s);
        }
        report(k + 1, b, begun, run);
      }
    } catch (RuntimeException e) {
      run.listener().interrupted();
      throw e;
    }
    return new WeightedDraws(List.copyOf(moments), ess, Psis.of(pooled).khat());
  }

  /** Doubtful where the weights have no mean that could be estimated. */
  Verdict verdict() {
    return khat > Psis.RELIABLE
        ? Verdict.doubtful(
            String.format(
                Locale.ROOT,
                "the Pareto k of the weights is %.2f, above %.1f: weighted means do not settle",
                khat,
                Psis.RELIABLE))
        : Verdict.trusted();
  }

  private static void toTheta(Frame frame, double[] z, double[] theta, int d) {
    for (int from = 0; from < z.length; from += d) {
      double[] point = frame.toTheta(Arrays.copyOfRange(z, from, from + d));
      System.arraycopy(point, 0, theta, from, d);
    }
  }

  private static void cancelIfAsked(int done, int batches, Run run) {
    if (run.listener().cancelled()) {
      throw new CancelledException(ReverseKl.NAME, done, batches, Optional.empty());
    }
  }

  private static void report(int done, int batches, long begun, Run run) {
    if (done % Math.max(1, batches / REPORTS) == 0 || done == batches) {
      double left = (System.nanoTime() - begun) * 1e-9 / done * (batches - done);
      run.listener().on(new Progress(ReverseKl.NAME, done, batches, Double.NaN, Double.NaN, left));
    }
  }
}
