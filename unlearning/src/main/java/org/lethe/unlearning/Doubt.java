package org.lethe.unlearning;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.math3.distribution.ChiSquaredDistribution;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;
import org.lethe.core.data.Checks;
import org.lethe.core.data.Edit;
import org.lethe.core.posterior.VariationalPosterior;
import org.lethe.core.posterior.Verdict;
import org.lethe.core.random.Purpose;
import org.lethe.core.random.RandomStream;
import org.lethe.inference.diagnostics.Psis;
import org.lethe.inference.run.CancelledException;
import org.lethe.inference.run.Run;

/**
 * Whether a forgotten posterior is doubtful, decided without a retrain: q(θ | D) knows nothing of
 * where it has hardly any mass. Doubtful are an effective sample size below 100 of 1000 weights w ∝
 * 1/p_adj(D_e | θ), θ ~ q(θ | D), and more than a third of the forgotten posterior outside the 99.9
 * % ellipsoid of q(θ | D). The sample size is a mean over batches, and counts as below 100 only by
 * more than twice its Monte Carlo error, so that the verdict does not change with the seed.
 *
 * <p>Batches are looked at after 4, 8, 16, …, 256 and after all {@value #BATCHES}; no more are
 * drawn once Student's interval of level {@value #CERTAIN} around the mean does not hold 100. Where
 * that is depends on the batches alone, whatever the threads; for normal batches seven looks lead
 * to another verdict than all batches with a chance below 7·10⁻⁴.
 *
 * @param ess effective sample size of {@value #DRAWS} weights, mean over the batches
 * @param essError the Monte Carlo error of that mean
 * @param outside the fraction of the forgotten posterior outside the ellipsoid
 * @param batches how many were drawn
 */
public record Doubt(double ess, double essError, double outside, int batches) {

  /** Weights a batch. */
  public static final int DRAWS = 1000;

  /** Batches at most. */
  public static final int BATCHES = 400;

  /** The smallest effective sample size without doubt. */
  public static final double SMALLEST_ESS = 100;

  /** The largest fraction outside without doubt. */
  public static final double LARGEST_OUTSIDE = 1.0 / 3;

  private static final double CERTAIN = 0.9999;
  private static final int FIRST_LOOK = 4;
  private static final double ELLIPSOID = 0.999;
  private static final int OUTSIDE_DRAWS = 10_000;
  private static final int PURPOSE = Purpose.FREE + 1;

  public Doubt {
    Checks.inRange("Doubt", "ess", ess, 0, Double.MAX_VALUE);
    Checks.inRange("Doubt", "outside", outside, 0, 1);
    Checks.positive("Doubt", "batches", batches);
  }

  /**
   * Measures a forgotten posterior against the one that it was made from, as far as the verdict
   * needs.
   *
   * @throws org.lethe.inference.run.NumericalException when a log-likelihood is not finite at a
   *     draw
   * @throws CancelledException when the run's listener cancels
   */
  public static Doubt of(
      VariationalPosterior original,
      VariationalPosterior forgotten,
      Edit edit,
      Gate gate,
      Run run) {
    return of(original, forgotten, edit, gate, run, FIRST_LOOK);
  }

  /** The same with all batches, where the sample size itself is wanted. */
  public static Doubt measured(
      VariationalPosterior original,
      VariationalPosterior forgotten,
      Edit edit,
      Gate gate,
      Run run) {
    return of(original, forgotten, edit, gate, run, BATCHES);
  }

  private static Doubt of(
      VariationalPosterior original,
      VariationalPosterior forgotten,
      Edit edit,
      Gate gate,
      Run run,
      int firstLook) {
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
    return new Doubt(
        ess.getMean(), error(ess), outside(original, forgotten, random), (int) ess.getN());
  }

  private static double error(SummaryStatistics ess) {
    return Math.sqrt(ess.getVariance() / ess.getN());
  }

  private static boolean isCertain(SummaryStatistics ess) {
    double radius =
        new TDistribution(null, ess.getN() - 1.0).inverseCumulativeProbability((1 + CERTAIN) / 2);
    return Math.abs(ess.getMean() - SMALLEST_ESS) > radius * error(ess);
  }

  /** How often measuring evaluated the likelihood of a row: at every draw of every batch. */
  public long rowValues(Edit edit) {
    return (long) DRAWS * batches * edit.rows().size();
  }

  /** {@code original}'s ellipsoid, bent with it where it is a flow, is |ε|² &lt; χ²_{d,0.999}. */
  private static double outside(
      VariationalPosterior original, VariationalPosterior forgotten, RandomStream random) {
    double radius =
        new ChiSquaredDistribution(original.model().dimension())
            .inverseCumulativeProbability(ELLIPSOID);
    int outside = 0;
    for (double[] theta : forgotten.draw(OUTSIDE_DRAWS, random.at(BATCHES, PURPOSE))) {
      outside += original.squaredRadius(theta) > radius ? 1 : 0;
    }
    return outside / (double) OUTSIDE_DRAWS;
  }

  /** Doubtful with a reason for each alarm, otherwise trusted. */
  public Verdict verdict() {
    List<String> reasons = new ArrayList<>();
    if (ess + 2 * essError < SMALLEST_ESS) {
      reasons.add(
          String.format(
              Locale.ROOT,
              "ESS %.1f of %d weights, below %.0f: the original has too few draws where the"
                  + " edited posterior lies",
              ess,
              DRAWS,
              SMALLEST_ESS));
    }
    if (outside > LARGEST_OUTSIDE) {
      reasons.add(
          String.format(
              Locale.ROOT,
              "%.0f %% of the edited posterior lies outside the 99.9 %% ellipsoid of the"
                  + " original, more than a third: it is guessed from tails",
              100 * outside));
    }
    return reasons.isEmpty() ? Verdict.trusted() : new Verdict(Verdict.Level.DOUBTFUL, reasons);
  }
}
