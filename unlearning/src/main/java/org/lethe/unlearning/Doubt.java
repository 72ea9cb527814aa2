package org.lethe.unlearning;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.commons.math3.distribution.ChiSquaredDistribution;
import org.lethe.core.data.Checks;
import org.lethe.core.data.Edit;
import org.lethe.core.posterior.VariationalPosterior;
import org.lethe.core.posterior.Verdict;
import org.lethe.core.random.RandomStream;
import org.lethe.inference.run.CancelledException;
import org.lethe.inference.run.Run;

/**
 * Whether a forgotten posterior is doubtful, decided without a retrain: q(θ | D) knows nothing of
 * where it has hardly any mass. Doubtful are an {@link EffectiveSize} below 100 of 1000 weights w ∝
 * 1/p_adj(D_e | θ), θ ~ q(θ | D), and more than a third of the forgotten posterior outside the 99.9
 * % ellipsoid of q(θ | D).
 *
 * @param ess effective sample size of {@value EffectiveSize#DRAWS} weights, mean over the batches
 * @param essError the Monte Carlo error of that mean
 * @param outside the fraction of the forgotten posterior outside the ellipsoid
 * @param batches how many were drawn
 */
public record Doubt(double ess, double essError, double outside, int batches) {

  /** The largest fraction outside without doubt. */
  public static final double LARGEST_OUTSIDE = 1.0 / 3;

  private static final double ELLIPSOID = 0.999;
  private static final int OUTSIDE_DRAWS = 10_000;

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
    return of(original, forgotten, EffectiveSize.of(original, edit, gate, run), run);
  }

  /** The same with all batches, where the sample size itself is wanted. */
  public static Doubt measured(
      VariationalPosterior original,
      VariationalPosterior forgotten,
      Edit edit,
      Gate gate,
      Run run) {
    return of(original, forgotten, EffectiveSize.measured(original, edit, gate, run), run);
  }

  private static Doubt of(
      VariationalPosterior original, VariationalPosterior forgotten, EffectiveSize ess, Run run) {
    RandomStream random = RandomStream.of(run.seed());
    return new Doubt(ess.mean(), ess.error(), outside(original, forgotten, random), ess.batches());
  }

  private EffectiveSize size() {
    return new EffectiveSize(ess, essError, batches);
  }

  /** How often measuring evaluated the likelihood of a row: at every draw of every batch. */
  public long rowValues(Edit edit) {
    return size().rowValues(edit);
  }

  /** {@code original}'s ellipsoid, bent with it where it is a flow, is |ε|² &lt; χ²_{d,0.999}. */
  private static double outside(
      VariationalPosterior original, VariationalPosterior forgotten, RandomStream random) {
    double radius =
        new ChiSquaredDistribution(original.model().dimension())
            .inverseCumulativeProbability(ELLIPSOID);
    int outside = 0;
    for (double[] theta :
        forgotten.draw(OUTSIDE_DRAWS, random.at(EffectiveSize.BATCHES, EffectiveSize.PURPOSE))) {
      outside += original.squaredRadius(theta) > radius ? 1 : 0;
    }
    return outside / (double) OUTSIDE_DRAWS;
  }

  /** Doubtful with a reason for each alarm, otherwise trusted. */
  public Verdict verdict() {
    List<String> reasons = new ArrayList<>();
    if (size().isSmall()) {
      reasons.add(
          String.format(
              Locale.ROOT,
              "ESS %.1f of %d weights, below %.0f: the original has too few draws where the"
                  + " edited posterior lies",
              ess,
              EffectiveSize.DRAWS,
              EffectiveSize.SMALLEST));
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
