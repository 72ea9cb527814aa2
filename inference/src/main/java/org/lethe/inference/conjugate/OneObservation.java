package org.lethe.inference.conjugate;

import java.util.List;
import java.util.Optional;
import org.lethe.core.data.Checks;
import org.lethe.core.distribution.Distribution;
import org.lethe.core.expr.Expr;
import org.lethe.core.expr.Program;
import org.lethe.core.model.Model;
import org.lethe.core.model.Observation;

/**
 * The one thing that a row of the model tells.
 *
 * @param columns the observed columns
 * @param law their distribution
 */
record OneObservation<D extends Distribution>(List<String> columns, D law) {

  /** Throws {@link IllegalArgumentException} if the model has another row term, or another law. */
  static <D extends Distribution> OneObservation<D> of(String engine, Model model, Class<D> kind) {
    return of(engine, model, kind, false);
  }

  /** The same of columns that are observed together. */
  static <D extends Distribution> OneObservation<D> ofVector(
      String engine, Model model, Class<D> kind) {
    return of(engine, model, kind, true);
  }

  private static <D extends Distribution> OneObservation<D> of(
      String engine, Model model, Class<D> kind, boolean vector) {
    List<Observation> all = model.observations();
    Checks.that(
        all.size() == 1
            && (vector || all.get(0).columns().size() == 1)
            && kind.isInstance(all.get(0).perRow()),
        "%s: the model must observe %s by a %s, got model %s",
        engine,
        vector ? "a list of columns once" : "one column",
        kind.getSimpleName(),
        model.name());
    Checks.that(
        model.hasPlainPrior(),
        "%s: the prior must be of each parameter on its own support and hold no factor, got model"
            + " %s",
        engine,
        model.name());
    List<String> columns = all.get(0).columns();
    D law = kind.cast(all.get(0).perRow());
    Expr value =
        vector ? Expr.columns(columns.toArray(new String[0])) : Expr.column(columns.get(0));
    Expr density = law.logDensity(value);
    Expr term = model.weights().map(w -> density.times(Expr.column(w))).orElse(density);
    Checks.that(
        same(model, term, model.logLikelihood()) && model.coupled().isEmpty(),
        "%s: the model must have no row term beside its %s observation, got model %s",
        engine,
        kind.getSimpleName(),
        model.name());
    return new OneObservation<>(columns, law);
  }

  /** The observed column, where there is one. */
  String column() {
    return columns.get(0);
  }

  /**
   * The prior of the model's only parameter.
   *
   * @param role of the parameter, for the message
   * @throws IllegalArgumentException if there are others, or it is of another kind
   */
  static <D extends Distribution> D onlyPrior(
      String engine, Model model, String role, Class<D> kind) {
    Optional<Distribution> prior = model.priors().values().stream().findFirst();
    Checks.that(
        model.priors().size() == 1 && kind.isInstance(prior.orElseThrow()),
        "%s: the prior of the %s must be a %s, got %s",
        engine,
        role,
        kind.getSimpleName(),
        model.priors());
    return kind.cast(prior.orElseThrow());
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
