package org.lethe.inference.energy;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;
import org.ejml.interfaces.decomposition.QRDecomposition;

/**
 * The diag(s²) + BBᵀ of a given rank near a covariance, by principal axes of what is left after the
 * components' own variances, in turns with these (Harman 1976, Modern Factor Analysis, chapter 8).
 * A start, not an optimum.
 *
 * @param scale s [d]
 * @param loadings B [d × r]
 */
@SuppressWarnings("ArrayRecordComponent") // inside this room only; never compared
record FactorAnalysis(double[] scale, double[][] loadings) {
  private static final int TURNS = 200;

  /** A turn takes all eigenvectors, d³: more of them would cost more than a worse start does. */
  private static final int TURNS_IF_LARGE = 10;

  private static final int LARGE = 100;

  /** Own variances, as parts of the whole, that move less have settled. */
  private static final double SETTLED = 1e-6;

  /**
   * A component keeps this part of its variance at least, and an axis has at least so much: a
   * column of B that is 0 would be a saddle of the energy.
   */
  private static final double LEAST = 1e-6;

  /** Of LLᵀ, L any root. */
  static FactorAnalysis of(double[][] lower, int rank) {
    int d = lower.length;
    DMatrixRMaj l = new DMatrixRMaj(lower);
    DMatrixRMaj covariance = new DMatrixRMaj(d, d);
    CommonOps_DDRM.multTransB(l, l, covariance);
    double[] sd = new double[d];
    double[] own = new double[d];
    for (int i = 0; i < d; i++) {
      sd[i] = Math.sqrt(covariance.get(i, i));
      own[i] = 0.5;
    }
    double[][] loadings = new double[d][rank];
    int turns = d > LARGE ? TURNS_IF_LARGE : TURNS;
    double moved = Double.POSITIVE_INFINITY;
    for (int turn = 0; turn < turns && moved > SETTLED; turn++) {
      DMatrixRMaj rest = covariance.copy();
      for (int i = 0; i < d; i++) {
        for (int j = 0; j < d; j++) {
          rest.set(i, j, rest.get(i, j) / sd[i] / sd[j] - (i == j ? own[i] : 0));
        }
      }
      axes(rest, loadings);
      moved = 0;
      for (int i = 0; i < d; i++) {
        double common = 0;
        for (double b : loadings[i]) {
          common += b * b;
        }
        double next = Math.max(LEAST, 1 - common);
        moved = Math.max(moved, Math.abs(next - own[i]));
        own[i] = next;
      }
    }
    double[] scale = new double[d];
    for (int i = 0; i < d; i++) {
      scale[i] = sd[i] * Math.sqrt(own[i]);
      for (int k = 0; k < rank; k++) {
        loadings[i][k] *= sd[i];
      }
    }
    return new FactorAnalysis(scale, loadings);
  }

  /** √μ v of the largest eigenvalues μ, by column. */
  private static void axes(DMatrixRMaj symmetric, double[][] loadings) {
    int d = symmetric.numRows;
    EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(d, true, true);
    if (!eigen.decompose(symmetric)) {
      throw new ArithmeticException("the eigenvalues of a covariance did not converge");
    }
    Integer[] order = new Integer[d];
    Arrays.setAll(order, i -> i);
    Arrays.sort(
        order, (a, b) -> Double.compare(eigen.getEigenvalue(b).real, eigen.getEigenvalue(a).real));
    for (int k = 0; k < loadings[0].length; k++) {
      double root = Math.sqrt(Math.max(LEAST, eigen.getEigenvalue(order[k]).real));
      for (int i = 0; i < d; i++) {
        loadings[i][k] = root * eigen.getEigenVector(order[k]).get(i, 0);
      }
    }
  }

  /** BQ with zeros above the diagonal and none below zero on it, Q orthogonal: the same BBᵀ. */
  static double[][] turned(double[][] loadings) {
    int d = loadings.length;
    int r = loadings[0].length;
    DMatrixRMaj all = new DMatrixRMaj(loadings);
    DMatrixRMaj top = CommonOps_DDRM.extract(all, 0, r, 0, r);
    CommonOps_DDRM.transpose(top);
    QRDecomposition<DMatrixRMaj> qr = DecompositionFactory_DDRM.qr(r, r);
    // false only says that a column of zeros needed no reflection: Q is orthogonal all the same
    qr.decompose(top);
    DMatrixRMaj turned = new DMatrixRMaj(d, r);
    CommonOps_DDRM.mult(all, qr.getQ(null, false), turned);
    double[][] out = new double[d][r];
    for (int i = 0; i < d; i++) {
      for (int k = 0; k < Math.min(i + 1, r); k++) {
        out[i][k] = Math.copySign(1, turned.get(k, k)) * turned.get(i, k);
      }
    }
    return out;
  }
}
