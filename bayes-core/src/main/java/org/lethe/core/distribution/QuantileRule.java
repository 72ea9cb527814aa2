package org.lethe.core.distribution;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.lethe.core.expr.Expr;
import org.lethe.core.expr.Program;
import org.lethe.core.expr.Shape;

/**
 * Moments as integrals of the quantile over u, by the trapezoidal rule after u = (1 + tanh(½π sinh
 * t))/2, which heavy tails at either end do not hurt (Takahasi and Mori 1974, Double exponential
 * formulas for numerical integration). Smooth densities come out to rounding, the kink of a Laplace
 * density costs some digits.
 */
final class QuantileRule {
  private static final double STEP = 1.0 / 1024;
  private static final double REACH = 6;

  private QuantileRule() {}

  /** Whether the law's arguments and the bounds are single known numbers. */
  static boolean applies(Conditional within) {
    return within.sampler().arguments().stream().allMatch(QuantileRule::isKnown);
  }

  private static boolean isKnown(Expr e) {
    return e.shape().equals(Shape.scalar()) && Program.isKnown(e);
  }

  /**
   * Mean and variance of a law of single known numbers within known bounds.
   *
   * @throws UnsupportedOperationException where something is not known
   */
  static ConditionalMoments moments(Conditional within) {
    Cumulative law = within.law();
    List<Expr> arguments = within.sampler().arguments();
    double[] known = new double[arguments.size()];
    for (int i = 0; i < known.length; i++) {
      known[i] = known(within, arguments.get(i));
    }
    if (hasOpenTail(within)) {
      double own = known(within, law.variance());
      if (!Double.isFinite(own)) {
        // an open tail may have no moments; which of them exist is for the law to say
        return new ConditionalMoments(
            Double.isFinite(known(within, law.mean()))
                ? Expr.constant(mean(law, known))
                : law.mean(),
            Expr.constant(own));
      }
    }
    double mean = mean(law, known);
    double variance = integral(law, known, x -> (x - mean) * (x - mean));
    return new ConditionalMoments(Expr.constant(mean), Expr.constant(variance));
  }

  /** Whether the law reaches to infinity on a side that no bound cuts. */
  private static boolean hasOpenTail(Conditional within) {
    return !(within.law().support() instanceof Interval own)
        || (within.lower().isEmpty() && Double.isInfinite(own.low()))
        || (within.upper().isEmpty() && Double.isInfinite(own.high()));
  }

  private static double mean(Cumulative law, double[] known) {
    return integral(law, known, x -> x);
  }

  private static double integral(Cumulative law, double[] known, DoubleUnaryOperator of) {
    Cumulative.Quantile quantile = law.quantile();
    double sum = 0;
    double mass = 0;
    for (double t = -REACH; t <= REACH; t += STEP) {
      double s = Math.PI * Math.sinh(t);
      double logU = -Math.log1p(Math.exp(-s));
      double logRest = -Math.log1p(Math.exp(s));
      double weight = Math.cosh(t) * Math.exp(logU + logRest);
      mass += weight;
      sum += weight * of.applyAsDouble(Conditional.quantile(quantile, known, logU, logRest));
    }
    return sum / mass;
  }

  private static double known(Conditional within, Expr e) {
    if (!isKnown(e)) {
      throw new UnsupportedOperationException(
          within.user()
              + ": the moments of a "
              + Cumulative.name(within.law())
              + " within bounds are offered where its arguments and bounds are single known"
              + " numbers; draw");
    }
    return Program.value(e)[0];
  }
}
