package org.lethe.core.distribution;

import java.util.List;
import java.util.stream.IntStream;
import org.lethe.core.data.Checks;
import org.lethe.core.expr.Expr;

/**
 * Lower triangular L [k × k] with a positive diagonal: u is the lower triangle row after row, its
 * diagonal as logarithms; log |dL/du| = Σ log Lᵢᵢ.
 */
record CovarianceFactor() implements FactorSupport {

  @Override
  public String name() {
    return "COVARIANCE_CHOLESKY";
  }

  @Override
  public int rank() {
    return 2;
  }

  @Override
  public boolean contains(double... value) {
    int k = (int) Math.round(Math.sqrt(value.length));
    for (int i = 0; i < value.length; i++) {
      boolean fits = i % k > i / k ? value[i] == 0 : i % k < i / k || value[i] > 0;
      if (!fits || !Double.isFinite(value[i])) {
        return false;
      }
    }
    return k * k == value.length;
  }

  @Override
  public String rule() {
    return "lower triangular with a positive diagonal";
  }

  @Override
  public List<Integer> freeDims(List<Integer> dims) {
    int k = MatrixProduct.square(name(), dims);
    return Blocks.replace(dims, 2, k * (k + 1) / 2);
  }

  @Override
  public int size(int free) {
    return (int) Math.round((Math.sqrt(8.0 * free + 1) - 1) / 2);
  }

  @Override
  public Expr constrain(Expr free) {
    Expr flat = Blocks.flat(free, 1);
    int k = size(Blocks.last(free));
    Expr diagonal = onDiagonal(k);
    Expr entries = flat.times(diagonal).exp().times(diagonal);
    Expr packed = flat.times(Expr.constant(1).minus(diagonal)).plus(entries);
    int[] index = new int[k * k];
    for (int i = 0; i < index.length; i++) {
      int row = i / k;
      index[i] = i % k <= row ? row * (row + 1) / 2 + i % k : -1;
    }
    return Blocks.shaped(Blocks.take(packed, index), free, k, k);
  }

  @Override
  public Expr logJacobian(Expr free) {
    return free.times(onDiagonal(size(Blocks.last(free)))).sum(free.shape().rank() - 1);
  }

  @Override
  public Expr logDiagonal(Expr free) {
    int k = size(Blocks.last(free));
    int[] index = IntStream.range(0, k).map(i -> i * (i + 3) / 2).toArray();
    return Blocks.shaped(Blocks.take(Blocks.flat(free, 1), index), free, k);
  }

  /** 1 where the packed triangle has its diagonal, else 0. */
  private static Expr onDiagonal(int k) {
    double[] ones = new double[k * (k + 1) / 2];
    for (int i = 0; i < k; i++) {
      ones[i * (i + 3) / 2] = 1;
    }
    return Expr.vector(ones);
  }

  @Override
  public double[] productWeights(int k) {
    return IntStream.range(0, k).mapToDouble(i -> k - i).toArray();
  }

  @Override
  public double productConstant(int k) {
    return k * Math.log(2);
  }

  @Override
  public String productName() {
    return "COVARIANCE";
  }

  @Override
  public boolean containsProductDiagonal(double[] diagonal) {
    return true;
  }

  @Override
  public String productRule() {
    return "symmetric and positive definite";
  }

  @Override
  public double[] unconstrain(double[] value, List<Integer> dims) {
    int k = MatrixProduct.square(name(), dims);
    Checks.that(value.length % (k * k) == 0, "%s: value must fill %s", name(), dims);
    return Blocks.unconstrain(
        this,
        value,
        dims,
        l -> {
          double[] u = new double[k * (k + 1) / 2];
          for (int i = 0, at = 0; i < k; i++) {
            for (int j = 0; j <= i; j++) {
              u[at++] = i == j ? Math.log(l[i * k + j]) : l[i * k + j];
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
