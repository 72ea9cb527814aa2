package org.lethe.inference.conjugate;

import java.util.Map;
import org.lethe.core.model.Model;
import org.lethe.core.posterior.Posterior;
import org.lethe.core.posterior.PosteriorCodec;

/**
 * Writes the prior (k, a₀, b₀) and the sufficient statistics, so that a fit can forget from its
 * file alone.
 */
public final class NormalInverseGammaCodec implements PosteriorCodec {
  @Override
  public String kind() {
    return NormalInverseGamma.NAME;
  }

  @Override
  public Class<? extends Posterior> type() {
    return NormalInverseGammaPosterior.class;
  }

  @Override
  public Map<String, Object> header(Posterior posterior) {
    return Map.of();
  }

  @Override
  public double[] numbers(Posterior posterior) {
    NormalInverseGammaPosterior q = (NormalInverseGammaPosterior) posterior;
    ExactNumbers.Writer out = new ExactNumbers.Writer();
    out.write(q.prior().scale(), q.prior().shape(), q.prior().rate());
    out.write(q.numbers());
    return out.numbers();
  }

  @Override
  public Posterior read(Map<String, Object> header, double[] numbers, Model model) {
    ExactNumbers.Reader in = new ExactNumbers.Reader(kind(), numbers);
    NormalInverseGamma prior = NormalInverseGamma.of(in.number(), in.number(), in.number());
    NormalInverseGammaPosterior posterior =
        NormalInverseGammaPosterior.prior(prior, model).read(in);
    in.end();
    return posterior;
  }
}
