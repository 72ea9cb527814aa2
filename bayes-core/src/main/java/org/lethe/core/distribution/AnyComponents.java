package org.lethe.core.distribution;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.lethe.core.data.Checks;
import org.lethe.core.expr.Expr;
import org.lethe.core.expr.Shape;

/**
 * Components of any law, of numbers or of counts.
 *
 * @param logWeights log w_k, [K], normalised
 * @param laws of the components, of one shape and support
 */
public record AnyComponents(Expr logWeights, List<Distribution> laws) implements Mixture {

  public AnyComponents {
    laws = List.copyOf(laws);
    Checks.that(
        laws.size() == logWeights.shape().size(),
        "Mixture: components must be as many as weights, got %d and %d",
        laws.size(),
        logWeights.shape().size());
    Distribution first = laws.get(0);
    for (Distribution law : laws) {
      String name = law.getClass().getSimpleName();
      Checks.that(
          law.support().equals(first.support()),
          "Mixture: components must be of one support, got %s on %s after %s",
          name,
          law.support(),
          first.support());
      Checks.that(
          law.shape().rank() <= 1 && law.shape().dims().equals(first.shape().dims()),
          "Mixture: components must be one number or one vector a row, all of one size, got %s of"
              + " shape %s after %s",
          name,
          law.shape(),
          first.shape());
    }
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException where the components' density is not one number a row
   */
  @Override
  public Expr logJoint(Expr value) {
    Expr[] densities = laws.stream().map(law -> one(law, value)).toArray(Expr[]::new);
    return Expr.concat(densities).plus(logWeights);
  }

  private static Expr one(Distribution law, Expr value) {
    Expr density = law.logDensity(value).sum();
    Checks.that(
        value.shape().rank() == law.shape().rank(),
        "Mixture: value must be of the components' shape %s a row, got shape %s",
        law.shape(),
        value.shape());
    return density;
  }

  @Override
  public Support support() {
    return laws.get(0).support();
  }

  /** Where any component has a density. */
  @Override
  public Support values() {
    return laws.stream()
        .map(Distribution::values)
        .filter(values -> !values.equals(support()))
        .findFirst()
        .orElse(support());
  }

  @Override
  public Expr mean() {
    return averaged(Distribution::mean);
  }

  /** Σ w (Var_k + (mean_k − mean)²). */
  @Override
  public Expr variance() {
    Expr mean = mean();
    return averaged(law -> law.variance().plus(law.mean().minus(mean).square()));
  }

  private Expr averaged(Function<Distribution, Expr> each) {
    Expr weights = logWeights.exp();
    return IntStream.range(0, laws.size())
        .mapToObj(k -> each.apply(laws.get(k)).times(weights.at(k)))
        .reduce(Expr::plus)
        .orElseThrow();
  }

  /** A component by its weight, then a draw of it. */
  @Override
  public Sampler sampler() {
    List<Sampler> samplers =
        laws.stream().map(law -> law.sampler().over(law.shape().dims())).toList();
    List<Expr> arguments = new ArrayList<>(List.of(logWeights));
    samplers.forEach(s -> arguments.addAll(s.arguments()));
    int[] from = new int[laws.size() + 1];
    from[0] = laws.size();
    for (int k = 0; k < laws.size(); k++) {
      int size = samplers.get(k).arguments().stream().mapToInt(a -> a.shape().size()).sum();
      from[k + 1] = from[k] + size;
    }
    return Sampler.whole(
        shape().size(),
        arguments,
        (a, random, out) -> {
          int k = Mixture.component(a, laws.size(), random);
          double[] own = Arrays.copyOfRange(a, from[k], from[k + 1]);
          samplers.get(k).draw().into(own, random, out);
        });
  }

  @Override
  public Shape shape() {
    return laws.stream().map(Distribution::shape).reduce(Shape::broadcast).orElseThrow();
  }

  /** Of all components; a value that only some of them can yield breaks none. */
  @Override
  public List<Condition> conditions() {
    return laws.stream().flatMap(law -> law.conditions().stream()).toList();
  }

  @Override
  public AnyComponents substitute(Map<Expr, Expr> replacements) {
    return new AnyComponents(
        logWeights.substitute(replacements),
        laws.stream().map(law -> law.substitute(replacements)).toList());
  }
}
