package org.lethe.inference.hmc;

/** Gaussian targets N(mean, P⁻¹), by their precision. */
record Gaussians(double[] mean, double[][] precision) implements Potential {

  static Gaussians standard(int d) {
    double[][] precision = new double[d][d];
    for (int i = 0; i < d; i++) {
      precision[i][i] = 1;
    }
    return new Gaussians(new double[d], precision);
  }

  /** Unit variances and one correlation. */
  static Gaussians correlated(double rho) {
    double det = 1 - rho * rho;
    return new Gaussians(
        new double[] {1, -2}, new double[][] {{1 / det, -rho / det}, {-rho / det, 1 / det}});
  }

  @Override
  public int dimension() {
    return mean.length;
  }

  @Override
  public double at(double[] q, double[] gradient) {
    double u = 0;
    for (int i = 0; i < mean.length; i++) {
      gradient[i] = 0;
      for (int j = 0; j < mean.length; j++) {
        gradient[i] += precision[i][j] * (q[j] - mean[j]);
      }
      u += gradient[i] * (q[i] - mean[i]) / 2;
    }
    return u;
  }
}
