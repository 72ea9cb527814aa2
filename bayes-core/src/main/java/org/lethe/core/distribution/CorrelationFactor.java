package org.lethe.core.distribution;

import java.util.List;
import java.util.stream.IntStream;
import org.lethe.core.expr.Expr;

/**
 * Lower triangular L [k × k], k ≥ 2, with a positive diagonal and rows of length 1, by the
 * canonical partial correlations of Lewandowski, Kurowicka and Joe (2009): z = tanh u below the
 * diagonal, row after row, Lᵢⱼ = zᵢⱼ ∏_{l&lt;j} √(1 − zᵢₗ²), zᵢᵢ = 1. To what lies below the
 * diagonal of L, log |dL/du| = Σ [log(1 − zᵢⱼ²) + ½ Σ_{l&lt;j} log(1 − zᵢₗ²)].
 */
record CorrelationFactor() implements FactorSupport {

  @Override
  public String name() {
    return "CORRELATION_CHOLESKY";
  }

  @Override
  public int rank() {
    return 2;
  }

  @Override
  public boolean contains(double... value) {
    int k = (int) Math.round(Math.sqrt(value.length));
    if (!new CovarianceFactor().contains(value)) {
      return false;
    }
    for (int i = 0; i < k; i++) {
      double squares = 0;
      for (int j = 0; j <= i; j++) {
        squares += value[i * k + j] * value[i * k + j];
      }
      if (Math.abs(squares - 1) > Blocks.TOLERANCE) {
        return false;
      }
    }
    return true;
  }

  @Override
  public String rule() {
    return "lower triangular with a positive diagonal and rows of length 1";
  }

  @Override
  public List<Integer> freeDims(List<Integer> dims) {
    int k = MatrixProduct.square(name(), dims);
    if (k < 2) {
      throw new IllegalArgumentException(name() + " needs a matrix of at least 2 × 2, got 1 × 1");
    }
    return Blocks.replace(dims, 2, k * (k - 1) / 2);
  }

  @Override
  public int size(int free) {
    return (int) Math.round((Math.sqrt(8.0 * free + 1) + 1) / 2);
  }

  @Override
  public Expr constrain(Expr free) {
    int k = size(Blocks.last(free));
    double[] ones = new double[k * k];
    IntStream.range(0, k).forEach(i -> ones[i * (k + 1)] = 1);
    Expr z = Blocks.take(Blocks.flat(free, 1).tanh(), below(k)).plus(Expr.vector(ones));
    Expr left = logLeft(free, k);
    return Blocks.shaped(z.times(left.reshape(z.shape().dim(0), k * k).exp()), free, k, k);
  }

  @Override
  public Expr logJacobian(Expr free) {
    int k = size(Blocks.last(free));
    Expr flat = Blocks.flat(free, 1);
    double[] belowDiagonal = new double[k * k];
    IntStream.range(0, k * k).forEach(i -> belowDiagonal[i] = i % k < i / k ? 1 : 0);
    Expr left = logLeft(free, k).reshape(flat.shape().dim(0), k * k);
    Expr terms = left.times(Expr.vector(belowDiagonal)).sum(1);
    return Blocks.shaped(terms.plus(logRest(flat).sum(1)), free);
  }

  @Override
  public Expr logDiagonal(Expr free) {
    int k = size(Blocks.last(free));
    Expr left = logLeft(free, k).reshape(Blocks.flat(free, 1).shape().dim(0), k * k);
    int[] diagonal = IntStream.range(0, k).map(i -> i * (k + 1)).toArray();
    return Blocks.shaped(Blocks.take(left, diagonal), free, k);
  }

  /** log ∏_{l&lt;j} √(1 − zᵢₗ²), [blocks × k × k], of use for j ≤ i. */
  private static Expr logLeft(Expr free, int k) {
    Expr half = Blocks.take(logRest(Blocks.flat(free, 1)).times(0.5), below(k));
    Expr each = half.reshape(half.shape().dim(0), k, k);
    return each.cumsum(2).minus(each);
  }

  /** log(1 − tanh² u) = 2 (log 2 − u − softplus(−2u)), without cancellation. */
  private static Expr logRest(Expr u) {
    return u.plus(u.times(-2).softplus()).minus(Math.log(2)).times(-2);
  }

  /** Where a matrix finds what lies below its diagonal in the packed vector. */
  private static int[] below(int k) {
    int[] index = new int[k * k];
    for (int i = 0; i < index.length; i++) {
      int row = i / k;
      index[i] = i % k < row ? row * (row - 1) / 2 + i % k : -1;
    }
    return index;
  }

  @Override
  public double[] productWeights(int k) {
    return IntStream.range(0, k).mapToDouble(i -> i == 0 ? 0 : k - 1 - i).toArray();
  }

  @Override
  public double productConstant(int k) {
    return 0;
  }

  @Override
  public String productName() {
    return "CORRELATION";
  }

  @Override
  public boolean containsProductDiagonal(double[] diagonal) {
    return IntStream.range(0, diagonal.length)
        .allMatch(i -> Math.abs(diagonal[i] - 1) <= Blocks.TOLERANCE);
  }

  @Override
  public String productRule() {
    return "symmetric and positive definite with a diagonal of ones";
  }

  @Override
  public double[] unconstrain(double[] value, List<Integer> dims) {
    freeDims(dims);
    int k = dims.get(dims.size() - 1);
    return Blocks.unconstrain(
        this,
        value,
        dims,
        l -> {
          double[] u = new double[k * (k - 1) / 2];
          for (int i = 1, at = 0; i < k; i++) {
            // what is left of the row's length, summed from its small end
            for (int j = 0; j < i; j++) {
              double rest = 0;
              for (int m = i; m > j; m--) {
                rest += l[i * k + m] * l[i * k + m];
              }
              u[at++] = asinh(l[i * k + j] / Math.sqrt(rest));
            }
          }
          return u;
        });
  }

  /** artanh(a/√(a² + b²)) = arsinh(a/b). */
  private static double asinh(double x) {
    double size = Math.abs(x);
    double y = Math.log1p(size + size * size / (1 + Math.hypot(1, size)));
    return Math.copySign(y, x);
  }

  @Override
  public String toString() {
    return name();
  }
}
