package org.lethe.core.distribution;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.lethe.core.data.Checks;
import org.lethe.core.expr.Expr;
import org.lethe.core.expr.Shape;
import org.lethe.core.random.NormalQuantile;
import org.lethe.core.random.Uniforms;

/**
 * Normal components with independent dimensions:
 *
 * <pre>log w_k − ½ Σ_j ((x_j − m_kj)/s_kj)² − Σ_j log s_kj − (d/2) log 2π</pre>
 *
 * @param logWeights log w_k, [K], normalised
 * @param means m, [K × d]
 * @param sds s &gt; 0, of a shape that broadcasts to [K × d]; kept as a matrix
 */
public record GaussianComponents(Expr logWeights, Expr means, Expr sds) implements Mixture {

  private static final double HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

  public GaussianComponents {
    Shape m = means.shape();
    Checks.that(
        m.rank() == 2 && m.dim(0) == logWeights.shape().size(),
        "Mixture: means must be [K × d] for the K = %d weights, got shape %s",
        logWeights.shape().size(),
        m);
    Shape both = Arguments.fit("Mixture", "means", means, "sds", sds);
    Checks.that(
        both.dims().equals(m.dims()),
        "Mixture: sds must broadcast to the means' %s, got shape %s",
        m,
        sds.shape());
    sds = inTwoDimensions(sds);
  }

  private static Expr inTwoDimensions(Expr sds) {
    Shape s = sds.shape();
    return s.rank() == 2 ? sds : sds.reshape(1, s.size());
  }

  @Override
  public Expr logJoint(Expr value) {
    Checks.that(
        value.shape().rank() == 1 && value.shape().size() == size(),
        "Mixture: value must be [%d] a row as the means are, got shape %s",
        size(),
        value.shape());
    return distances(value).times(-0.5).plus(logWeights.minus(logVolumes()));
  }

  /** Σ_j ((x_j − m_kj)/s_kj)², [K] or [rows × K]. */
  private Expr distances(Expr value) {
    return value.reshape(1, size()).minus(means).over(sds).square().sum(1);
  }

  /** Σ_j log s_kj + (d/2) log 2π, [K] or [1]. */
  private Expr logVolumes() {
    int repeats = size() / sds.shape().dim(1);
    return sds.log().sum(1).times(repeats).plus(size() * HALF_LOG_TWO_PI);
  }

  @Override
  public Support support() {
    return Support.REAL;
  }

  /** Σ w m, [d]. */
  @Override
  public Expr mean() {
    return averaged(means);
  }

  /** The diagonal of the covariance, Σ w (s² + (m − mean)²), [d]. */
  @Override
  public Expr variance() {
    Expr apart = means.minus(mean().reshape(1, size()));
    return averaged(apart.square().plus(sds.square()));
  }

  private Expr averaged(Expr each) {
    return logWeights.exp().reshape(components(), 1).times(each).sum(0);
  }

  @Override
  public Sampler sampler() {
    double[] ones = new double[components() * size()];
    Arrays.fill(ones, 1);
    Expr everySd = sds.times(Expr.vector(ones).reshape(components(), size()));
    return Sampler.whole(size(), List.of(logWeights, means, everySd), this::draw);
  }

  private void draw(double[] a, Uniforms random, double[] out) {
    int k = components();
    int mean = k + Mixture.component(a, k, random) * out.length;
    for (int j = 0; j < out.length; j++) {
      double sd = a[mean + k * out.length + j];
      out[j] = a[mean + j] + sd * NormalQuantile.of(random.next());
    }
  }

  @Override
  public Shape shape() {
    return Shape.of(size()).withRows(means.shape().rows() || sds.shape().rows());
  }

  @Override
  public GaussianComponents substitute(Map<Expr, Expr> replacements) {
    return new GaussianComponents(
        logWeights.substitute(replacements),
        means.substitute(replacements),
        sds.substitute(replacements));
  }

  private int size() {
    return means.shape().dim(1);
  }
}
