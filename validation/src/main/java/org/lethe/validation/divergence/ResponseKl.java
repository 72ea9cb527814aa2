package org.lethe.validation.divergence;

import java.util.Arrays;
import org.lethe.core.data.Table;
import org.lethe.core.expr.Expr;
import org.lethe.core.model.Observation;
import org.lethe.core.posterior.Posterior;
import org.lethe.core.posterior.Predictive;
import org.lethe.core.random.RandomStream;

/**
 * KL between predictions of numbers or counts: the mean of ln(p/q) + q/p − 1 over responses redrawn
 * from p. The last terms have mean zero; with them every summand is at least zero and the error is
 * small relative to the value.
 *
 * <p>Where a density is an average over draws, a response of group g comes from a draw of group g:
 * leaving the group out then leaves out all that it touched.
 */
final class ResponseKl {
  private static final int RESPONSES = 4000;

  /** A density that takes no draws is cheap. */
  private static final int EXACT_RESPONSES = 20_000;

  private static final int GROUP = 200;

  private final Expr logDensity;
  private final RandomStream random;
  private final Table redrawn;
  private final int rows;
  private final double[][] p;
  private final String how;

  ResponseKl(Posterior p, Observation response, Table all, RandomStream random) {
    this.random = random;
    logDensity = response.perRow().logDensity(Expr.column(response.columns().get(0)));
    int responses = PredictiveKl.isExact(p, logDensity) ? EXACT_RESPONSES : RESPONSES;
    RowSample sample = RowSample.atMost(responses, all, random);
    rows = sample.rows().size();
    int times = responses / rows;
    // whole rounds of the groups give each of them all rows equally often
    int replicates = times < Jackknife.GROUPS ? times : times - times % Jackknife.GROUPS;
    redrawn =
        Redrawn.from(
            p.model(),
            response,
            sample.rows(),
            replicates,
            groups(p),
            random.stream(Jackknife.GROUPS));
    this.p = logDensities(p);
    how = "over " + redrawn.size() + " redrawn responses" + sample.words();
  }

  Estimate to(Posterior other) {
    double[][] q = logDensities(other);
    return Jackknife.of(g -> mean(p[g], q[g], g), how);
  }

  private double mean(double[] logP, double[] logQ, int omitted) {
    double sum = 0;
    int count = 0;
    for (int k = 0; k < logP.length; k++) {
      if (Redrawn.group(k, rows) != omitted) {
        sum += CategoryKl.excess(logQ[k] - logP[k]);
        count++;
      }
    }
    return sum / count;
  }

  /** ln p(y) of each response, without each of the groups of draws and last with all of them. */
  private double[][] logDensities(Posterior posterior) {
    double[][] without = new double[Jackknife.GROUPS + 1][];
    if (PredictiveKl.isExact(posterior, logDensity)) {
      Arrays.fill(without, posterior.predict(redrawn).logScore());
      return without;
    }
    double[][] groups =
        Arrays.stream(groups(posterior))
            .map(draws -> Predictive.ofDraws(posterior.model(), draws, redrawn).logScore())
            .toArray(double[][]::new);
    Arrays.setAll(without, g -> logMean(groups, g));
    return without;
  }

  /** Both posteriors answer the same streams, so most of the noise is common and cancels. */
  private double[][][] groups(Posterior posterior) {
    double[][][] groups = new double[Jackknife.GROUPS][][];
    Arrays.setAll(groups, g -> posterior.draw(GROUP, random.stream(g)));
    return groups;
  }

  private static double[] logMean(double[][] groups, int omitted) {
    double[] out = new double[groups[0].length];
    for (int k = 0; k < out.length; k++) {
      double largest = Double.NEGATIVE_INFINITY;
      for (double[] group : groups) {
        largest = Math.max(largest, group[k]);
      }
      double sum = 0;
      for (int g = 0; g < groups.length; g++) {
        sum += g == omitted ? 0 : Math.exp(groups[g][k] - largest);
      }
      out[k] =
          largest + Math.log(sum / (omitted < groups.length ? groups.length - 1 : groups.length));
    }
    return out;
  }
}
