package org.lethe.core.distribution;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.lethe.core.data.Checks;
import org.lethe.core.expr.Expr;
import org.lethe.core.expr.Shape;

/**
 * 0 with probability π, else a draw of a distribution of counts: P(0) = π + (1 − π) p(0) and P(y) =
 * (1 − π) p(y) for y &gt; 0.
 *
 * @param zero π, 0 &lt; π &lt; 1
 * @param counts p
 */
public record ZeroInflated(Expr zero, Distribution counts) implements Distribution {

  public ZeroInflated {
    Checks.that(
        counts.support().equals(Support.NATURAL) && !(counts instanceof Discrete),
        "ZeroInflated: counts must be a distribution of counts, got %s",
        counts.getClass().getSimpleName());
    Arguments.fit("ZeroInflated", "zero", zero.shape(), "counts", counts.shape());
    zero = Arguments.probability("ZeroInflated", "zero", zero);
  }

  /**
   * @throws IllegalArgumentException unless the second is a distribution of counts, and its shape
   *     broadcasts with the first
   */
  public static ZeroInflated of(Expr zero, Distribution counts) {
    return new ZeroInflated(zero, counts);
  }

  /**
   * @throws IllegalArgumentException unless 0 ≤ π &lt; 1 and the second is a distribution of counts
   */
  public static ZeroInflated of(double zero, Distribution counts) {
    Checks.that(
        zero >= 0 && zero < 1, "ZeroInflated: zero must be at least 0 and below 1, got %s", zero);
    return new ZeroInflated(Expr.constant(zero), counts);
  }

  @Override
  public Expr logDensity(Expr value) {
    Expr counted = zero.negate().log1p().plus(counts.logDensity(value));
    Expr none = LogProbability.sum(zero.log(), counted);
    return value.equalTo(Expr.constant(0)).where(none, counted);
  }

  @Override
  public Support support() {
    return Support.NATURAL;
  }

  /** (1 − π) μ. */
  @Override
  public Expr mean() {
    return counts.mean().times(counting());
  }

  /** (1 − π)(σ² + πμ²). */
  @Override
  public Expr variance() {
    return counts.mean().square().times(zero).plus(counts.variance()).times(counting());
  }

  private Expr counting() {
    return Expr.constant(1).minus(zero);
  }

  @Override
  public Sampler sampler() {
    Sampler inner = counts.sampler();
    List<Expr> arguments = new ArrayList<>(List.of(zero));
    arguments.addAll(inner.arguments());
    return new Sampler(
        arguments,
        true,
        1,
        (a, random, out) -> {
          if (random.next() < a[0]) {
            out[0] = 0;
          } else {
            inner.draw().into(Arrays.copyOfRange(a, 1, a.length), random, out);
          }
        });
  }

  @Override
  public Shape shape() {
    return zero.shape().broadcast(counts.shape());
  }

  @Override
  public List<Condition> conditions() {
    return Condition.and(counts.conditions(), Condition.probability("ZeroInflated", "zero", zero));
  }

  @Override
  public List<Condition> conditions(Expr value) {
    return Condition.and(
        counts.conditions(value), Condition.probability("ZeroInflated", "zero", zero));
  }

  @Override
  public ZeroInflated substitute(Map<Expr, Expr> replacements) {
    return new ZeroInflated(zero.substitute(replacements), counts.substitute(replacements));
  }
}
