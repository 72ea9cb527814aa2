package org.lethe.unlearning;

import java.util.Optional;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;
import org.lethe.core.data.Checks;
import org.lethe.core.data.Edit;
import org.lethe.core.posterior.VariationalPosterior;
import org.lethe.core.random.Purpose;
import org.lethe.core.random.RandomStream;
import org.lethe.inference.diagnostics.Psis;
import org.lethe.inference.run.CancelledException;
import org.lethe.inference.run.Run;

/**
 * The effective sample size (Σw)²/Σw² of {@value #DRAWS} weights w ∝ 1/p_adj(D_e | θ), θ ~ q(θ |
 * D): how many draws of a posterior stand where an edit takes it. It is a mean over batches, and
 * {@linkplain #isSmall small} where it is below {@value #SMALLEST} by more than twice its Monte
 * Carlo error, so that a verdict does not change with the seed.
 *
 * <p>Batches are looked at after 4, 8, 16, …, 256 and after all {@value #BATCHES}; no more are
 * drawn once Student's interval of level {@value #CERTAIN} around the mean does not hold 100. Where
 * that is depends on the batches alone, whatever the threads; for normal batches seven looks lead
 * to another verdict than all batches with a chance below 7·10⁻⁴.
 *
 * @param mean over the batches
 * @param error the Monte Carlo error of that mean; 0 where it is not known
 * @param batches how many were drawn
 */
public record EffectiveSize(double mean, double error, int batches) {

  /** Weights a batch. */
  public static final int DRAWS = 1000;

  /** Batches at most. */
  public static final int BATCHES = 400;

  /** The smallest without doubt. */
  public static final double SMALLEST = 100;

  /** The purpose of its random addresses, one a batch; that of number {@value #BATCHES} is free. */
  static final int PURPOSE = Purpose.FREE + 1;

  private static final double CERTAIN = 0.9999;
  private static final int FIRST_LOOK = 4;

  public EffectiveSize {
    Checks.inRange("EffectiveSize", "mean", mean, 0, Double.MAX_VALUE);
    Checks.positive("EffectiveSize", "batches", batches);
  }

  /**
   * As many batches as it takes to tell whether it is small.
   *
   * @throws org.lethe.inference.run.NumericalException when a log-likelihood is not finite at a
   *     draw
   * @throws CancelledException when the run's listener cancels
   */
  public static EffectiveSize of(VariationalPosterior original, Edit edit, Gate gate, Run run) {
    return of(original, edit, gate, run, FIRST_LOOK);
  }

  /** The same with all batches, where the size itself is wanted. */
  public static EffectiveSize measured(
      VariationalPosterior original, Edit edit, Gate gate, Run run) {
    return of(original, edit, gate, run, BATCHES);
  }

  private static EffectiveSize of(
      VariationalPosterior original, Edit edit, Gate gate, Run run, int firstLook) {
    RandomStream random = RandomStream.of(run.seed());
    SummaryStatistics ess = new SummaryStatistics();
    try (EditedLikelihood likelihood = EditedLikelihood.of(original, gate, edit, run.device())) {
      int look = firstLook;
      for (int b = 0; b < BATCHES; b++) {
        if (run.listener().cancelled()) {
          throw new CancelledException("doubt", b, BATCHES, Optional.empty());
        }
        double[][] draws = original.draw(DRAWS, random.at(b, PURPOSE));
        ess.addValue(Psis.ess(Weights.normalised(likelihood.at(draws))));
        if (b + 1 == look) {
          if (isCertain(ess)) {
            break;
          }
          look *= 2;
        }
      }
    }
    return new EffectiveSize(ess.getMean(), error(ess), (int) ess.getN());
  }

  private static double error(SummaryStatistics ess) {
    return Math.sqrt(ess.getVariance() / ess.getN());
  }

  private static boolean isCertain(SummaryStatistics ess) {
    double radius =
        new TDistribution(null, ess.getN() - 1.0).inverseCumulativeProbability((1 + CERTAIN) / 2);
    return Math.abs(ess.getMean() - SMALLEST) > radius * error(ess);
  }

  /** Whether it is below {@value #SMALLEST} by more than twice its error. */
  public boolean isSmall() {
    return mean + 2 * error < SMALLEST;
  }

  /** How often measuring evaluated the likelihood of a row: at every draw of every batch. */
  public long rowValues(Edit edit) {
    return (long) DRAWS * batches * edit.rows().size();
  }
}
