package org.lethe.validation.divergence;

import java.util.OptionalDouble;
import org.lethe.core.posterior.Fit;
import org.lethe.core.posterior.GaussianPosterior;
import org.lethe.core.posterior.Posterior;
import org.lethe.core.random.Purpose;
import org.lethe.core.random.RandomStream;

/**
 * KL(forgotten ‖ retrained) between two posteriors over θ, in nats: in closed form where both are
 * Gaussian, Normal-inverse-gamma or Beta, otherwise by {@link GaussianFitKl} from 4000 independent
 * draws of each.
 */
public final class PosteriorKl {
  private static final RandomStream RANDOM = RandomStream.of(0).at(0, Purpose.FREE + 4);
  private static final int DRAWS = 4000;

  private PosteriorKl() {}

  /** {@link #between(Posterior, Posterior)} of the posteriors of two fits. */
  public static Estimate between(Fit<?> forgotten, Fit<?> retrained) {
    return between(forgotten.posterior(), retrained.posterior());
  }

  /**
   * KL(forgotten ‖ retrained); the order of the arguments is the direction.
   *
   * @throws IllegalArgumentException if the posteriors are of different models
   */
  public static Estimate between(Posterior forgotten, Posterior retrained) {
    PredictiveKl.requireSameModel("PosteriorKl", forgotten, retrained);
    if (forgotten instanceof GaussianPosterior p && retrained instanceof GaussianPosterior q) {
      return Estimate.exact(p.kl(q), "closed form between Gaussians");
    }
    OptionalDouble closed = ConjugateKl.between(forgotten, retrained);
    if (closed.isPresent()) {
      return Estimate.exact(closed.getAsDouble(), "closed form between conjugate posteriors");
    }
    return GaussianFitKl.between(
        forgotten.draw(DRAWS, RANDOM.stream(0)),
        retrained.draw(DRAWS, RANDOM.stream(1)),
        RANDOM.at(1, RANDOM.purpose()));
  }
}
