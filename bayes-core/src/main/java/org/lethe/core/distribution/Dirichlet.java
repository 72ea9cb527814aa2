package org.lethe.core.distribution;

import java.util.List;
import java.util.Map;
import org.lethe.core.data.Checks;
import org.lethe.core.expr.Expr;
import org.lethe.core.expr.Shape;
import org.lethe.core.random.GammaVariate;
import org.lethe.core.random.Uniforms;

/**
 * The Dirichlet distribution of K probabilities: log p(x) = Σ (α_k − 1) log x_k − Σ log Γ(α_k) +
 * log Γ(Σ α_k), with respect to all but one of them.
 *
 * @param alpha α &gt; 0, [K] or [rows × K], K ≥ 2; or [m × K], one law for each of m independent
 *     vectors
 */
public record Dirichlet(Expr alpha) implements Distribution {

  public Dirichlet {
    Shape shape = alpha.shape();
    Checks.that(
        (shape.rank() == 1 || shape.rank() == 2) && shape.dim(shape.rank() - 1) >= 2,
        "Dirichlet: alpha must be a vector of at least 2, or a matrix of them, got shape %s",
        shape);
    Arguments.positive("Dirichlet", "alpha", alpha);
  }

  /**
   * @throws IllegalArgumentException unless there are at least 2 and all are positive and finite
   */
  public static Dirichlet of(double... alpha) {
    for (double a : alpha) {
      Checks.positiveFinite("Dirichlet", "alpha", a);
    }
    return new Dirichlet(Expr.vector(alpha));
  }

  /**
   * @throws IllegalArgumentException unless alpha ends in [K] with K ≥ 2
   */
  public static Dirichlet of(Expr alpha) {
    return new Dirichlet(alpha);
  }

  /**
   * {@inheritDoc}
   *
   * @param value [K], or [m × K] of m independent ones, with or without rows
   */
  @Override
  public Expr logDensity(Expr value) {
    Shape shape = value.shape();
    Checks.that(
        shape.rank() >= 1 && shape.dim(shape.rank() - 1) == size(),
        "Dirichlet: value must end in [%d] as alpha does, got shape %s",
        size(),
        shape);
    Expr powers = alpha.minus(1).times(value.log());
    return sum(powers).minus(logNormaliser());
  }

  /**
   * Σ log Γ(α_k) − log Γ(Σ α_k), with A = Σ α_k and Stirling's remainder s as Σ [(α_k − ½)
   * log(α_k/A) + s(α_k)] − s(A) − (K−1)/2 log(A/2π), which does not cancel.
   */
  private Expr logNormaliser() {
    Expr sum = sum(alpha);
    double half = (size() - 1) / 2.0;
    Expr terms = alpha.minus(0.5).times(mean().log()).plus(alpha.stirlingRemainder());
    Expr rest = sum.stirlingRemainder().plus(sum.over(2 * Math.PI).log().times(half));
    return sum(terms).minus(rest);
  }

  private static Expr sum(Expr x) {
    return x.sum(x.shape().rank() - 1);
  }

  /** Σα for each of the numbers. */
  private Expr total() {
    int[] dims = alpha.shape().dims().stream().mapToInt(Integer::intValue).toArray();
    dims[dims.length - 1] = 1;
    return sum(alpha).reshape(dims);
  }

  private int size() {
    return alpha.shape().dim(alpha.shape().rank() - 1);
  }

  @Override
  public Support support() {
    return Support.SIMPLEX;
  }

  /** α/Σα. */
  @Override
  public Expr mean() {
    return alpha.over(total());
  }

  /** m(1 − m)/(Σα + 1) with m the mean. */
  @Override
  public Expr variance() {
    return mean().times(Expr.constant(1).minus(mean())).over(total().plus(1));
  }

  @Override
  public Sampler sampler() {
    int size = size();
    return Sampler.whole(
        alpha.shape().size(),
        List.of(alpha),
        (numbers, random, out) -> {
          for (int from = 0; from < out.length; from += size) {
            draw(numbers, random, out, from, from + size);
          }
        });
  }

  /** Gamma variates over their sum, as logarithms; none is 0. */
  private static void draw(double[] alpha, Uniforms random, double[] out, int from, int to) {
    double most = Double.NEGATIVE_INFINITY;
    for (int k = from; k < to; k++) {
      out[k] = GammaVariate.logarithm(alpha[k], random);
      most = Math.max(most, out[k]);
    }
    double sum = 0;
    for (int k = from; k < to; k++) {
      out[k] = Math.exp(out[k] - most);
      sum += out[k];
    }
    for (int k = from; k < to; k++) {
      out[k] = Math.max(out[k] / sum, Double.MIN_NORMAL);
    }
  }

  @Override
  public Shape shape() {
    return alpha.shape();
  }

  @Override
  public List<Condition> conditions() {
    return List.of(Condition.positive("Dirichlet", "alpha", alpha));
  }

  @Override
  public Dirichlet substitute(Map<Expr, Expr> replacements) {
    return new Dirichlet(alpha.substitute(replacements));
  }
}
