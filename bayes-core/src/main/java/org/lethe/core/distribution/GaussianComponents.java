package org.lethe.core.distribution;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
 * @param sds s &gt; 0, of a shape that broadcasts to [K × d]; empty for identity covariance
 */
public record GaussianComponents(Expr logWeights, Expr means, Optional<Expr> sds)
    implements Mixture {

  private static final double HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

  public GaussianComponents {
    Shape m = means.shape();
    Checks.that(
        m.rank() == 2 && m.dim(0) == logWeights.shape().size(),
        "Mixture: means must be [K × d] for the K = %d weights, got shape %s",
        logWeights.shape().size(),
        m);
    sds.ifPresent(s -> Arguments.positive("Mixture", "sds", s));
    sds.ifPresent(
        s ->
            Checks.that(
                Arguments.fit("Mixture", "means", m, "sds", s.shape()).dims().equals(m.dims()),
                "Mixture: sds must broadcast to the means' %s, got shape %s",
                m,
                s.shape()));
  }

  @Override
  public Expr logJoint(Expr value) {
    Checks.that(
        value.shape().rank() == 1 && value.shape().size() == size(),
        "Mixture: value must be [%d] a row as the means are, got shape %s",
        size(),
        value.shape());
    double constant = size() * HALF_LOG_TWO_PI;
    if (sds.isEmpty()) {
      return exponents(value).plus(logWeights.minus(constant));
    }
    Expr s = inTwoDimensions(sds.get());
    int repeats = size() / s.shape().dim(1);
    Expr logVolumes = s.log().sum(1).times(repeats).plus(constant);
    return scaled(value, s).times(-0.5).plus(logWeights.minus(logVolumes));
  }

  /** −½ |x − m_k|², [K] or [rows × K]. */
  private Expr exponents(Expr value) {
    if (means.shape().rows()) {
      return scaled(value, Expr.constant(1)).times(-0.5);
    }
    return value.shape().rows()
        ? value.gaussianExponent(means)
        : value.reshape(1, size()).gaussianExponent(means).reshape(components());
  }

  /** Σ_j ((x_j − m_kj)/s_kj)², [K] or [rows × K]. */
  private Expr scaled(Expr value, Expr s) {
    return value.reshape(1, size()).minus(means).over(s).square().sum(1);
  }

  private static Expr inTwoDimensions(Expr s) {
    return s.shape().rank() == 2 ? s : s.reshape(1, s.shape().size());
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
    return averaged(apart.square().plus(sds.map(Expr::square).orElseGet(() -> Expr.constant(1))));
  }

  private Expr averaged(Expr each) {
    return logWeights.exp().reshape(components(), 1).times(each).sum(0);
  }

  @Override
  public Sampler sampler() {
    double[] ones = new double[components() * size()];
    Arrays.fill(ones, 1);
    Expr every = Expr.vector(ones).reshape(components(), size());
    Expr everySd = sds.map(s -> every.times(s)).orElse(every);
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
    boolean rows = means.shape().rows() || sds.map(s -> s.shape().rows()).orElse(false);
    return Shape.of(size()).withRows(rows);
  }

  @Override
  public List<Condition> conditions() {
    return sds.stream().map(s -> Condition.positive("Mixture", "sds", s)).toList();
  }

  @Override
  public GaussianComponents substitute(Map<Expr, Expr> replacements) {
    return new GaussianComponents(
        logWeights.substitute(replacements),
        means.substitute(replacements),
        sds.map(s -> s.substitute(replacements)));
  }

  private int size() {
    return means.shape().dim(1);
  }
}
