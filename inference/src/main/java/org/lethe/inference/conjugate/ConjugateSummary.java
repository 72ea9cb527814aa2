package org.lethe.inference.conjugate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.RealDistribution;
import org.lethe.core.expr.Expr;
import org.lethe.core.model.Model;
import org.lethe.core.model.Parameter;
import org.lethe.core.posterior.Posterior;
import org.lethe.core.posterior.Quantities;
import org.lethe.core.posterior.Quantity;
import org.lethe.core.posterior.Summary;
import org.lethe.core.random.Purpose;
import org.lethe.core.random.RandomStream;

/** Summaries whose parameters are known in closed form, and whose other quantities are drawn. */
final class ConjugateSummary {
  private static final int DRAWS = 4000;

  private ConjugateSummary() {}

  /** Of a model whose only parameter has these laws, one for each element. */
  static Summary of(Posterior posterior, List<? extends RealDistribution> laws) {
    Parameter parameter = posterior.model().parameters().get(0);
    List<String> names = Quantities.names(parameter.name(), parameter.dims());
    List<Quantity> lines =
        IntStream.range(0, laws.size()).mapToObj(k -> line(names.get(k), laws.get(k))).toList();
    return of(posterior, Map.of(parameter.name(), lines));
  }

  private static Quantity line(String name, RealDistribution law) {
    return new Quantity(
        name,
        law.getNumericalMean(),
        Math.sqrt(law.getNumericalVariance()),
        law.inverseCumulativeProbability(0.05),
        law.inverseCumulativeProbability(0.5),
        law.inverseCumulativeProbability(0.95));
  }

  /** The lines of the parameters, by name in order, then those of the model's other quantities. */
  static Summary of(Posterior posterior, Map<String, List<Quantity>> parameters) {
    List<Quantity> all = new ArrayList<>();
    parameters.values().forEach(all::addAll);
    Map<String, Expr> others = new LinkedHashMap<>(posterior.model().quantities());
    others.keySet().removeAll(parameters.keySet());
    if (!others.isEmpty()) {
      all.addAll(drawn(posterior, others));
    }
    return new Summary(all);
  }

  /** By 4000 addressed draws. */
  static List<Quantity> drawn(Posterior posterior, Map<String, Expr> quantities) {
    Model model = posterior.model();
    RandomStream address = RandomStream.of(0).at(0, Purpose.DRAW);
    return Quantities.ofDraws(model, quantities, posterior.draw(DRAWS, address));
  }
}
