package org.lethe.core.distribution;

import java.util.List;
import java.util.Map;
import org.lethe.core.expr.Expr;
import org.lethe.core.expr.Shape;
import org.lethe.core.random.Uniforms;

/**
 * The inverse Wishart distribution of a covariance matrix X [k × k], X⁻¹ ~ Wishart(ν, Ψ⁻¹), with Ψ
 * = LLᵀ:
 *
 * <pre>log p(X) = ν/2 log|Ψ| − (ν+k+1)/2 log|X| − ½ tr(ΨX⁻¹) − νk/2 log 2 − log Γ_k(ν/2)</pre>
 *
 * <p>Source: Gelman et al., Bayesian Data Analysis (2013), appendix A.
 *
 * @param degrees ν &gt; k − 1, a scalar
 * @param factor L, lower triangular with a positive diagonal
 */
public record InverseWishart(Expr degrees, Expr factor) implements Distribution {

  public InverseWishart {
    StandardWishart.check("InverseWishart", degrees, factor);
  }

  /**
   * Given ν and Ψ.
   *
   * @throws IllegalArgumentException unless Ψ is symmetric and positive definite and ν finite and
   *     above k − 1
   */
  public static InverseWishart of(double degrees, double[][] scale) {
    Expr factor = Expr.constant(CholeskyFactor.of("InverseWishart: scale", scale));
    return new InverseWishart(
        StandardWishart.degrees("InverseWishart", degrees, scale.length), factor);
  }

  /**
   * Given ν and Ψ.
   *
   * @throws IllegalArgumentException unless Ψ is a square matrix and ν finite and above k − 1
   */
  public static InverseWishart of(double degrees, Expr scale) {
    InverseWishart law = new InverseWishart(Expr.constant(degrees), scale.cholesky());
    StandardWishart.degrees("InverseWishart", degrees, law.size());
    return law;
  }

  /**
   * Given ν and Ψ.
   *
   * @throws IllegalArgumentException unless Ψ is a square matrix and ν a scalar
   */
  public static InverseWishart of(Expr degrees, Expr scale) {
    return new InverseWishart(degrees, scale.cholesky());
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
    StandardWishart.checkValue("InverseWishart", value, factor);
    Expr root = value.cholesky();
    Expr trace = root.solveLower(factor).square().sum().times(-0.5);
    Expr volume = root.diagonal().log().sum(0).times(degrees.plus(k + 1));
    Expr scale = factor.diagonal().log().sum(0).times(degrees);
    return scale.minus(volume).plus(trace).minus(StandardWishart.logNormaliser(degrees, k));
  }

  @Override
  public Support support() {
    return Support.COVARIANCE;
  }

  /** Ψ/(ν − k − 1), for ν above k + 1; NaN elsewhere. */
  @Override
  public Expr mean() {
    Expr room = degrees.minus(size() + 1);
    return StandardWishart.scale(factor).over(positive(room));
  }

  /** [(r + 2)Ψ_ij² + rΨ_iiΨ_jj]/[(r + 1)r²(r − 2)], r = ν − k − 1, for ν above k + 3; else NaN. */
  @Override
  public Expr variance() {
    Expr r = degrees.minus(size() + 1);
    Expr scale = StandardWishart.scale(factor);
    Expr products = StandardWishart.diagonalProducts(scale);
    Expr above = scale.square().times(r.plus(2)).plus(products.times(r));
    return above.over(r.plus(1).times(r.square()).times(positive(r.minus(2))));
  }

  private static Expr positive(Expr room) {
    return room.greaterThan(Expr.constant(0)).where(room, Expr.constant(Double.NaN));
  }

  @Override
  public Sampler sampler() {
    int k = size();
    return Sampler.whole(
        k * k, List.of(degrees, factor), (a, random, out) -> draw(k, a, random, out));
  }

  /** (LA⁻ᵀ)(LA⁻ᵀ)ᵀ, AAᵀ a standard Wishart matrix. */
  private static void draw(int k, double[] arguments, Uniforms random, double[] out) {
    double[][] a = StandardWishart.root(arguments[0], k, random);
    double[][] root = new double[k][k];
    for (int row = 0; row < k; row++) {
      for (int i = 0; i < k; i++) {
        double rest = arguments[1 + row * k + i];
        for (int j = 0; j < i; j++) {
          rest -= a[i][j] * root[row][j];
        }
        root[row][i] = rest / a[i][i];
      }
    }
    StandardWishart.product(root, out);
  }

  @Override
  public Shape shape() {
    return factor.shape();
  }

  @Override
  public InverseWishart substitute(Map<Expr, Expr> replacements) {
    return new InverseWishart(degrees.substitute(replacements), factor.substitute(replacements));
  }
}
