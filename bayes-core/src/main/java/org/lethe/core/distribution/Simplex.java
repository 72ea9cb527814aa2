package org.lethe.core.distribution;

import java.util.Arrays;
import java.util.List;
import org.lethe.core.data.Checks;
import org.lethe.core.expr.Expr;

/**
 * Vectors x of k ≥ 2 positive numbers that sum to 1, by the inverse isometric log-ratio transform
 * of Egozcue et al. (2003), as in Stan from 2.37 on: x = softmax(V u), u ∈ R^(k−1), the columns of
 * V an orthonormal basis of the vectors that sum to 0. The log-Jacobian to x₁…x_{k−1} is Σ log xᵢ +
 * ½ log k. No element of x is special, and u = 0 is the centre.
 */
record Simplex() implements Support {

  @Override
  public String name() {
    return "SIMPLEX";
  }

  @Override
  public int rank() {
    return 1;
  }

  @Override
  public boolean contains(double... value) {
    double sum = 0;
    for (double x : value) {
      if (!(x > 0)) {
        return false;
      }
      sum += x;
    }
    return Math.abs(sum - 1) <= Blocks.TOLERANCE;
  }

  @Override
  public String rule() {
    return "positive numbers that sum to 1";
  }

  @Override
  public List<Integer> freeDims(List<Integer> dims) {
    Checks.that(
        !dims.isEmpty() && dims.get(dims.size() - 1) >= 2,
        "SIMPLEX needs a vector of at least 2, got shape %s",
        dims);
    return Blocks.replace(dims, 1, dims.get(dims.size() - 1) - 1);
  }

  @Override
  public Expr constrain(Expr free) {
    return logShares(free).exp();
  }

  @Override
  public Expr logJacobian(Expr free) {
    int k = Blocks.last(free) + 1;
    return logShares(free).sum(free.shape().rank() - 1).plus(0.5 * Math.log(k));
  }

  private static Expr logShares(Expr free) {
    int k = Blocks.last(free) + 1;
    Expr z = Blocks.flat(free, 1).matmul(Expr.constant(basis(k)));
    Expr total = z.logSumExp(1).reshape(z.shape().dim(0), 1);
    return Blocks.shaped(z.minus(total), free, k);
  }

  /** Vᵀ [k − 1 × k], Helmert's rows: (1, …, 1, −i, 0, …)/√(i(i + 1)) with i ones. */
  private static double[][] basis(int k) {
    double[][] rows = new double[k - 1][k];
    for (int i = 1; i < k; i++) {
      double scale = 1 / Math.sqrt((double) i * (i + 1));
      Arrays.fill(rows[i - 1], 0, i, scale);
      rows[i - 1][i] = -i * scale;
    }
    return rows;
  }

  @Override
  public double[] unconstrain(double[] value, List<Integer> dims) {
    freeDims(dims);
    return Blocks.unconstrain(
        this,
        value,
        dims,
        x -> {
          double[][] basis = basis(x.length);
          double[] u = new double[basis.length];
          for (int i = 0; i < u.length; i++) {
            for (int j = 0; j < x.length; j++) {
              u[i] += basis[i][j] * Math.log(x[j]);
            }
          }
          return u;
        });
  }

  @Override
  public String toString() {
    return name();
  }
}
