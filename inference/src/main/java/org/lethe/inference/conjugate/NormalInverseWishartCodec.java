package org.lethe.inference.conjugate;

/** Of {@link NormalInverseWishartPosterior}. */
public final class NormalInverseWishartCodec
    extends StatisticsCodec<NormalInverseWishartPosterior> {
  /** For the service loader. */
  public NormalInverseWishartCodec() {
    super(
        NormalInverseWishart.NAME,
        NormalInverseWishartPosterior.class,
        NormalInverseWishartPosterior::numbers,
        NormalInverseWishartPosterior::read);
  }
}
