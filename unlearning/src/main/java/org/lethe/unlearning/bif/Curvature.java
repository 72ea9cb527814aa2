package org.lethe.unlearning.bif;

/**
 * A symmetric linear map H that can be multiplied with vectors: the Hessian of the energy that an
 * edit leaves. It is seen in coordinates in which the posterior before the edit has about unit
 * covariance, so that H is near the identity whatever the scales of the parameters; a {@link
 * Solver} needs no other preconditioning, and its numbers have no units.
 */
public interface Curvature {

  /** d. */
  int dimension();

  /** H v [d], over all rows. */
  double[] times(double[] v);

  /**
   * An estimate of H v [d] without bias, from so many rows drawn for this term.
   *
   * @param rows how many, at least 1
   * @param term addresses the rows
   */
  double[] times(double[] v, int rows, int term);

  /** H [d × d], which costs d products once. */
  double[][] dense();
}
