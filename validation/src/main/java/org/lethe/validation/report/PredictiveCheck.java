package org.lethe.validation.report;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.lethe.core.data.Table;
import org.lethe.core.posterior.Posterior;
import org.lethe.core.posterior.PosteriorPredictive;
import org.lethe.core.random.Purpose;
import org.lethe.core.random.RandomStream;

/**
 * A posterior predictive check: the observed values of a column in order, beside those of data sets
 * that the model draws anew at draws of the posterior. Where the model fits, the observed curve
 * runs among the others.
 *
 * @param observed the values of the column, sorted [n]
 * @param replicated those of each replicate, sorted [replicates × n]
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record PredictiveCheck(double[] observed, double[][] replicated) {

  private static final int POINTS = 400;

  /**
   * Draws replicates.
   *
   * @param rows the data
   * @param column an observed one
   * @param replicates how many, at least 1
   * @throws IllegalArgumentException where the model does not say how rows arise
   */
  public static PredictiveCheck of(Posterior posterior, Table rows, String column, int replicates) {
    RandomStream random = RandomStream.of(0).at(0, Purpose.PREDICTION);
    double[][] replicated =
        PosteriorPredictive.draws(posterior, rows, replicates, random).stream()
            .map(replicate -> sorted(replicate.column(column)))
            .toArray(double[][]::new);
    return new PredictiveCheck(sorted(rows.column(column)), replicated);
  }

  private static double[] sorted(double[] values) {
    double[] copy = values.clone();
    Arrays.sort(copy);
    return copy;
  }

  /** The fraction of replicates whose statistic exceeds the observed one, ties counting half. */
  public double tail(Statistic statistic) {
    double own = statistic.of(observed);
    double above = 0;
    for (double[] replicate : replicated) {
      double value = statistic.of(replicate);
      above += value > own ? 1 : value == own ? 0.5 : 0;
    }
    return above / replicated.length;
  }

  /** A number that sums a data set up. */
  @FunctionalInterface
  public interface Statistic {
    /** Of sorted values. */
    double of(double[] sorted);
  }

  /**
   * Quantile curves, of at most 400 values evenly picked: those of at most five replicates, and the
   * observed one on top.
   */
  public Plot plot(String title) {
    int n = observed.length;
    int points = Math.min(POINTS, n);
    int[] at =
        IntStream.range(0, points).map(i -> (int) ((2L * i + 1) * n / (2 * points))).toArray();
    double[] p = Arrays.stream(at).mapToDouble(i -> (i + 0.5) / n).toArray();
    Plot plot = Plot.of(title, Axis.linear("value"), Axis.linear("fraction below"));
    for (int r = 0; r < Math.min(5, replicated.length); r++) {
      plot = plot.curve("drawn anew " + (r + 1), picked(replicated[r], at), p);
    }
    return plot.curve("observed", picked(observed, at), p);
  }

  private static double[] picked(double[] values, int[] at) {
    return Arrays.stream(at).mapToDouble(i -> values[i]).toArray();
  }
}
