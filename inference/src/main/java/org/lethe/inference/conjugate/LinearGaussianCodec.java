package org.lethe.inference.conjugate;

/** Of {@link LinearGaussianPosterior}. */
public final class LinearGaussianCodec extends StatisticsCodec<LinearGaussianPosterior> {
  /** For the service loader. */
  public LinearGaussianCodec() {
    super(
        LinearGaussian.NAME,
        LinearGaussianPosterior.class,
        LinearGaussianPosterior::numbers,
        LinearGaussianPosterior::read);
  }
}
