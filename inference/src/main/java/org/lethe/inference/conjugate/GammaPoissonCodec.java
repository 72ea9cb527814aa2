package org.lethe.inference.conjugate;

/** Of {@link GammaPoissonPosterior}. */
public final class GammaPoissonCodec extends StatisticsCodec<GammaPoissonPosterior> {
  /** For the service loader. */
  public GammaPoissonCodec() {
    super(
        GammaPoisson.NAME,
        GammaPoissonPosterior.class,
        GammaPoissonPosterior::numbers,
        GammaPoissonPosterior::read);
  }
}
