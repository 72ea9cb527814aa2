package org.lethe.validation.divergence;

import java.util.Arrays;
import java.util.function.Function;
import org.lethe.core.data.Checks;
import org.lethe.core.data.Table;
import org.lethe.core.distribution.Discrete;
import org.lethe.core.expr.Affine;
import org.lethe.core.model.Observation;
import org.lethe.core.posterior.ConjugatePosterior;
import org.lethe.core.posterior.Fit;
import org.lethe.core.posterior.GaussianPosterior;
import org.lethe.core.posterior.Posterior;
import org.lethe.core.posterior.Predictive;
import org.lethe.core.random.Purpose;
import org.lethe.core.random.RandomStream;

/**
 * The averaged predictive KL: the mean over rows of KL(retrained q(y | x) ‖ forgotten q(y | x)), in
 * nats (Nguyen, Low and Jaillet 2020). The rows count as they are, not as a sample, so the interval
 * is that of the computation.
 *
 * <ul>
 *   <li>A response of finitely many levels: from the two tables of probabilities. Exact where the
 *       predictions are; otherwise over 4000 draws of each posterior, with the bias and the
 *       interval of a jackknife over 20 groups of draws.
 *   <li>Any other response: responses are redrawn from the retrained predictive, and ln(p/q) + q/p
 *       − 1 is averaged over them, p and q the two predictive densities. The last terms have mean
 *       zero; with them every summand is at least zero and the error is small relative to the
 *       value.
 * </ul>
 */
public final class PredictiveKl {
  private static final RandomStream RANDOM = RandomStream.of(0).at(0, Purpose.FREE + 3);
  private static final double[][] NONE = {};
  private static final int GROUPS = 20;
  private static final int GROUP = 200;

  /** Above so many dimensions predictions are averages over draws. */
  private static final int LARGEST_RULE = 2048;

  private static final int RESPONSES = 8000;
  private static final int REPLICATES = 8;

  private final Posterior retrained;
  private final Table rows;
  private final Function<Posterior, Estimate> distance;

  private PredictiveKl(Posterior retrained, Table rows) {
    Checks.that(rows.size() > 0, "PredictiveKl: rows must be at least 1, got 0");
    this.retrained = retrained;
    this.rows = rows;
    Observation response = response(retrained);
    distance =
        response.perRow() instanceof Discrete law ? overLevels(law) : overResponses(response);
  }

  /**
   * Mean over rows of KL(retrained ‖ forgotten), in nats.
   *
   * @throws IllegalArgumentException if there are no rows, or if the posteriors are of different
   *     models
   * @throws UnsupportedOperationException if the model observes more than one response, or one that
   *     cannot be drawn
   */
  public static Estimate between(Posterior retrained, Posterior forgotten, Table rows) {
    return from(retrained, rows).to(forgotten);
  }

  /** {@link #between(Posterior, Posterior, Table)} of the posteriors of two fits. */
  public static Estimate between(Fit<?> retrained, Fit<?> forgotten, Table rows) {
    return between(retrained.posterior(), forgotten.posterior(), rows);
  }

  /**
   * Distances from one retrain on the same rows, whose predictions are computed once.
   *
   * @throws IllegalArgumentException if there are no rows
   * @throws UnsupportedOperationException as {@link #between(Posterior, Posterior, Table)}
   */
  public static PredictiveKl from(Posterior retrained, Table rows) {
    return new PredictiveKl(retrained, rows);
  }

  /**
   * KL(retrained ‖ other).
   *
   * @throws IllegalArgumentException if it is a posterior of another model
   */
  public Estimate to(Posterior other) {
    requireSameModel("PredictiveKl", retrained, other);
    return distance.apply(other);
  }

  private static Observation response(Posterior posterior) {
    if (posterior.model().observations().size() != 1
        || posterior.model().observations().get(0).columns().size() != 1) {
      throw new UnsupportedOperationException(
          "PredictiveKl: model "
              + posterior.model().name()
              + " must observe exactly one response of one column");
    }
    return posterior.model().observations().get(0);
  }

