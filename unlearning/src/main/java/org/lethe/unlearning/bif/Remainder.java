package org.lethe.unlearning.bif;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.math3.distribution.ChiSquaredDistribution;
import org.lethe.core.posterior.Verdict;
import org.lethe.unlearning.Doubt;

/**
 * What an influence leaves open, found without a retrain.
 *
 * @param residual the largest of its linear systems
 * @param outside the fraction of the result outside the 99.9 % ellipsoid of the original
 * @param slope the root mean square over coordinates, in posterior standard deviations of the
 *     original, of how much more the energy of the rows that stay slopes at the result than that of
 *     all rows at the original; at a few of the points, the same on both sides, so that their Monte
 *     Carlo error cancels; empty without these rows
 */
record Remainder(double residual, double outside, Optional<Double> slope) {

  /** Points at which the slope is taken; each costs two gradients of every row. */
  static final int POINTS = 8;

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

  Verdict verdict() {
    List<String> reasons = new ArrayList<>();
    if (residual > LARGEST_RESIDUAL) {
      reasons.add(
          String.format(
              Locale.ROOT,
              "the solver left %.2g of the right-hand side: part of the influence is still there;"
                  + " give it more terms, or use conjugate gradients",
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
