package org.lethe.core.model;

import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.hipparchus.analysis.differentiation.DerivativeStructure;
import org.lethe.core.expr.Expr;
import org.lethe.core.expr.ForwardOracle;
import org.lethe.core.expr.GradientContract;

/**
 * A model's log joint against one written by hand on Hipparchus' forward-mode numbers: value,
 * gradient and Hessian; and its derivatives against central differences of itself.
 */
final class LogJoint {

  private LogJoint() {}

  /** A log joint of θ, written by hand. */
  interface ByHand {
    DerivativeStructure of(DerivativeStructure[] theta);
  }

  /** Over all rows of {@link Data#TABLE}, at points drawn near 0. */
  static void agrees(Model model, ByHand byHand) {
    Expr joint = joint(model);
    Random random = new Random(5);
    int d = model.dimension();
    for (int k = 0; k < 3; k++) {
      ForwardOracle.check(
          x -> joint.substitute(Map.of(model.theta(), x)),
          Data.TABLE,
          t -> new DerivativeStructure[] {byHand.of(t)},
          random.doubles(d, -1.2, 1.2).toArray(),
          d);
    }
    GradientContract.check(
        x -> joint.substitute(Map.of(model.theta(), x)),
        Data.TABLE,
        random.doubles(d, -1, 1).toArray(),
        d);
  }

  static Expr joint(Model model) {
    return model.logLikelihood().sumRows().plus(model.logPrior());
  }

  static DerivativeStructure sum(DerivativeStructure... terms) {
    return Arrays.stream(terms).reduce(DerivativeStructure::add).orElseThrow();
  }

  /** The sum of a term over all rows. */
  static DerivativeStructure rows(IntFunction<DerivativeStructure> term) {
    return sum(IntStream.range(0, Data.ROWS).mapToObj(term).toArray(DerivativeStructure[]::new));
  }

  /** log N(x; 0, sd²), sd known. */
  static DerivativeStructure normal(DerivativeStructure x, double sd) {
    return normal(x, x.getField().getZero().add(sd));
  }

  /** log N(x; 0, sd²). */
  static DerivativeStructure normal(DerivativeStructure x, DerivativeStructure sd) {
    DerivativeStructure z = x.divide(sd);
    return z.multiply(z).multiply(-.5).subtract(sd.log()).subtract(Math.log(2 * Math.PI) / 2);
  }

  /** Independent normal priors of mean 0 on the first parts of θ. */
  static DerivativeStructure priors(DerivativeStructure[] theta, int count, double sd) {
    return sum(
        Arrays.stream(theta, 0, count).map(t -> normal(t, sd)).toArray(DerivativeStructure[]::new));
  }

  /** Of sigma = exp(u) ~ HalfNormal(scale), in u. */
  static DerivativeStructure logHalfNormal(DerivativeStructure u, double scale) {
    return normal(u.exp(), scale).add(Math.log(2)).add(u);
  }

  static double logFactorial(double n) {
    return IntStream.rangeClosed(2, (int) n).mapToDouble(Math::log).sum();
  }
}
