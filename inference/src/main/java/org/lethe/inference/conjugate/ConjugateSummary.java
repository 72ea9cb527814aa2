package org.lethe.inference.conjugate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lethe.core.expr.Expr;
import org.lethe.core.model.Model;
import org.lethe.core.model.Parameter;
import org.lethe.core.posterior.Posterior;
import org.lethe.core.posterior.Quantities;
import org.lethe.core.posterior.Quantity;
import org.lethe.core.posterior.Summary;
import org.lethe.core.random.Purpose;
import org.lethe.core.random.RandomStream;

/** Summaries of models of one parameter: its own lines in closed form, the rest by draws. */
final class ConjugateSummary {
  private static final int DRAWS = 4000;

  private ConjugateSummary() {}

  /** The parameter's lines, then 4000 addressed draws of the model's other quantities. */
  static Summary of(Posterior posterior, List<Quantity> parameter) {
    Model model = posterior.model();
    List<Quantity> all = new ArrayList<>(parameter);
    Map<String, Expr> drawn = new LinkedHashMap<>(model.quantities());
    drawn.remove(model.parameters().get(0).name());
    if (!drawn.isEmpty()) {
      RandomStream address = RandomStream.of(0).at(0, Purpose.DRAW);
      all.addAll(Quantities.ofDraws(model, drawn, posterior.draw(DRAWS, address)));
    }
    return new Summary(all);
  }

  /** The name of an element of the parameter. */
  static String name(Model model, int element) {
    Parameter parameter = model.parameters().get(0);
    return Quantities.names(parameter.name(), parameter.dims()).get(element);
  }
}
