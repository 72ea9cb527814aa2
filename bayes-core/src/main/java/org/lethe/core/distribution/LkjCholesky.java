package org.lethe.core.distribution;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.lethe.core.data.Checks;
import org.lethe.core.expr.Expr;
import org.lethe.core.expr.Shape;
import org.lethe.core.random.GammaVariate;
import org.lethe.core.random.NormalQuantile;
import org.lethe.core.random.Uniforms;

/**
 * The Cholesky factor L [K × K] of a correlation matrix whose density is |LLᵀ|^(η − 1)
 * (Lewandowski, Kurowicka and Joe 2009), with respect to what lies below the diagonal of L:
 *
 * <pre>log p(L) = Σ_{i=2}^K (K − i + 2η − 2) log L_ii − log c,
 * log c = Σ_{i=2}^K [d log π − log Γ(d) + log B(d, η + (K−i)/2)],  d = (i−1)/2</pre>
 *
 * @param size K, at least 2
 * @param eta η &gt; 0; 1 is uniform over correlation matrices, more is closer to the identity
 */
public record LkjCholesky(int size, Expr eta) implements Distribution {

  public LkjCholesky {
    Checks.that(size >= 2, "LkjCholesky: size must be at least 2, got %d", size);
    Checks.that(
        eta.shape().equals(Shape.scalar()),
        "LkjCholesky: eta must be a scalar, got shape %s",
        eta.shape());
    Arguments.positive("LkjCholesky", "eta", eta);
  }

  /**
   * @throws IllegalArgumentException unless the size is at least 2 and η positive and finite
   */
  public static LkjCholesky of(int size, double eta) {
    return new LkjCholesky(size, Arguments.positive("LkjCholesky", "eta", eta));
  }

  /**
   * @throws IllegalArgumentException unless the size is at least 2 and η a scalar
   */
  public static LkjCholesky of(int size, Expr eta) {
    return new LkjCholesky(size, eta);
  }

  /**
   * {@inheritDoc}
   *
   * @param value L, [K × K]; what lies above its diagonal is not read
   */
  @Override
  public Expr logDensity(Expr value) {
    Checks.that(
        value.shape().dims().equals(List.of(size, size)) && !value.shape().rows(),
        "LkjCholesky: value must be [%d × %d], got shape %s",
        size,
        size,
        value.shape());
    Expr logDiagonal = value.diagonal().slice(1, size).log();
    Expr powers = halves(1).minus(1).times(2).times(logDiagonal);
    Expr d = halfDegrees(1);
    Expr areas = d.times(Math.log(Math.PI)).minus(d.lgamma());
    return powers.minus(areas).minus(LogBeta.of(d, halves(1))).sum(0);
  }

  /** η + (K − i)/2 for i from the row after {@code from} to the last, counted from 1. */
  private Expr halves(int from) {
    double[] half =
        IntStream.rangeClosed(from + 1, size).mapToDouble(i -> (size - i) / 2.0).toArray();
    return eta.plus(Expr.vector(half));
  }

  @Override
  public Support support() {
    return Support.CORRELATION_CHOLESKY;
  }

  /** 0 below the diagonal and B(d/2, q + ½)/B(d/2, q) on it, d = i − 1, q = η + (K − i)/2. */
  @Override
  public Expr mean() {
    return diagonalMean().toDiagonal();
  }

  /** 1/(K − 1 + 2η) below the diagonal, q/(d/2 + q) less the squared mean on it. */
  @Override
  public Expr variance() {
    double[][] below = new double[size][size];
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < i; j++) {
        below[i][j] = 1;
      }
    }
    Expr apart = Expr.constant(below).over(eta.times(2).plus(size - 1));
    Expr q = halves(0);
    Expr diagonal = q.over(q.plus(halfDegrees(0))).minus(diagonalMean().square());
    return apart.plus(diagonal.toDiagonal());
  }

  private Expr diagonalMean() {
    Expr q = halves(1);
    Expr d = halfDegrees(1);
    Expr ratio = LogBeta.of(d, q.plus(0.5)).minus(LogBeta.of(d, q)).exp();
    return Expr.concat(Expr.constant(1), ratio);
  }

  /** (i − 1)/2. */
  private Expr halfDegrees(int from) {
    return Expr.vector(IntStream.range(from, size).mapToDouble(i -> i / 2.0).toArray());
  }

  @Override
  public Sampler sampler() {
    return Sampler.whole(size * size, List.of(eta), (a, random, out) -> draw(a[0], random, out));
  }

  /** Row by row: 1 − L_ii² ~ Beta((i−1)/2, η + (K−i)/2), its direction uniform on the sphere. */
  private void draw(double shape, Uniforms random, double[] out) {
    out[0] = 1;
    for (int i = 1; i < size; i++) {
      int at = i * size;
      double logit = GammaVariate.betaLogit(i / 2.0, shape + (size - 1 - i) / 2.0, random);
      double squares = 0;
      for (int j = 0; j < i; j++) {
        out[at + j] = NormalQuantile.of(random.next());
        squares += out[at + j] * out[at + j];
      }
      double radius = Math.sqrt(1 / (1 + Math.exp(-logit)) / squares);
      for (int j = 0; j < i; j++) {
        out[at + j] *= radius;
      }
      out[at + i] = Math.sqrt(1 / (1 + Math.exp(logit)));
      Arrays.fill(out, at - size + i, at, 0);
    }
  }

  @Override
  public Shape shape() {
    return Shape.of(size, size);
  }

  @Override
  public List<Condition> conditions() {
    return List.of(Condition.positive("LkjCholesky", "eta", eta));
  }

  @Override
  public LkjCholesky substitute(Map<Expr, Expr> replacements) {
    return new LkjCholesky(size, eta.substitute(replacements));
  }
}
