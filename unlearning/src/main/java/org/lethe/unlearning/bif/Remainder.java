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
import org.lethe.unlearning.Weights;

/**
 * What an influence leaves open, found without a retrain. What makes it doubtful was not tuned on
 * results of the method: a hundredth of the right-hand side is less than the expansion itself
 * leaves on any reference problem; the ellipsoid and the effective number of weights are the rule
 * of {@link Doubt}, which the published tables of variational forgetting bear out; and a mean that
 * is off by the slope s in each coordinate costs ½s² nats of KL in each, 0.03 at a quarter.
 *
 * @param residual the largest of its linear systems, seen without a damping
 * @param outside the fraction of the result outside the 99.9 % ellipsoid of the original
 * @param slope the root mean square over coordinates, in posterior standard deviations of the
 *     original, of how much more the energy of the rows that stay slopes at the result than that of
 *     all rows at the original; at a few of the points, the same on both sides, so that their Monte
 *     Carlo error cancels; empty without these rows
 * @param effective the effective number of weights 1/p(D_e | θ) of draws of the original, as a
 *     fraction of them; empty where they are fewer than {@value #FEWEST}
 */
record Remainder(
    double residual, double outside, Optional<Double> slope, Optional<Double> effective) {

  /** Points at which the slope is taken; each costs two gradients of every row. */
  static final int POINTS = 8;

  /** Draws that are weighed at most, evenly spaced. */
  static final int WEIGHED = Doubt.DRAWS;

  /** Fewer draws than this say nothing by their weights. */
  static final int FEWEST = 100;

  private static final double SMALLEST_EFFECTIVE = Doubt.SMALLEST_ESS / Doubt.DRAWS;
  private static final double ELLIPSOID = 0.999;
  private static final double LARGEST_RESIDUAL = 0.01;
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
   * ESS/S of weights that turn S draws of the original into draws without the erased rows, and with
   * the learned ones; a row's value counts as a row gradient.
   */
  static Optional<Double> effective(Model model, Points original, Edit edit, Run run, Tally tally) {
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
  static Optional<Double> effective(Points original, double[] log) {
    double[][] column = Arrays.stream(log).mapToObj(l -> new double[] {l}).toArray(double[][]::new);
    Points some = new Points(column, original.weight()).thinned(WEIGHED);
    if (some.size() < FEWEST) {
      return Optional.empty();
    }
    double[] weighed = new double[some.size()];
    Arrays.setAll(weighed, k -> some.gamma()[k][0] + Math.log(some.weight()[k]));
    return Optional.of(Psis.ess(Weights.normalised(weighed)) / some.size());
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
    if (outside > Doubt.LARGEST_OUTSIDE) {
      reasons.add(
          String.format(
              Locale.ROOT,
              "%.0f %% of the edited posterior lies outside the 99.9 %% ellipsoid of the original,"
                  + " more than a third: too far for a Taylor expansion; edit in smaller chunks, or"
                  + " retrain",
              100 * outside));
    }
    if (effective.isPresent() && effective.get() < SMALLEST_EFFECTIVE) {
      reasons.add(
          String.format(
              Locale.ROOT,
              "the weights that would make draws of the original draws of the result have an"
                  + " effective number of %.1f in 1000, below %.0f: the original hardly knew where"
                  + " the result lies; edit in smaller chunks and compare, or retrain",
              1000 * effective.get(),
              1000 * SMALLEST_EFFECTIVE));
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
