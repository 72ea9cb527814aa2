package org.lethe.inference.conjugate;

/** Of {@link NormalInverseGammaPosterior}: its prior (k, a₀, b₀), then the statistics. */
public final class NormalInverseGammaCodec extends StatisticsCodec<NormalInverseGammaPosterior> {
  /** For the service loader. */
  public NormalInverseGammaCodec() {
    super(
        NormalInverseGamma.NAME,
        NormalInverseGammaPosterior.class,
        NormalInverseGammaPosterior::numbers,
        NormalInverseGammaPosterior::read);
  }
}
