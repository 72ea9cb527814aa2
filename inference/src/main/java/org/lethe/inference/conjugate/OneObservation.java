package org.lethe.inference.conjugate;

import java.util.List;
import org.lethe.core.data.Checks;
import org.lethe.core.distribution.Distribution;
import org.lethe.core.expr.Expr;
import org.lethe.core.expr.Program;
import org.lethe.core.model.Model;
import org.lethe.core.model.Observation;

/**
 * The one thing that a row of the model tells.
 *
 * @param column the observed column
 * @param law its distribution
 */
record OneObservation<D extends Distribution>(String column, D law) {

  /** Throws {@link IllegalArgumentException} if the model has another row term, or another law. */
  static <D extends Distribution> OneObservation<D> of(String engine, Model model, Class<D> kind) {
    List<Observation> all = model.observations();
    Checks.that(
        all.size() == 1 && all.get(0).columns().size() == 1 && kind.isInstance(all.get(0).perRow()),
        "%s: the model must observe one column by a %s, got model %s",
        engine,
        kind.getSimpleName(),
        model.name());
    Checks.that(
        model.hasPlainPrior(),
        "%s: the prior must be of each parameter on its own support and hold no factor, got model"
            + " %s",
        engine,
        model.name());
    String column = all.get(0).columns().get(0);
    D law = kind.cast(all.get(0).perRow());
    Expr density = law.logDensity(Expr.column(column));
    Expr term = model.weights().map(w -> density.times(Expr.column(w))).orElse(density);
    Checks.that(
        same(model, term, model.logLikelihood()) && model.coupled().isEmpty(),
        "%s: the model must have no row term beside its %s observation, got model %s",
        engine,
        kind.getSimpleName(),
        model.name());
    return new OneObservation<>(column, law);
  }

  /** Whether two expressions compute the same of θ and the row, by their structure. */
  static boolean same(Model model, Expr one, Expr other) {
    List<Expr> theta = List.of(model.theta());
    return Program.of(theta, List.of(one))
        .digest()
        .equals(Program.of(theta, List.of(other)).digest());
  }

  /** The weight of a row, [rows]. */
  static Expr weight(Model model) {
    return model.weights().map(Expr::column).orElse(Expr.ones());
  }
}
