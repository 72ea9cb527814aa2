package org.lethe.inference.conjugate;

import java.util.Map;
import org.lethe.core.model.Model;
import org.lethe.core.posterior.Posterior;
import org.lethe.core.posterior.PosteriorCodec;

/** Writes the sufficient statistics, so that a fit can forget from its file alone. */
public final class DirichletCategoricalCodec implements PosteriorCodec {
  @Override
  public String kind() {
    return DirichletCategorical.NAME;
  }

  @Override
  public Class<? extends Posterior> type() {
    return DirichletCategoricalPosterior.class;
  }

  @Override
  public Map<String, Object> header(Posterior posterior) {
    return Map.of();
  }

  @Override
  public double[] numbers(Posterior posterior) {
    return ((DirichletCategoricalPosterior) posterior).numbers();
  }

  @Override
  public Posterior read(Map<String, Object> header, double[] numbers, Model model) {
    ExactNumbers.Reader in = new ExactNumbers.Reader(kind(), numbers);
    DirichletCategoricalPosterior posterior = DirichletCategoricalPosterior.of(model).read(in);
    in.end();
    return posterior;
  }
}
