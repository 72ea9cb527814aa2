package org.lethe.inference.conjugate;

import java.util.Map;
import org.lethe.core.model.Model;
import org.lethe.core.posterior.Posterior;
import org.lethe.core.posterior.PosteriorCodec;

/** Writes the sufficient statistics, so that a fit can forget from its file alone. */
public final class GammaPoissonCodec implements PosteriorCodec {
  @Override
  public String kind() {
    return GammaPoisson.NAME;
  }

  @Override
  public Class<? extends Posterior> type() {
    return GammaPoissonPosterior.class;
  }

  @Override
  public Map<String, Object> header(Posterior posterior) {
    return Map.of();
  }

  @Override
  public double[] numbers(Posterior posterior) {
    return ((GammaPoissonPosterior) posterior).numbers();
  }

  @Override
  public Posterior read(Map<String, Object> header, double[] numbers, Model model) {
    ExactNumbers.Reader in = new ExactNumbers.Reader(kind(), numbers);
    GammaPoissonPosterior posterior = GammaPoissonPosterior.of(model, in.read(), in.read());
    in.end();
    return posterior;
  }
}
