package org.lethe.core.distribution;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lethe.core.expr.Expr;
import org.lethe.core.expr.Shape;

/**
 * A law within bounds, on which truncation and censoring build.
 *
 * @param user who needs it, for messages
 */
record Conditional(String user, Cumulative law, Bounds bounds) {

  Conditional {
    bounds.lower().ifPresent(l -> Arguments.fit(user, "law", law.shape(), "lower", l.shape()));
    bounds.upper().ifPresent(u -> Arguments.fit(user, "law", law.shape(), "upper", u.shape()));
  }

  /**
   * @throws UnsupportedOperationException if the law's distribution function has no closed form
   */
  static Conditional of(String user, Distribution law, Bounds bounds) {
    Conditional within = new Conditional(user, Cumulative.of(user, law), bounds);
    bounds.lower().ifPresent(l -> bounds.upper().ifPresent(u -> Arguments.ordered(user, l, u)));
    return within;
  }

  /** log P(X ≤ a), −∞ without a lower bound. */
  Expr logBelow() {
    return bounds.lower().map(law::logCdf).orElse(Expr.constant(Double.NEGATIVE_INFINITY));
  }

  /** log P(X ≥ b), −∞ without an upper bound. */
  Expr logAbove() {
    return bounds.upper().map(law::logSurvival).orElse(Expr.constant(Double.NEGATIVE_INFINITY));
  }

  /** log P(a ≤ X ≤ b). */
  Expr logMass() {
    return logMass(law);
  }

  /** The same of another law. */
  Expr logMass(Cumulative other) {
    if (bounds.lower().isEmpty()) {
      return bounds.upper().map(other::logCdf).orElse(Expr.constant(0));
    }
    Expr lower = bounds.lower().orElseThrow();
    if (bounds.upper().isEmpty()) {
      return other.logSurvival(lower);
    }
    return other.logMass(lower, bounds.upper().orElseThrow());
  }

  /** The quantile of X given a ≤ X ≤ b as a draw, a mixture of the bounds' probabilities. */
  Sampler sampler() {
    List<Expr> arguments = new ArrayList<>(law.arguments());
    Expr all = Expr.constant(0);
    arguments.add(logBelow());
    arguments.add(bounds.upper().map(law::logCdf).orElse(all));
    arguments.add(bounds.lower().map(law::logSurvival).orElse(all));
    arguments.add(logAbove());
    Cumulative.Quantile quantile = law.quantile();
    return Sampler.elementwise(
        arguments,
        (a, random) -> {
          double u = random.next();
          return quantile(quantile, a, Math.log(u), Math.log1p(-u));
        });
  }

  /** At u, of the law's own arguments and the four logarithms that {@link #sampler} adds. */
  static double quantile(Cumulative.Quantile law, double[] a, double logU, double logRest) {
    int own = a.length - 4;
    double below = LogProbability.between(a[own], a[own + 1], logU, logRest);
    double above = LogProbability.between(a[own + 2], a[own + 3], logU, logRest);
    return law.at(Arrays.copyOf(a, own), below, above);
  }

  Support support() {
    return bounds.within(law.support());
  }

  Shape shape() {
    Shape shape = law.shape();
    shape = bounds.lower().map(Expr::shape).map(shape::broadcast).orElse(shape);
    return bounds.upper().map(Expr::shape).map(shape::broadcast).orElse(shape);
  }

  Conditional substitute(Map<Expr, Expr> replacements) {
    return new Conditional(user, law.substitute(replacements), bounds.substitute(replacements));
  }

  /** Mean and variance of X given a ≤ X ≤ b. */
  ConditionalMoments moments() {
    return ConditionalMoments.of(this);
  }

  Optional<Expr> lower() {
    return bounds.lower();
  }

  Optional<Expr> upper() {
    return bounds.upper();
  }
}
