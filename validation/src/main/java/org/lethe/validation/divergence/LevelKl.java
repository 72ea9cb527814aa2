package org.lethe.validation.divergence;

import java.util.Arrays;
import org.lethe.core.data.Table;
import org.lethe.core.distribution.Discrete;
import org.lethe.core.posterior.Posterior;
import org.lethe.core.posterior.Predictive;
import org.lethe.core.random.RandomStream;

/** KL between predictions of finitely many levels, from the tables of their probabilities. */
final class LevelKl {
  private static final double[][] NONE = {};
  private static final int GROUP = 200;
  private static final int MOST_ROWS = 2000;

  private final Posterior p;
  private final Table rows;
  private final RowSample sample;
  private final RandomStream random;
  private final double[][] exact;
  private final double[][][] drawn;

  LevelKl(Posterior p, Table rows, RandomStream random) {
    this.p = p;
    this.rows = rows;
    this.random = random;
    sample = RowSample.atMost(MOST_ROWS, rows, random);
    exact = isExact(p) ? p.predict(rows).probabilities() : NONE;
    drawn = exact.length == 0 ? groups(p) : new double[0][][];
  }

  Estimate to(Posterior q) {
    if (exact.length > 0 && isExact(q)) {
      double kl = mean(exact, q.predict(rows).probabilities(), Jackknife.GROUPS);
      return Estimate.exact(kl, "from exact predictive probabilities");
    }
    double[][][] own = drawn.length > 0 ? drawn : groups(p);
    double[][][] others = groups(q);
    return Jackknife.of(
        g -> mean(without(own, g), without(others, g), sample.isAll() ? Jackknife.GROUPS : g),
        "over " + Jackknife.GROUPS * GROUP + " draws of each posterior" + sample.words());
  }

  private static boolean isExact(Posterior posterior) {
    return PredictiveKl.response(posterior).perRow() instanceof Discrete law
        && Predictive.isExact(posterior, law.probabilities());
  }

  /** Both posteriors answer the same stream, so most of the noise is common and cancels. */
  private double[][][] groups(Posterior posterior) {
    double[][][] groups = new double[Jackknife.GROUPS][][];
    Arrays.setAll(
        groups,
        g ->
            Predictive.ofDraws(
                    posterior.model(), posterior.draw(GROUP, random.stream(g)), g, sample.rows())
                .probabilities());
    return groups;
  }

  /** The mean of all groups but one. */
  private static double[][] without(double[][][] groups, int omitted) {
    double[][] mean = new double[groups[0].length][groups[0][0].length];
    int count = omitted < groups.length ? groups.length - 1 : groups.length;
    for (int g = 0; g < groups.length; g++) {
      for (int i = 0; g != omitted && i < mean.length; i++) {
        for (int k = 0; k < mean[i].length; k++) {
          mean[i][k] += groups[g][i][k] / count;
        }
      }
    }
    return mean;
  }

  /** Over all rows but every twentieth. */
  private static double mean(double[][] p, double[][] q, int omitted) {
    double sum = 0;
    int count = 0;
    for (int i = 0; i < p.length; i++) {
      if (i % Jackknife.GROUPS != omitted) {
        sum += CategoryKl.of(p[i], q[i]);
        count++;
      }
    }
    return sum / count;
  }
}
