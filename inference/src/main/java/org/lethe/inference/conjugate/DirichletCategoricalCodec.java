package org.lethe.inference.conjugate;

/** Of {@link DirichletCategoricalPosterior}. */
public final class DirichletCategoricalCodec
    extends StatisticsCodec<DirichletCategoricalPosterior> {
  /** For the service loader. */
  public DirichletCategoricalCodec() {
    super(
        DirichletCategorical.NAME,
        DirichletCategoricalPosterior.class,
        DirichletCategoricalPosterior::numbers,
        DirichletCategoricalPosterior::read);
  }
}
