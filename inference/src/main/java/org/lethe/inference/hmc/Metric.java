package org.lethe.inference.hmc;

/** The mass matrix M of the momenta, known by its inverse: an estimate of the covariance of q. */
interface Metric {

  /** M⁻¹p into {@code velocity}. */
  void velocity(double[] p, double[] velocity);

  /** Turns standard Gaussians z into momenta of N(0, M), in place. */
  void momentum(double[] z);

  /** The diagonal of M⁻¹. */
  double[] inverseMass();
}
