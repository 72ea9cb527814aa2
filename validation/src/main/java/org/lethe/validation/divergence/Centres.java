package org.lethe.validation.divergence;

import java.util.Arrays;
import org.lethe.core.data.Checks;
import org.lethe.core.posterior.Assignment;
import org.lethe.core.posterior.DrawsPosterior;
import org.lethe.core.random.Purpose;
import org.lethe.core.random.RandomStream;

/**
 * The centres of a mixture as a set: which of them is called first means nothing, so two sets are
 * compared in the order that suits them best.
 *
 * @param at [K × d]
 */
@SuppressWarnings("ArrayRecordComponent") // compared by distance, never by equals
public record Centres(double[][] at) {

  /** Copies the centres, of which there must be one. */
  public Centres {
    Checks.that(at.length > 0, "Centres: there must be at least one centre, got none");
    at = Arrays.stream(at).map(double[]::clone).toArray(double[][]::new);
  }

  /**
   * From numbers centre after centre.
   *
   * @param flat [K·d], or more of which the first K·d count
   */
  public static Centres of(double[] flat, int k) {
    int d = flat.length / k;
    double[][] at = new double[k][];
    Arrays.setAll(at, c -> Arrays.copyOfRange(flat, c * d, (c + 1) * d));
    return new Centres(at);
  }

  /** The means over draws, each in the order that suits the first draw best. */
  public static Centres mean(DrawsPosterior draws, int k) {
    return moments(draws, k)[0];
  }

  /** The standard deviations over draws in the same order, [K × d]. */
  public static Centres sd(DrawsPosterior draws, int k) {
    return moments(draws, k)[1];
  }

  private static Centres[] moments(DrawsPosterior given, int k) {
    DrawsPosterior draws = given.resample(RandomStream.of(0).at(0, Purpose.DIAGNOSTIC));
    Centres first = Centres.of(draws.draw(0, 0), k);
    int d = first.at[0].length;
    double[][] mean = new double[k][d];
    double[][] spread = new double[k][d];
    int n = draws.chains() * draws.size();
    for (int i = 0; i < n; i++) {
      double[][] one =
          Centres.of(draws.draw(i / draws.size(), i % draws.size()), k).ordered(first).at;
      for (int c = 0; c < k; c++) {
        for (int j = 0; j < d; j++) {
          double apart = one[c][j] - mean[c][j];
          mean[c][j] += apart / (i + 1);
          spread[c][j] += apart * (one[c][j] - mean[c][j]);
        }
      }
    }
    for (double[] row : spread) {
      Arrays.setAll(row, j -> Math.sqrt(row[j] / Math.max(1, n - 1)));
    }
    return new Centres[] {new Centres(mean), new Centres(spread)};
  }

  /** The order of these centres that brings them closest: entry i is which of them goes to i. */
  public int[] orderFor(Centres other) {
    Checks.that(
        other.at.length == at.length && other.at[0].length == at[0].length,
        "Centres: both sets must be [%d × %d], got [%d × %d]",
        at.length,
        at[0].length,
        other.at.length,
        other.at[0].length);
    double[][] cost = new double[at.length][at.length];
    for (int i = 0; i < at.length; i++) {
      for (int j = 0; j < at.length; j++) {
        cost[i][j] = squared(at[i], other.at[j]);
      }
    }
    return Assignment.of(cost);
  }

  /** The same centres in the order that suits another set best. */
  public Centres ordered(Centres other) {
    return new Centres(
        Arrays.stream(orderFor(other)).mapToObj(i -> at[i]).toArray(double[][]::new));
  }

  /** min over orders of the Frobenius distance √Σ (m − m′)². */
  public double distance(Centres other) {
    double[][] mine = ordered(other).at;
    double sum = 0;
    for (int c = 0; c < mine.length; c++) {
      sum += squared(mine[c], other.at[c]);
    }
    return Math.sqrt(sum);
  }

  /** √Σ m². */
  public double norm() {
    return Math.sqrt(Arrays.stream(at).flatMapToDouble(Arrays::stream).map(x -> x * x).sum());
  }

  private static double squared(double[] a, double[] b) {
    double sum = 0;
    for (int j = 0; j < a.length; j++) {
      sum += (a[j] - b[j]) * (a[j] - b[j]);
    }
    return sum;
  }
}
