package org.lethe.core.posterior;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/**
 * Weights of draws and what they make of a scalar. A weighted mean Σ wᵢ g(xᵢ) is, to first order,
 * the plain mean of n wᵢ (g(xᵢ) − ḡ) + ḡ: its standard error is that of this series with its
 * autocorrelation, and the effective number of draws is the weighted variance of g over the square
 * of that error.
 *
 * @param w not negative, summing to one
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record WeightVector(double[] w) {

  /** From log weights known up to a constant. */
  static WeightVector of(double[] logWeights) {
    double top = Arrays.stream(logWeights).max().orElseThrow();
    double[] w = Arrays.stream(logWeights).map(log -> Math.exp(log - top)).toArray();
    double sum = Arrays.stream(w).sum();
    return new WeightVector(Arrays.stream(w).map(x -> x / sum).toArray());
  }

  /** The running sums of the weights, ending in exactly one where weights end. */
  double[] cumulative() {
    double[] sums = new double[w.length];
    double sum = 0;
    for (int i = 0; i < w.length; i++) {
      sum += w[i];
      sums[i] = sum;
    }
    int last = w.length - 1;
    while (w[last] == 0) {
      last--;
    }
    Arrays.fill(sums, last, w.length, 1);
    return sums;
  }

  Quantity quantity(String name, double[] x) {
    double mean = mean(x);
    double squares = IntStream.range(0, w.length).mapToDouble(i -> w[i] * w[i]).sum();
    double sd = squares == 1 ? 0 : Math.sqrt(variance(x, mean) / (1 - squares));
    return new Quantity(name, mean, sd, quantile(x, 0.05), quantile(x, 0.5), quantile(x, 0.95));
  }

  Mixing mixing(double[] x, int chains) {
    double mean = mean(x);
    Chains series = series(x, v -> v, chains);
    double mcse = series.mcseMean();
    double bulk = effective(variance(x, mean), mcse);
    double tail = Double.POSITIVE_INFINITY;
    for (double p : new double[] {0.05, 0.95}) {
      double cut = quantile(x, p);
      DoubleUnaryOperator below = v -> v <= cut ? 1 : 0;
      double share = mean(Arrays.stream(x).map(below).toArray());
      tail = Math.min(tail, effective(share * (1 - share), series(x, below, chains).mcseMean()));
    }
    return new Mixing(mcse, series.rHat(), bulk, tail);
  }

  /** What cannot vary is known as well as by all draws. */
  private double effective(double variance, double mcse) {
    return variance == 0 || mcse == 0 ? w.length : variance / (mcse * mcse);
  }

  private Chains series(double[] x, DoubleUnaryOperator g, int chains) {
    double[] values = Arrays.stream(x).map(g).toArray();
    double mean = mean(values);
    double[] series = new double[x.length];
    Arrays.setAll(series, i -> w.length * w[i] * (values[i] - mean) + mean);
    return Chains.of(series, chains);
  }

  private double mean(double[] x) {
    return IntStream.range(0, w.length).mapToDouble(i -> w[i] == 0 ? 0 : w[i] * x[i]).sum();
  }

  private double variance(double[] x, double mean) {
    return IntStream.range(0, w.length)
        .mapToDouble(i -> w[i] == 0 ? 0 : w[i] * (x[i] - mean) * (x[i] - mean))
        .sum();
  }

  private double quantile(double[] x, double p) {
    int[] order =
        IntStream.range(0, x.length)
            .filter(i -> w[i] > 0)
            .boxed()
            .sorted((a, b) -> Double.compare(x[a], x[b]))
            .mapToInt(i -> i)
            .toArray();
    double first = w[order[0]] / 2;
    double target = first + p * (1 - first - w[order[order.length - 1]] / 2);
    double at = first;
    for (int k = 1; k < order.length; k++) {
      double step = (w[order[k - 1]] + w[order[k]]) / 2;
      if (at + step >= target) {
        double low = x[order[k - 1]];
        return low + (target - at) / step * (x[order[k]] - low);
      }
      at += step;
    }
    return x[order[order.length - 1]];
  }
}
