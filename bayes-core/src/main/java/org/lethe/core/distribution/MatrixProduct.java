package org.lethe.core.distribution;

import java.util.List;
import org.lethe.core.data.Checks;
import org.lethe.core.expr.Expr;

/**
 * Matrices LLᵀ, L in a support of triangular factors. To the lower triangle of the product (for
 * correlations: below its diagonal), log |d(LLᵀ)/dL| = c + Σ wᵢ log Lᵢᵢ, counted from i = 1: c = k
 * log 2, wᵢ = k − i + 1 for covariances; c = 0, wᵢ = k − i from i = 2 on for correlations.
 */
record MatrixProduct(FactorSupport factor) implements Support {

  /** k, where the last two dimensions are [k × k]. */
  static int square(String name, List<Integer> dims) {
    int r = dims.size();
    Checks.that(
        r >= 2 && dims.get(r - 1).equals(dims.get(r - 2)),
        "%s needs a square matrix, got shape %s",
        name,
        dims);
    return dims.get(r - 1);
  }

  @Override
  public String name() {
    return factor.productName();
  }

  @Override
  public int rank() {
    return 2;
  }

  @Override
  public boolean contains(double... value) {
    int k = (int) Math.round(Math.sqrt(value.length));
    if (k * k != value.length || !Blocks.finite(value)) {
      return false;
    }
    double[] diagonal = new double[k];
    for (int i = 0; i < k; i++) {
      diagonal[i] = value[i * (k + 1)];
      for (int j = 0; j < i; j++) {
        double gap = Math.abs(value[i * k + j] - value[j * k + i]);
        if (gap > Blocks.TOLERANCE * Math.sqrt(Math.abs(diagonal[i] * diagonal[j]))) {
          return false;
        }
      }
    }
    return factor.containsProductDiagonal(diagonal) && Blocks.finite(decomposed(value, k));
  }

  @Override
  public String rule() {
    return factor.productRule();
  }

  @Override
  public List<Integer> freeDims(List<Integer> dims) {
    square(name(), dims);
    return factor.freeDims(dims);
  }

  @Override
  public Expr constrain(Expr free) {
    Expr l = Blocks.flat(factor.constrain(free), 2);
    int k = factor.size(Blocks.last(free));
    Expr[] products = new Expr[l.shape().dim(0)];
    for (int b = 0; b < products.length; b++) {
      Expr one = l.at(b).reshape(k, k);
      products[b] = one.matmul(one.transpose()).reshape(k * k);
    }
    return Blocks.shaped(Expr.concat(products), free, k, k);
  }

  @Override
  public Expr logJacobian(Expr free) {
    int k = factor.size(Blocks.last(free));
    Expr weighted = factor.logDiagonal(free).times(Expr.vector(factor.productWeights(k)));
    Expr product = weighted.sum(free.shape().rank() - 1).plus(factor.productConstant(k));
    return factor.logJacobian(free).plus(product);
  }

  @Override
  public double[] unconstrain(double[] value, List<Integer> dims) {
    int k = square(name(), dims);
    return Blocks.unconstrain(
        this, value, dims, x -> factor.unconstrain(decomposed(x, k), List.of(k, k)));
  }

  /** L; NaN where there is none. */
  private static double[] decomposed(double[] a, int k) {
    double[] l = new double[k * k];
    for (int i = 0; i < k; i++) {
      for (int j = 0; j <= i; j++) {
        double rest = a[i * k + j];
        for (int m = 0; m < j; m++) {
          rest -= l[i * k + m] * l[j * k + m];
        }
        l[i * k + j] = i > j ? rest / l[j * k + j] : rest > 0 ? Math.sqrt(rest) : Double.NaN;
      }
    }
    return l;
  }

  @Override
  public String toString() {
    return name();
  }
}
