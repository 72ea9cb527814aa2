package org.lethe.validation.divergence;

import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.lethe.core.data.Checks;
import org.lethe.core.model.Model;
import org.lethe.core.model.Parameter;
import org.lethe.core.posterior.Fit;
import org.lethe.core.posterior.GaussianPosterior;
import org.lethe.core.posterior.Posterior;
import org.lethe.core.posterior.VariationalPosterior;
import org.lethe.core.random.Purpose;
import org.lethe.core.random.RandomStream;

/**
 * KL(forgotten ‖ retrained) between two posteriors over θ, in nats: in closed form where both are
 * Gaussian, Normal-inverse-gamma or Beta; where both have densities, as flows do, the mean of log
 * forgotten − log retrained over 4000 draws of the forgotten; otherwise by {@link GaussianFitKl}
 * from 4000 independent draws of each.
 */
public final class PosteriorKl {
  private static final RandomStream RANDOM = RandomStream.of(0).at(0, Purpose.FREE + 4);
  private static final int DRAWS = 4000;
  private static final double[] UNKNOWN = {};

  private PosteriorKl() {}

  /** {@link #between(Posterior, Posterior)} of the posteriors of two fits. */
  public static Estimate between(Fit<?> forgotten, Fit<?> retrained) {
    return between(forgotten.posterior(), retrained.posterior());
  }

  /**
   * KL(forgotten ‖ retrained); the order of the arguments is the direction.
   *
   * @throws IllegalArgumentException if the posteriors are of different models, or of one model
   *     with different fitted hyperparameters: θ then means something else in each, as the whitened
   *     values of a sparse Gaussian process do under two kernels
   */
  public static Estimate between(Posterior forgotten, Posterior retrained) {
    PredictiveKl.requireSameModel("PosteriorKl", forgotten, retrained);
    requireSameHyperparameters(forgotten.model(), retrained.model());
    if (forgotten instanceof GaussianPosterior p && retrained instanceof GaussianPosterior q) {
      return Estimate.exact(p.kl(q), "closed form between Gaussians");
    }
    OptionalDouble closed = ConjugateKl.between(forgotten, retrained);
    if (closed.isPresent()) {
      return Estimate.exact(closed.getAsDouble(), "closed form between conjugate posteriors");
    }
    if (forgotten instanceof VariationalPosterior p
        && retrained instanceof VariationalPosterior q) {
      return ofDensities(p, q);
    }
    return GaussianFitKl.between(
        forgotten.draw(DRAWS, RANDOM.stream(0)),
        retrained.draw(DRAWS, RANDOM.stream(1)),
        RANDOM.at(1, RANDOM.purpose()));
  }

  /** E_p[log p − log q]: unbiased, and it sees all of both densities. */
  private static Estimate ofDensities(VariationalPosterior p, VariationalPosterior q) {
    double[] ratios = new double[DRAWS];
    double[][] draws = p.draw(DRAWS, RANDOM.stream(0));
    for (int s = 0; s < DRAWS; s++) {
      ratios[s] = p.logDensity(draws[s]) - q.logDensity(draws[s]);
    }
    return Estimate.mean(ratios, "mean log ratio of densities over " + DRAWS + " draws");
  }

  private static void requireSameHyperparameters(Model a, Model b) {
    double[] x = a.fitted().orElse(UNKNOWN);
    double[] y = b.fitted().orElse(UNKNOWN);
    Checks.that(
        Arrays.equals(x, y),
        "PosteriorKl: both posteriors must have the same fitted hyperparameters, since the"
            + " parameters of model %s mean something else under others, and differ in %s; compare"
            + " what they predict by PredictiveKl instead",
        a.name(),
        a.hyperparameters().stream()
            .filter(h -> differ(h, x, y))
            .map(Parameter::name)
            .collect(Collectors.joining(", ")));
  }

  private static boolean differ(Parameter part, double[] x, double[] y) {
    int end = part.offset() + part.size();
    return x.length != y.length || !Arrays.equals(x, part.offset(), end, y, part.offset(), end);
  }
}
