package org.lethe.core.distribution;

import java.util.stream.IntStream;
import org.lethe.core.data.Checks;
import org.lethe.core.expr.Expr;
import org.lethe.core.expr.Shape;
import org.lethe.core.random.GammaVariate;
import org.lethe.core.random.NormalQuantile;
import org.lethe.core.random.Uniforms;

/** What a Wishart law of unit scale lends to those of any scale and of inverses. */
final class StandardWishart {

  private StandardWishart() {}

  /** Refuses a scale that is no square matrix, and degrees that are no scalar. */
  static void check(String law, Expr degrees, Expr factor) {
    Shape f = factor.shape();
    Checks.that(
        !f.rows() && f.rank() == 2 && f.dim(0) == f.dim(1),
        "%s: scale must be a square matrix without rows, got shape %s",
        law,
        f);
    Checks.that(
        degrees.shape().equals(Shape.scalar()),
        "%s: degrees must be a scalar, got shape %s",
        law,
        degrees.shape());
  }

  /** Refuses a value that is no matrix of the scale's shape. */
  static void checkValue(String law, Expr value, Expr factor) {
    int k = factor.shape().dim(0);
    Checks.that(
        value.shape().equals(factor.shape()),
        "%s: value must be [%d × %d], got shape %s",
        law,
        k,
        k,
        value.shape());
  }

  /** LLᵀ. */
  static Expr scale(Expr factor) {
    return factor.matmul(factor.transpose());
  }

  /** S_ii S_jj in row i, column j. */
  static Expr diagonalProducts(Expr scale) {
    int k = scale.shape().dim(0);
    Expr diagonal = scale.diagonal();
    return diagonal.reshape(k, 1).times(diagonal.reshape(1, k));
  }

  /** ν, refused unless finite and above k − 1. */
  static Expr degrees(String law, double degrees, int k) {
    Checks.that(
        degrees > k - 1 && Double.isFinite(degrees),
        "%s: degrees must be finite and above %d, got %s",
        law,
        k - 1,
        degrees);
    return Expr.constant(degrees);
  }

  /** νk/2 log 2 + log Γ_k(ν/2), log Γ_k(a) = k(k−1)/4 log π + Σ_{i=0}^{k−1} log Γ(a − i/2). */
  static Expr logNormaliser(Expr degrees, int k) {
    double[] halves = IntStream.range(0, k).mapToDouble(i -> -i / 2.0).toArray();
    Expr gammas = degrees.times(0.5).plus(Expr.vector(halves)).lgamma().sum(0);
    double areas = k * (k - 1) / 4.0 * Math.log(Math.PI);
    return degrees.times(k * Math.log(2) / 2).plus(gammas).plus(areas);
  }

  /** Lower triangular A [k × k], A_ii² ~ χ²(ν − i), A_ij ~ N(0, 1) (Bartlett 1933). */
  static double[][] root(double degrees, int k, Uniforms random) {
    double[][] a = new double[k][k];
    for (int j = 0; j < k; j++) {
      double half = (degrees - j) / 2;
      a[j][j] = Math.exp((Math.log(2) + GammaVariate.logarithm(half, random)) / 2);
      for (int i = j + 1; i < k; i++) {
        a[i][j] = NormalQuantile.of(random.next());
      }
    }
    return a;
  }

  /** RRᵀ, row after row. */
  static void product(double[][] r, double[] out) {
    int k = r.length;
    for (int i = 0; i < k; i++) {
      for (int j = 0; j < k; j++) {
        double sum = 0;
        for (int l = 0; l < k; l++) {
          sum += r[i][l] * r[j][l];
        }
        out[i * k + j] = sum;
      }
    }
  }
}
