package org.lethe.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Optional;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.lethe.core.distribution.Derivatives;
import org.lethe.core.distribution.Evaluate;
import org.lethe.core.expr.Expr;

/** A model's log joint against one written by hand, with first and second derivatives. */
final class LogJoint {

  private static final double LOG_TWO_PI = Math.log(2 * Math.PI);

  private LogJoint() {}

  /** Over all rows of {@link Data#TABLE}, at five points drawn near 0. */
  static void agrees(Model model, ToDoubleFunction<double[]> byHand) {
    Random random = new Random(5);
    Expr joint = joint(model);
    for (int k = 0; k < 5; k++) {
      double[] theta = random.doubles(model.dimension(), -1.5, 1.5).toArray();
      double expected = byHand.applyAsDouble(theta);
      double[] actual = Evaluate.at(joint, model.theta(), theta, Data.TABLE);
      // sums of fewer than a hundred terms, each good to a few ε
      assertThat(actual[0]).isCloseTo(expected, within(1e-12 * (1 + Math.abs(expected))));
    }
    double[] theta = random.doubles(model.dimension(), -1, 1).toArray();
    Derivatives.agree(joint, model.theta(), theta, Optional.of(Data.TABLE));
  }

  static Expr joint(Model model) {
    return model.logLikelihood().sumRows().plus(model.logPrior());
  }

  static double normal(double x, double mean, double sd) {
    double z = (x - mean) / sd;
    return -z * z / 2 - Math.log(sd) - LOG_TWO_PI / 2;
  }

  /** Of sigma = exp(u) ~ HalfNormal(scale), in u. */
  static double logHalfNormal(double u, double scale) {
    return Math.log(2) + normal(Math.exp(u), 0, scale) + u;
  }

  static double logFactorial(double n) {
    double sum = 0;
    for (int i = 2; i <= n; i++) {
      sum += Math.log(i);
    }
    return sum;
  }
}
