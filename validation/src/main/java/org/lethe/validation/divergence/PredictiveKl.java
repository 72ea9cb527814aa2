package org.lethe.validation.divergence;

import java.util.function.Function;
import org.lethe.core.data.Checks;
import org.lethe.core.data.Table;
import org.lethe.core.distribution.Discrete;
import org.lethe.core.model.Observation;
import org.lethe.core.posterior.Fit;
import org.lethe.core.posterior.NormalPredictive;
import org.lethe.core.posterior.Posterior;
import org.lethe.core.random.Purpose;
import org.lethe.core.random.RandomStream;

/**
 * The averaged predictive KL: the mean over rows of KL(retrained q(y | x) ‖ forgotten q(y | x)), in
 * nats (Nguyen, Low and Jaillet 2020). The rows count as they are, not as a sample of others, so
 * the interval is that of the computation.
 *
 * <ul>
 *   <li>A response of finitely many levels: from the two tables of probabilities. Exact where the
 *       predictions are; otherwise over 4000 draws of each posterior.
 *   <li>A normal response of known noise under Gaussians, its mean affine in θ: in closed form,
 *       from means and variances, which hold the noise and, of a sparse process, the row's own
 *       variance.
 *   <li>Any other response: over responses redrawn from both predictives, 8000 where the densities
 *       are exact, and 4000 where they are averages over 2000 draws.
 * </ul>
 *
 * <p>Draws of both kinds make 20 groups, and the interval is that of a jackknife over them. Where
 * there are more rows than these draws can serve, they go to a random sample of the rows, which the
 * interval takes into account.
 */
public final class PredictiveKl {
  private static final RandomStream RANDOM = RandomStream.of(0).at(0, Purpose.FREE + 3);

  private final Posterior retrained;
  private final Function<Posterior, Estimate> distance;

  private PredictiveKl(Posterior retrained, Table rows) {
    Checks.that(rows.size() > 0, "PredictiveKl: rows must be at least 1, got 0");
    this.retrained = retrained;
    distance =
        response(retrained).perRow() instanceof Discrete
            ? new LevelKl(retrained, rows, RANDOM)::to
            : NormalPredictive.of(retrained, rows)
                .map(normal -> ofNormal(normal, rows))
                .orElseGet(() -> new ResponseKl(retrained, rows, RANDOM)::to);
  }

  private Function<Posterior, Estimate> ofNormal(NormalPredictive normal, Table rows) {
    return other ->
        NormalPredictive.of(other, rows)
            .map(q -> NormalKl.between(normal, q))
            .orElseGet(() -> new ResponseKl(retrained, rows, RANDOM).to(other));
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

  /** What the posterior's own model observes: models that are alike have each their own θ. */
  static Observation response(Posterior posterior) {
    if (posterior.model().observations().size() != 1
        || posterior.model().observations().get(0).columns().size() != 1) {
      throw new UnsupportedOperationException(
          "PredictiveKl: model "
              + posterior.model().name()
              + " must observe exactly one response of one column");
    }
    return posterior.model().observations().get(0);
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
