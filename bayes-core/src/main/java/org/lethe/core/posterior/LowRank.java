package org.lethe.core.posterior;

import java.util.Arrays;
import org.lethe.core.data.Checks;
import org.lethe.core.expr.Expr;

/**
 * The covariance S² + BBᵀ, S = diag(s), of a few common directions and what each component has of
 * its own; z = (z₁ [d], z₂ [r]) standard normal gives Sz₁ + Bz₂.
 */
final class LowRank implements Factor {
  private final double[] scale;
  private final double[][] loadings;
  private final double[][] core;

  /**
   * Of s and B.
   *
   * @param scale s [d], positive
   * @param loadings B [d × r], r at least 1
   */
  LowRank(double[] scale, double[][] loadings) {
    int d = scale.length;
    Checks.that(
        loadings.length == d && d > 0 && loadings[0].length > 0,
        "Gaussian: loadings must be [%d × rank], rank at least 1, got [%d × %d]",
        d,
        loadings.length,
        loadings.length == 0 ? 0 : loadings[0].length);
    this.scale = scale.clone();
    this.loadings = new double[d][];
    for (int i = 0; i < d; i++) {
      Checks.positiveFinite("Gaussian", "scale", scale[i]);
      Checks.that(
          loadings[i].length == loadings[0].length,
          "Gaussian: loadings must have %d columns, got %d in row %d",
          loadings[0].length,
          loadings[i].length,
          i);
      for (double b : loadings[i]) {
        Checks.finite("Gaussian", "loadings", b);
      }
      this.loadings[i] = loadings[i].clone();
    }
    this.core = core();
  }

  /** The Cholesky factor of I + BᵀS⁻²B. */
  private double[][] core() {
    int r = rank();
    double[][] inner = new double[r][r];
    for (int a = 0; a < r; a++) {
      inner[a][a] = 1;
      for (int b = 0; b < r; b++) {
        for (int i = 0; i < scale.length; i++) {
          inner[a][b] += loadings[i][a] / scale[i] * (loadings[i][b] / scale[i]);
        }
      }
    }
    return Gaussian.cholesky(inner);
  }

  int rank() {
    return loadings[0].length;
  }

  double[][] loadings() {
    return Arrays.stream(loadings).map(double[]::clone).toArray(double[][]::new);
  }

  @Override
  public int size() {
    return scale.length;
  }

  @Override
  public int noise() {
    return scale.length + rank();
  }

  @Override
  public double[][] covariance() {
    double[][] out = new double[scale.length][scale.length];
    for (int i = 0; i < scale.length; i++) {
      for (int j = 0; j < scale.length; j++) {
        double sum = i == j ? scale[i] * scale[i] : 0;
        for (int k = 0; k < rank(); k++) {
          sum += loadings[i][k] * loadings[j][k];
        }
        out[i][j] = sum;
      }
    }
    return out;
  }

  @Override
  public double[][] dense() {
    return Gaussian.cholesky(covariance());
  }

  @Override
  public double[] sd() {
    double[] sd = new double[scale.length];
    Arrays.setAll(
        sd, i -> Math.sqrt(scale[i] * scale[i] + Arrays.stream(loadings[i]).map(b -> b * b).sum()));
    return sd;
  }

  @Override
  public void multiply(double[] z, int from, double[] out) {
    for (int i = 0; i < scale.length; i++) {
      double sum = scale[i] * z[from + i];
      for (int k = 0; k < rank(); k++) {
        sum += loadings[i][k] * z[from + scale.length + k];
      }
      out[i] = sum;
    }
  }

  /** As {@link LowRankForm#square}. */
  @Override
  public double square(double[] v) {
    int d = scale.length;
    int r = rank();
    double[] y = new double[r];
    for (int k = 0; k < r; k++) {
      for (int i = 0; i < d; i++) {
        y[k] += loadings[i][k] / scale[i] * (v[i] / scale[i]);
      }
    }
    y = new Dense(core).solve(y);
    for (int k = r - 1; k >= 0; k--) {
      for (int l = k + 1; l < r; l++) {
        y[k] -= core[l][k] * y[l];
      }
      y[k] /= core[k][k];
    }
    double sum = Arrays.stream(y).map(x -> x * x).sum();
    for (int i = 0; i < d; i++) {
      double rest = v[i];
      for (int k = 0; k < r; k++) {
        rest -= loadings[i][k] * y[k];
      }
      sum += rest / scale[i] * (rest / scale[i]);
    }
    return sum;
  }

  @Override
  public Expr square(Expr v) {
    double[] logs = Arrays.stream(scale).map(Math::log).toArray();
    return new LowRankForm(Expr.vector(logs), Expr.constant(loadings)).square(v);
  }

  @Override
  public double[] packed() {
    return Factor.joined(scale, Arrays.stream(loadings).flatMapToDouble(Arrays::stream).toArray());
  }

  /** From {@link #packed}. */
  static LowRank unpacked(double[] packed, int d) {
    int r = packed.length / d - 1;
    double[][] loadings = new double[d][];
    Arrays.setAll(loadings, i -> Arrays.copyOfRange(packed, d + i * r, d + (i + 1) * r));
    return new LowRank(Arrays.copyOf(packed, d), loadings);
  }

  @Override
  public double logDeterminant() {
    double sum = Arrays.stream(scale).map(Math::log).sum();
    for (int k = 0; k < rank(); k++) {
      sum += Math.log(core[k][k]);
    }
    return sum;
  }
}
