package org.lethe.core.posterior;

import org.apache.commons.math3.transform.DftNormalization;
import org.apache.commons.math3.transform.FastFourierTransformer;
import org.apache.commons.math3.transform.TransformType;

/**
 * How many independent draws have a mean as precise as that of chains: n/τ̂ with τ̂ = −1 + 2 Σ_t
 * P_t, P_t the sums of neighbouring autocorrelations while they are positive, made monotone (Geyer
 * 1992; Vehtari, Gelman, Simpson, Carpenter and Bürkner 2021, section 3). Autocorrelations are 1 −
 * (W − γ_t)/V̂, γ_t the mean autocovariance of the chains and V̂ with the variance between them, so
 * that chains in different places count as few draws.
 */
final class EffectiveSize {
  private EffectiveSize() {}

  /** Of chains of one length, at least two draws each. */
  static double of(double[][] chains) {
    int n = chains[0].length;
    double total = (double) n * chains.length;
    if (Chains.isConstant(chains)) {
      return total;
    }
    double[] gamma = autocovariance(chains);
    double within = gamma[0] * n / (n - 1.0);
    double variance = gamma[0] + (chains.length > 1 ? Chains.variance(Chains.means(chains)) : 0);
    double[] rho = new double[n];
    for (int t = 0; t < n; t++) {
      rho[t] = t == 0 ? 1 : 1 - (within - gamma[t]) / variance;
    }
    double tau = autocorrelationTime(rho);
    // an estimate far above the number of draws is noise
    return total / Math.max(tau, 1 / Math.log10(total));
  }

  private static double autocorrelationTime(double[] rho) {
    int n = rho.length;
    double pair = rho[0] + rho[1];
    double smallest = pair;
    double sum = pair;
    int t = 1;
    double even = rho[0];
    while (t < n - 3 && pair > 0) {
      even = rho[t + 1];
      pair = rho[t + 1] + rho[t + 2];
      t += 2;
      if (t < n - 3 && pair > 0) {
        smallest = Math.min(smallest, pair);
        sum += smallest;
      }
    }
    return -1 + 2 * sum + Math.max(even, 0);
  }

  /** γ_t, the mean over the chains of Σ_s (x_s − x̄)(x_{s+t} − x̄)/n. */
  private static double[] autocovariance(double[][] chains) {
    int n = chains[0].length;
    int padded = Integer.highestOneBit(2 * n - 1) << 1;
    double[][] power = new double[2][padded];
    double[] means = Chains.means(chains);
    for (int c = 0; c < chains.length; c++) {
      double[][] x = new double[2][padded];
      for (int t = 0; t < n; t++) {
        x[0][t] = chains[c][t] - means[c];
      }
      transform(x, TransformType.FORWARD);
      for (int k = 0; k < padded; k++) {
        power[0][k] += x[0][k] * x[0][k] + x[1][k] * x[1][k];
      }
    }
    transform(power, TransformType.INVERSE);
    double[] gamma = new double[n];
    for (int t = 0; t < n; t++) {
      gamma[t] = power[0][t] / n / chains.length;
    }
    return gamma;
  }

  private static void transform(double[][] x, TransformType direction) {
    FastFourierTransformer.transformInPlace(x, DftNormalization.STANDARD, direction);
  }
}
