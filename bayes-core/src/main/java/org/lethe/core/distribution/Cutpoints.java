package org.lethe.core.distribution;

import java.util.stream.IntStream;
import org.lethe.core.data.Checks;
import org.lethe.core.expr.Expr;
import org.lethe.core.expr.Program;
import org.lethe.core.expr.Reach;
import org.lethe.core.expr.Shape;

/** What ordered outcomes share: the cutpoints between them. */
final class Cutpoints {

  private Cutpoints() {}

  static void check(String law, Expr location, Expr cutpoints) {
    Checks.that(
        location.shape().rank() == 0,
        "%s: location must be one number a row, got shape %s",
        law,
        location.shape());
    Shape c = cutpoints.shape();
    Checks.that(
        !c.rows() && c.rank() == 1 && c.size() > 0,
        "%s: cutpoints must be a vector of at least 1 without rows, got shape %s",
        law,
        c);
    if (Program.isKnown(cutpoints)) {
      increasing(law, Program.value(cutpoints));
    }
    // an elementwise function of one unknown leaves its elements in any order
    Reach.of(cutpoints)
        .filter(reach -> c.size() > 1)
        .ifPresent(
            reach ->
                Checks.that(
                    false,
                    "%s: cutpoints must increase, and parameter '%s' gives them in any order:"
                        + " declare that parameter with Support.ORDERED",
                    law,
                    reach.unknown()));
  }

  static Expr of(String law, double... cutpoints) {
    increasing(law, cutpoints);
    return Expr.vector(cutpoints);
  }

  private static void increasing(String law, double... cutpoints) {
    for (int i = 0; i < cutpoints.length; i++) {
      Checks.finite(law, "cutpoints", cutpoints[i]);
      Checks.that(
          i == 0 || cutpoints[i] > cutpoints[i - 1],
          "%s: cutpoints must increase, got %s after %s",
          law,
          cutpoints[i],
          cutpoints[Math.max(i - 1, 0)]);
    }
  }

  /** Of log probabilities [K] or [rows × K] that of the outcome. */
  static Expr pick(String law, Expr outcome, Expr logProbabilities) {
    Checks.that(
        outcome.shape().rank() == 0,
        "%s: value must be one number a row, got shape %s",
        law,
        outcome.shape());
    double[] labels =
        IntStream.range(0, logProbabilities.shape().size()).asDoubleStream().toArray();
    Expr is = outcome.equalTo(Expr.vector(labels));
    return is.where(logProbabilities, Expr.constant(0)).sum(0);
  }
}
