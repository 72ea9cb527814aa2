package org.lethe.inference.energy;

import java.util.Optional;
import java.util.function.UnaryOperator;
import org.lethe.core.expr.Expr;
import org.lethe.core.model.Model;

/** The weighted sum of row terms in which a gate holds back what is forgotten. */
public final class GatedRows {

  private GatedRows() {}

  /**
   * Σ_{wᵢ &gt; 0} wᵢ log p(zᵢ | θ) + g(θ) Σ_{wᵢ &lt; 0} wᵢ log p(zᵢ | θ), in the model's θ; g = 1
   * without a gate.
   */
  public static Expr logLikelihood(Model model, Optional<UnaryOperator<Expr>> gate) {
    Expr term = model.logLikelihood();
    Expr weight = Expr.weight();
    if (gate.isEmpty()) {
      return term.times(weight).sumRows();
    }
    Expr none = Expr.constant(0);
    Expr learned = term.times(weight.max(none)).sumRows();
    Expr forgotten = term.times(weight.min(none)).sumRows();
    return learned.plus(gate.get().apply(model.theta()).times(forgotten));
  }
}
