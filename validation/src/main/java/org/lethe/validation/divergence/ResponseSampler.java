package org.lethe.validation.divergence;

import java.util.List;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.distribution.PoissonDistribution;
import org.apache.commons.math3.distribution.TDistribution;
import org.lethe.core.distribution.Distribution;
import org.lethe.core.distribution.HalfNormal;
import org.lethe.core.distribution.Normal;
import org.lethe.core.distribution.Poisson;
import org.lethe.core.distribution.StudentT;
import org.lethe.core.expr.Expr;

/**
 * How one response is drawn: y = F⁻¹(u; arguments), u uniform.
 *
 * @param arguments the arguments of the distribution, in the model's θ, one number a row
 * @param quantile F⁻¹
 */
record ResponseSampler(List<Expr> arguments, Quantile quantile) {
  private static final NormalDistribution NORMAL = new NormalDistribution(0, 1);

  /** The inverse of a distribution function. */
  interface Quantile {
    double at(double[] arguments, double u);
  }

  /**
   * The sampler of a distribution.
   *
   * @throws UnsupportedOperationException naming the distribution if there is none
   */
  static ResponseSampler of(Distribution law) {
    if (law instanceof Normal normal) {
      return new ResponseSampler(
          List.of(normal.mean(), normal.sd()),
          (a, u) -> a[0] + a[1] * NORMAL.inverseCumulativeProbability(u));
    }
    if (law instanceof HalfNormal half) {
      return new ResponseSampler(
          List.of(half.scale()), (a, u) -> a[0] * NORMAL.inverseCumulativeProbability((1 + u) / 2));
    }
    if (law instanceof StudentT student) {
      return new ResponseSampler(
          List.of(student.degrees(), student.location(), student.scale()),
          (a, u) -> a[1] + a[2] * new TDistribution(a[0]).inverseCumulativeProbability(u));
    }
    if (law instanceof Poisson) {
      return new ResponseSampler(List.of(law.mean()), (a, u) -> poisson(a[0], u));
    }
    throw new UnsupportedOperationException(
        "PredictiveKl: the response must be Normal, HalfNormal, StudentT, Poisson or one of finitely"
            + " many levels, got "
            + law.getClass().getSimpleName());
  }

  /** By adding up the mass function while that is short and exact. */
  private static double poisson(double rate, double u) {
    if (rate <= 0) {
      return 0;
    }
    if (rate > 100) {
      return new PoissonDistribution(rate).inverseCumulativeProbability(u);
    }
    double mass = Math.exp(-rate);
    double below = mass;
    int y = 0;
    while (below < u && mass > 0) {
      y++;
      mass *= rate / y;
      below += mass;
    }
    return y;
  }
}