  private Function<Posterior, Estimate> overLevels(Discrete law) {
    double[][] exact = isExact(retrained, law) ? retrained.predict(rows).probabilities() : NONE;
    double[][][] drawn = exact.length == 0 ? groups(retrained, rows) : new double[0][][];
    return other -> {
      if (exact.length > 0 && isExact(other, law)) {
        double kl = mean(exact, other.predict(rows).probabilities());
        return Estimate.exact(kl, "from exact predictive probabilities");
      }
      return overDraws(drawn.length > 0 ? drawn : groups(retrained, rows), groups(other, rows));
    };
  }

  private static boolean isExact(Posterior posterior, Discrete law) {
    boolean rule =
        posterior instanceof GaussianPosterior
            && posterior.model().dimension() <= LARGEST_RULE
            && Affine.predictor(law.probabilities(), posterior.model().theta()).isPresent();
    return rule || posterior instanceof ConjugatePosterior;
  }

  private static double mean(double[][] p, double[][] q) {
    double sum = 0;
    for (int i = 0; i < p.length; i++) {
      sum += CategoryKl.of(p[i], q[i]);
    }
    return sum / p.length;
  }

  /** Both posteriors answer the same stream, so most of the noise is common and cancels. */
  private static Estimate overDraws(double[][][] p, double[][][] q) {
    double whole = mean(without(p, -1), without(q, -1));
    double[] left = new double[GROUPS];
    Arrays.setAll(left, g -> mean(without(p, g), without(q, g)));
    double centre = Arrays.stream(left).average().orElseThrow();
    double squares = Arrays.stream(left).map(x -> (x - centre) * (x - centre)).sum();
    double value = GROUPS * whole - (GROUPS - 1) * centre;
    double sd = Math.sqrt(squares * (GROUPS - 1) / GROUPS);
    return Estimate.around(value, sd, "over " + GROUPS * GROUP + " draws of each posterior");
  }

  private static double[][][] groups(Posterior posterior, Table rows) {
    double[][][] groups = new double[GROUPS][][];
    Arrays.setAll(
        groups,
        g ->
            Predictive.ofDraws(posterior.model(), posterior.draw(GROUP, RANDOM.stream(g)), rows)
                .probabilities());
    return groups;
  }

  /** The mean of all groups but one. */
  private static double[][] without(double[][][] groups, int omitted) {
    double[][] mean = new double[groups[0].length][groups[0][0].length];
    int count = omitted < 0 ? groups.length : groups.length - 1;
    for (int g = 0; g < groups.length; g++) {
      for (int i = 0; g != omitted && i < mean.length; i++) {
        for (int k = 0; k < mean[i].length; k++) {
          mean[i][k] += groups[g][i][k] / count;
        }
      }
    }
    return mean;
  }

  private Function<Posterior, Estimate> overResponses(Observation response) {
    int replicates = Math.max(REPLICATES, Math.min(400, RESPONSES / rows.size()));
    Table redrawn = Redrawn.from(retrained, response, rows, replicates, RANDOM);
    double[] p = retrained.predict(redrawn).logScore();
    return other -> {
      double[] q = other.predict(redrawn).logScore();
      double[] each = new double[replicates];
      for (int k = 0; k < p.length; k++) {
        each[k / rows.size()] += CategoryKl.excess(q[k] - p[k]) / rows.size();
      }
      return Estimate.mean(each, "over " + replicates + " redrawn responses a row");
    };
  }

  /** Throws unless both are posteriors of one model. */
  static void requireSameModel(String name, Posterior a, Posterior b) {
    Checks.that(
        a.model().digest().equals(b.model().digest()),
        "%s: both posteriors must be of one model, got %s and %s",
        name,
        a.model().name(),
        b.model().name());
  }
}
