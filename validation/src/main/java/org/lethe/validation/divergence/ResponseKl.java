package org.lethe.validation.divergence;

import java.util.Arrays;
import org.lethe.core.data.Table;
import org.lethe.core.expr.Expr;
import org.lethe.core.model.Observation;
import org.lethe.core.posterior.Posterior;
import org.lethe.core.posterior.Predictive;
import org.lethe.core.random.RandomStream;

/**
 * KL between predictions of numbers or counts, as the mean of [p ln(p/q) − p + q]/r over responses
 * drawn from r = (p + q)/2, half of them from each. The terms added to p ln(p/q) have mean zero;
 * with them every summand is at least zero and the error is small relative to the value. Drawn from
 * p alone, q/p could have infinite variance where q is the wider.
 *
 * <p>Where a density is an average over draws, a response of group g comes from a draw of group g:
 * leaving the group out then leaves out all that it touched.
 */
final class ResponseKl {
  private static final int RESPONSES = 4000;

  /** A density that takes no draws is cheap. */
  private static final int EXACT_RESPONSES = 8000;

  private static final int GROUP = 100;

  private final Posterior p;
  private final RandomStream random;
  private final RowSample sample;
  private final int replicates;
  private final Table own;
  private final double[][] logP;

  ResponseKl(Posterior p, Table all, RandomStream random) {
    this.p = p;
    this.random = random;
    int fromEach = (isExact(p) ? EXACT_RESPONSES : RESPONSES) / 2;
    sample = RowSample.atMost(fromEach, all, random);
    int times = fromEach / sample.rows().size();
    // whole rounds of the groups give each of them all rows equally often
    replicates = times < Jackknife.GROUPS ? times : times - times % Jackknife.GROUPS;
    own = redrawn(p);
    logP = logDensities(p, own);
  }

  Estimate to(Posterior q) {
    Table others = redrawn(q);
    double[][] logQ = logDensities(q, own);
    double[][] logPOfOthers = logDensities(p, others);
    double[][] logQOfOthers = logDensities(q, others);
    return Jackknife.of(
        g -> (mean(logP[g], logQ[g], g) + mean(logPOfOthers[g], logQOfOthers[g], g)) / 2,
        "over " + 2 * own.size() + " redrawn responses" + sample.words());
  }

  private static boolean isExact(Posterior posterior) {
    Observation response = PredictiveKl.response(posterior);
    Expr y = Expr.column(response.columns().get(0));
    return Predictive.isExact(posterior, response.perRow().logDensity(y));
  }

  private Table redrawn(Posterior posterior) {
    return Redrawn.from(
        posterior.model(),
        PredictiveKl.response(posterior),
        sample.rows(),
        replicates,
        groups(posterior),
        random.stream(Jackknife.GROUPS));
  }

  private double mean(double[] logP, double[] logQ, int omitted) {
    double sum = 0;
    int count = 0;
    for (int k = 0; k < logP.length; k++) {
      if (Redrawn.group(k, sample.rows().size()) != omitted) {
        sum += term(logQ[k] - logP[k]);
        count++;
      }
    }
    return sum / count;
  }

  /** [p ln(p/q) − p + q]/r at ln(q/p) = d, at most 2 where q is the larger. */
  private static double term(double d) {
    return d > 700 ? 2 : 2 * CategoryKl.excess(d) / (1 + Math.exp(d));
  }

  /** ln p(y) of each response, without each of the groups of draws and last with all of them. */
  private double[][] logDensities(Posterior posterior, Table redrawn) {
    double[][] without = new double[Jackknife.GROUPS + 1][];
    if (isExact(posterior)) {
      Arrays.fill(without, posterior.predict(redrawn).logScore());
      return without;
    }
    double[][][] draws = groups(posterior);
    double[][] groups = new double[draws.length][];
    Arrays.setAll(
        groups, g -> Predictive.ofDraws(posterior.model(), draws[g], g, redrawn).logScore());
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
