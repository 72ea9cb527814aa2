package org.lethe.unlearning.reversekl;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import org.lethe.core.data.Edit;
import org.lethe.core.posterior.FlowPosterior;
import org.lethe.core.posterior.GaussianPosterior;
import org.lethe.core.posterior.VariationalPosterior;
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
 * by batch, in the coordinates z in which q(θ | D) is the standard normal, or a flow without its
 * affine part.
 *
 * @param batches what is kept of each batch
 * @param ess effective sample size, mean over the batches
 * @param khat Pareto k̂ of the weights of all batches
 */
record WeightedDraws<B>(List<B> batches, double ess, double khat) {

  private static final int PURPOSE = Purpose.FREE + 4;
  private static final int REPORTS = 50;
  private static final int TAIL_DRAWS = 100_000;

  /** The moments of each batch, which are all that a Gaussian q sees. */
  static WeightedDraws<Moments> of(ReverseKl method, GaussianPosterior q, Edit edit, Run run) {
    int d = q.model().dimension();
    return of(method, q, Frame.of(q), edit, run, (z, weights) -> Moments.of(z, weights, d));
  }

  /** The draws of each batch themselves. */
  static WeightedDraws<WeightedPoints> of(
      ReverseKl method, FlowPosterior q, Frame frame, Edit edit, Run run) {
    return of(method, q, frame, edit, run, (z, weights) -> new WeightedPoints(z.clone(), weights));
  }

  /** What {@code keep} makes of the draws of each batch and their weights. */
  private static <B> WeightedDraws<B> of(
      ReverseKl method,
      VariationalPosterior q,
      Frame frame,
      Edit edit,
      Run run,
      BiFunction<double[], double[], B> keep) {
    int s = method.draws();
    int b = method.batches();
    int d = q.model().dimension();
    RandomStream random = RandomStream.of(run.seed());
    double[] z = new double[s * d];
    double[] theta = new double[s * d];
    double[] ratios = new double[s];
    double[] pooled = new double[Math.max(s, Math.min(s * b, TAIL_DRAWS) / s * s)];
    List<B> batches = new ArrayList<>();
    double ess = 0;
    long begun = System.nanoTime();
    try (EditedLikelihood likelihood = EditedLikelihood.of(q, method.gate(), edit, run.device())) {
      for (int k = 0; k < b; k++) {
        cancelIfAsked(k, b, run);
        draw(q, frame, random.at(k, PURPOSE), z, theta, d);
        likelihood.at(s, theta, ratios);
        double[] weights = Weights.normalised(ratios);
        batches.add(keep.apply(z, weights));
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
    return new WeightedDraws<>(List.copyOf(batches), ess, Psis.of(pooled).khat());
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

  /** Draws θ, end to end, and their z. */
  private static void draw(
      VariationalPosterior q, Frame frame, RandomStream at, double[] z, double[] theta, int d) {
    if (q instanceof FlowPosterior flow) {
      double[][] draws = flow.draw(z.length / d, at);
      for (int s = 0; s < draws.length; s++) {
        System.arraycopy(draws[s], 0, theta, s * d, d);
        System.arraycopy(frame.toFrame(draws[s]), 0, z, s * d, d);
      }
      return;
    }
    at.gaussians(z, 0, z.length);
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
