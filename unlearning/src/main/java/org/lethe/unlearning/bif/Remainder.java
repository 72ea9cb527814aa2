package org.lethe.unlearning.bif;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.math3.distribution.ChiSquaredDistribution;
import org.lethe.core.data.Edit;
import org.lethe.core.model.Model;
import org.lethe.core.posterior.Verdict;
import org.lethe.inference.diagnostics.Psis;
import org.lethe.inference.run.Run;
import org.lethe.unlearning.Doubt;
import org.lethe.unlearning.EditedLikelihood;
import org.lethe.unlearning.EffectiveSize;
import org.lethe.unlearning.Weights;

/**
 * What an influence leaves open, found without a retrain. What makes it doubtful was not tuned on
 * results of the method: a hundredth of the right-hand side is less than the expansion itself
 * leaves on any reference problem; the ellipsoid and the effective number of weights are the rule
 * of {@link Doubt}, which the published tables of variational forgetting bear out; a mean that is
 * off by the slope s in each coordinate costs ½s² nats of KL in each, 0.03 at a quarter; and so
 * does a variance that is short by three tenths.
 *
 * @param residual of its linear systems, seen without a damping: the largest before Stein passes,
 *     times that of each pass, which is what these leave of it where the energy is quadratic
 * @param narrowed by which fraction the damping of second order narrows variances, see {@link
 *     Pursuit#narrowed}
 * @param outside the fraction of the result outside the 99.9 % ellipsoid of the original
 * @param slope the root mean square over coordinates, in posterior standard deviations of the
 *     original, of how much more the energy of the rows that stay slopes at the result than that of
 *     all rows at the original; at a few of the points, the same on both sides, so that their Monte
 *     Carlo error cancels; empty without these rows
 * @param effective the effective number of weights 1/p(D_e | θ) of draws of the original; empty
 *     where they are fewer than {@value #FEWEST}, and for a Gaussian with the rows that stay, whose
 *     result is judged where it lies by the slope
 */
record Remainder(
    double residual,
    double narrowed,
    double outside,
    Optional<Double> slope,
    Optional<EffectiveSize> effective) {

  /** Points at which the slope is taken; each costs two gradients of every row. */
  static final int POINTS = 8;

  /** Draws that are weighed at most, evenly spaced. */
  static final int WEIGHED = EffectiveSize.DRAWS;

  /** Fewer draws than this say nothing by their weights. */
  static final int FEWEST = 100;

  private static final double ELLIPSOID = 0.999;
  private static final double LARGEST_RESIDUAL = 0.01;
  private static final double LARGEST_NARROWING = 0.3;
  private static final double LARGEST_SLOPE = 0.25;

  /** The slope that is left after an edit that moved points. */
  static Optional<Double> slope(Landscape landscape, Part whole, Points before, Points after) {
    Points few = before.thinned(POINTS);
    return landscape
        .rest(after.thinned(POINTS))
        .map(
            rest -> {
              Vectors.add(rest, -1, landscape.rest(few).orElseThrow());
              Vectors.add(rest, 1, landscape.slope(few, whole));
              return Vectors.norm(rest) / Math.sqrt(rest.length);
            });
  }

  /** The fraction of points outside the ellipsoid of a mean and axes C of its covariance CCᵀ. */
  static double outside(double[] mean, Axes axes, double[][] points, double[] weight) {
    double radius = new ChiSquaredDistribution(mean.length).inverseCumulativeProbability(ELLIPSOID);
    double outside = 0;
    for (int s = 0; s < points.length; s++) {
      double[] shift = points[s].clone();
      Vectors.add(shift, -1, mean);
      double[] u = axes.coordinates(shift);
      outside += Vectors.dot(u, u) > radius ? weight[s] : 0;
    }
    return outside;
  }

  /**
   * Of weights that turn draws of the original into draws without the erased rows, and with the
   * learned ones; a row's value counts as a row gradient. They are the draws that there are, and
   * their number has no error.
   */
  static Optional<EffectiveSize> effective(
      Model model, Points original, Edit edit, Run run, Tally tally) {
    Points points = original.thinned(WEIGHED);
    if (points.size() < FEWEST) {
      return Optional.empty();
    }
    tally.gradients((long) points.size() * edit.rows().size());
    try (EditedLikelihood likelihood = EditedLikelihood.of(model, edit, run.device())) {
      return effective(points, likelihood.at(points.gamma()));
    }
  }

  /** The same where the logarithms of the weights are known at all draws. */
  static Optional<EffectiveSize> effective(Points original, double[] log) {
    double[][] column = Arrays.stream(log).mapToObj(l -> new double[] {l}).toArray(double[][]::new);
    Points some = new Points(column, original.weight()).thinned(WEIGHED);
    if (some.size() < FEWEST) {
      return Optional.empty();
    }
    double[] weighed = new double[some.size()];
    Arrays.setAll(weighed, k -> some.gamma()[k][0] + Math.log(some.weight()[k]));
    double fraction = Psis.ess(Weights.normalised(weighed)) / some.size();
    return Optional.of(new EffectiveSize(EffectiveSize.DRAWS * fraction, 0, 1));
  }

  Verdict verdict() {
    List<String> reasons = new ArrayList<>();
    if (residual > LARGEST_RESIDUAL) {
      reasons.add(
          String.format(
              Locale.ROOT,
              "the solver left %.2g of the right-hand side: part of the influence is still there;"
                  + " give it more terms, use conjugate gradients, or state a smaller damping",
              residual));
    }
    if (narrowed > LARGEST_NARROWING) {
      reasons.add(
          String.format(
              Locale.ROOT,
              "the damping narrows variances of the result by %.0f %%, more than %.0f %%; state a"
                  + " smaller damping, or leave out secondOrder()",
              100 * narrowed,
              100 * LARGEST_NARROWING));
    }
    if (outside > Doubt.LARGEST_OUTSIDE) {
      reasons.add(
          String.format(
              Locale.ROOT,
              "%.0f %% of the edited posterior lies outside the 99.9 %% ellipsoid of the original,"
                  + " more than a third: too far for a Taylor expansion; edit in smaller chunks, or"
                  + " retrain",
              100 * outside));
    }
    if (effective.isPresent() && effective.get().isSmall()) {
      reasons.add(
          String.format(
              Locale.ROOT,
              "the weights that would make draws of the original draws of the result have an"
                  + " effective number of %.1f in 1000, below %.0f: the original hardly knew where"
                  + " the result lies; edit in smaller chunks and compare, or retrain",
              effective.get().mean(),
              EffectiveSize.SMALLEST));
    }
    if (slope.isPresent() && slope.get() > LARGEST_SLOPE) {
      reasons.add(
          String.format(
              Locale.ROOT,
              "at the result the rows that stay still pull by %.2f posterior standard deviations a"
                  + " coordinate; edit in smaller chunks, add a Stein pass, or retrain",
              slope.get()));
    }
    return reasons.isEmpty() ? Verdict.trusted() : new Verdict(Verdict.Level.DOUBTFUL, reasons);
  }
}
