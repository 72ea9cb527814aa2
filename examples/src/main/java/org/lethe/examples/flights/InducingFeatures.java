package org.lethe.examples.flights;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.CholeskyDecomposition_F64;
import org.lethe.examples.gp.SparseProcess;

/**
 * What a sparse process of squared exponential kernel makes of an input once its hyperparameters
 * are known: a(x) = L⁻¹ k(Z, x), K(Z, Z) = L Lᵀ with jitter 10⁻⁶, so that f(x) given u is N(a·u,
 * k(x, x) − |a|²). The process is then a linear regression on a.
 */
final class InducingFeatures {
  private static final double JITTER = 1e-6;

  private final double variance;
  private final double[] lengths;
  private final double noise;
  private final double[][] z;
  private final double[][] factor;

  private InducingFeatures(double variance, double[] lengths, double noise, double[][] z) {
    this.variance = variance;
    this.lengths = lengths;
    this.noise = noise;
    this.z = z;
    this.factor = factor();
  }

  /** Of the hyperparameters η that a {@link SparseProcess} learned, a length for each input. */
  static InducingFeatures of(double[] eta, int inputs, int inducing) {
    double[] lengths = new double[inputs];
    for (int j = 0; j < inputs; j++) {
      lengths[j] = Math.exp(eta[1 + j]);
    }
    double[][] z = new double[inducing][inputs];
    for (int m = 0; m < inducing; m++) {
      System.arraycopy(eta, 1 + inputs + m * inputs, z[m], 0, inputs);
    }
    return new InducingFeatures(Math.exp(eta[0]), lengths, Math.exp(eta[eta.length - 1]), z);
  }

  /** How many there are. */
  int size() {
    return z.length;
  }

  /** σ of the noise. */
  double noise() {
    return noise;
  }

  /** Writes a(x), [m], and returns √(k(x, x) − |a|²). */
  double at(double[] x, double[] a) {
    double own = variance;
    for (int m = 0; m < z.length; m++) {
      double sum = kernel(z[m], x);
      double[] row = factor[m];
      for (int k = 0; k < m; k++) {
        sum -= row[k] * a[k];
      }
      a[m] = sum / row[m];
      own -= a[m] * a[m];
    }
    return Math.sqrt(Math.max(0, own));
  }

  private double kernel(double[] p, double[] q) {
    double squares = 0;
    for (int j = 0; j < lengths.length; j++) {
      double d = (p[j] - q[j]) / lengths[j];
      squares += d * d;
    }
    return variance * Math.exp(-0.5 * squares);
  }

  private double[][] factor() {
    int n = z.length;
    DMatrixRMaj k = new DMatrixRMaj(n, n);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        k.set(i, j, kernel(z[i], z[j]) + (i == j ? JITTER * variance : 0));
      }
    }
    CholeskyDecomposition_F64<DMatrixRMaj> cholesky = DecompositionFactory_DDRM.chol(n, true);
    if (!cholesky.decompose(k)) {
      throw new IllegalArgumentException(
          "InducingFeatures: the kernel matrix of the inducing inputs must be positive definite"
              + " with its jitter, and is not");
    }
    DMatrixRMaj lower = cholesky.getT(new DMatrixRMaj(n, n));
    double[][] out = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        out[i][j] = lower.get(i, j);
      }
    }
    return out;
  }
}
