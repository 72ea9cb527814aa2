package org.lethe.core.model;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.lethe.core.data.Checks;
import org.lethe.core.distribution.Distribution;
import org.lethe.core.expr.Expr;
import org.lethe.core.expr.Reads;
import org.lethe.core.expr.RowNoise;

/**
 * What the body of a model has declared. While it runs the sizes of θ and η are unknown, so every
 * unknown is an input of its own, which a part of θ or η replaces at the end.
 */
final class Assembly {

  final Map<String, Unknown> parameters = new LinkedHashMap<>();
  final Map<String, Unknown> hyperparameters = new LinkedHashMap<>();
  final Map<String, Expr> deterministic = new LinkedHashMap<>();
  final List<Observation> observations = new ArrayList<>();
  final List<Expr> rowTerms = new ArrayList<>();
  final Map<String, Expr> jointTerms = new LinkedHashMap<>();
  final List<Expr> factors = new ArrayList<>();
  final List<String> exchangeable = new ArrayList<>();

  boolean has(String name) {
    return parameters.containsKey(name)
        || hyperparameters.containsKey(name)
        || deterministic.containsKey(name);
  }

  /**
   * Refuses a model without parameters, and one with parameters or hyperparameters on which neither
   * a term nor another's prior depends.
   */
  void requireUsed(String model) {
    Checks.that(!parameters.isEmpty(), "Model %s: there is no parameter: call parameter", model);
    List<Unknown> all = new ArrayList<>(parameters.values());
    all.addAll(hyperparameters.values());
    Set<Expr> used = used();
    for (Unknown u : all) {
      Checks.that(
          used.contains(u.free()),
          "Model %s: no observation depends on %s '%s'",
          model,
          u.prior().isPresent() ? "parameter" : "hyperparameter",
          u.name());
    }
  }

  /** What terms or other parameters' priors read. */
  private Set<Expr> used() {
    List<Expr> readers = terms();
    for (Unknown u : parameters.values()) {
      // of another value than its own, which reads it
      int[] dims = u.value().shape().dims().stream().mapToInt(Integer::intValue).toArray();
      readers.add(u.prior().orElseThrow().logDensity(Expr.input("value", dims)));
    }
    return Reads.of(readers).inputs();
  }

  /** All but the priors. */
  private List<Expr> terms() {
    List<Expr> all = new ArrayList<>(rowTerms);
    all.addAll(factors);
    all.addAll(jointTerms.values());
    return all;
  }

  /** Requires that no term reads what is neither an unknown of this model nor one of its rows. */
  void requireOwn(TermRules rules, Collection<Expr> rows) {
    Set<Expr> own = new HashSet<>(rows);
    parameters.values().forEach(u -> own.add(u.free()));
    hyperparameters.values().forEach(u -> own.add(u.free()));
    List<Expr> all = terms();
    parameters.values().forEach(u -> all.add(u.logPrior()));
    all.addAll(deterministic.values());
    if (own.containsAll(Reads.of(all).inputs())) {
      return;
    }
    // one of them does: which one is worth a walk each
    parameters.forEach(
        (name, u) -> rules.own("the prior of parameter '" + name + "'", u.logPrior(), own));
    deterministic.forEach((name, value) -> rules.own("deterministic '" + name + "'", value, own));
    rowTerms.forEach(term -> rules.own("an observation", term, own));
    factors.forEach(term -> rules.own("a factor", term, own));
    jointTerms.values().forEach(term -> rules.own("a joint term", term, own));
  }

  /** All terms, in the inputs of the unknowns. */
  private Terms terms(Expr weight) {
    Map<String, Distribution> priors = new LinkedHashMap<>();
    boolean plain = factors.isEmpty();
    Expr logPrior = factors.stream().reduce(Expr::plus).orElse(Expr.constant(0));
    Map<String, Expr> quantities = new LinkedHashMap<>();
    for (Unknown u : parameters.values()) {
      priors.put(u.name(), u.prior().orElseThrow());
      plain &= u.support().equals(u.prior().orElseThrow().support());
      logPrior = logPrior.plus(u.logPrior());
      quantities.put(u.name(), u.value());
    }
    hyperparameters.values().forEach(u -> quantities.put(u.name(), u.value()));
    quantities.putAll(deterministic);
    Expr rowTerm = sum(rowTerms.stream()).times(weight);
    Expr likelihood = sum(rowTerms.stream().map(RowNoise::mean)).times(weight);
    Expr joint = jointTerms.values().stream().reduce(Expr::plus).orElse(Expr.constant(0));
    boolean plainRows = rowTerms.size() == observations.size();
    return new Terms(
        priors,
        plain,
        plainRows,
        logPrior,
        likelihood,
        rowTerm,
        joint,
        observations,
        quantities,
        exchangeable);
  }

  private static Expr sum(Stream<Expr> terms) {
    return terms.reduce(Expr::plus).orElse(Expr.ones().times(0));
  }

  /** All terms in θ and η, row terms times the weight. */
  Terms terms(Layout theta, Layout eta, Expr weight) {
    Map<Expr, Expr> parts = new LinkedHashMap<>(theta.slices());
    parts.putAll(eta.slices());
    return terms(weight).substitute(parts);
  }
}
