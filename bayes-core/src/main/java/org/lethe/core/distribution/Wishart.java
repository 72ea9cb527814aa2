package org.lethe.core.distribution;

import java.util.List;
import java.util.Map;
import org.lethe.core.expr.Expr;
import org.lethe.core.expr.Shape;
import org.lethe.core.random.Uniforms;

/**
 * The Wishart distribution of a covariance matrix X [k × k], with S = LLᵀ:
 *
 * <pre>log p(X) = (ν−k−1)/2 log|X| − ½ tr(S⁻¹X) − νk/2 log 2 − ν/2 log|S| − log Γ_k(ν/2),
 * log Γ_k(a) = k(k−1)/4 log π + Σ_{i=0}^{k−1} log Γ(a − i/2)</pre>
 *
 * @param degrees ν &gt; k − 1, a scalar
 * @param factor L, lower triangular with a positive diagonal
 */
public record Wishart(Expr degrees, Expr factor) implements Distribution {

  public Wishart {
    StandardWishart.check("Wishart", degrees, factor);
  }

  /**
   * Given ν and S.
   *
   * @throws IllegalArgumentException unless S is symmetric and positive definite and ν finite and
   *     above k − 1
   */
  public static Wishart of(double degrees, double[][] scale) {
    Expr factor = Expr.constant(CholeskyFactor.of("Wishart: scale", scale));
    return new Wishart(StandardWishart.degrees("Wishart", degrees, scale.length), factor);
  }

  /**
   * Given ν and S.
   *
   * @throws IllegalArgumentException unless S is a square matrix and ν finite and above k − 1
   */
  public static Wishart of(double degrees, Expr scale) {
    Wishart law = new Wishart(Expr.constant(degrees), scale.cholesky());
    StandardWishart.degrees("Wishart", degrees, law.size());
    return law;
  }

  /**
   * Given ν and S.
   *
   * @throws IllegalArgumentException unless S is a square matrix and ν a scalar
   */
  public static Wishart of(Expr degrees, Expr scale) {
    return new Wishart(degrees, scale.cholesky());
  }

  private int size() {
    return factor.shape().dim(0);
  }

  /**
   * {@inheritDoc}
   *
   * @param value X, [k × k], symmetric and positive definite
   */
  @Override
  public Expr logDensity(Expr value) {
    int k = size();
    StandardWishart.checkValue("Wishart", value, factor);
    Expr root = value.cholesky();
    Expr trace = factor.solveLower(root).square().sum().times(-0.5);
    Expr volume = root.diagonal().log().sum(0).times(degrees.minus(k + 1));
    Expr scale = factor.diagonal().log().sum(0).times(degrees);
    return volume.plus(trace).minus(scale).minus(StandardWishart.logNormaliser(degrees, k));
  }

  @Override
  public Support support() {
    return Support.COVARIANCE;
  }

  /** νS. */
  @Override
  public Expr mean() {
    return StandardWishart.scale(factor).times(degrees);
  }

  /** ν(S_ij² + S_ii S_jj). */
  @Override
  public Expr variance() {
    Expr scale = StandardWishart.scale(factor);
    return scale.square().plus(StandardWishart.diagonalProducts(scale)).times(degrees);
  }

  @Override
  public Sampler sampler() {
    int k = size();
    return Sampler.whole(
        k * k, List.of(degrees, factor), (a, random, out) -> draw(k, a, random, out));
  }

  /** LA(LA)ᵀ, AAᵀ a standard Wishart matrix. */
  private static void draw(int k, double[] arguments, Uniforms random, double[] out) {
    double[][] a = StandardWishart.root(arguments[0], k, random);
    double[][] root = new double[k][k];
    for (int j = 0; j < k; j++) {
      for (int i = j; i < k; i++) {
        for (int row = i; row < k; row++) {
          root[row][j] += arguments[1 + row * k + i] * a[i][j];
        }
      }
    }
    StandardWishart.product(root, out);
  }

  @Override
  public Shape shape() {
    return factor.shape();
  }

  @Override
  public Wishart substitute(Map<Expr, Expr> replacements) {
    return new Wishart(degrees.substitute(replacements), factor.substitute(replacements));
  }
}
