package org.lethe.core.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.lethe.core.data.Checks;
import org.lethe.core.data.Column;
import org.lethe.core.data.DataException;
import org.lethe.core.data.Digest;
import org.lethe.core.data.Schema;
import org.lethe.core.data.Table;
import org.lethe.core.distribution.Distribution;
import org.lethe.core.expr.Expr;
import org.lethe.core.expr.IndexColumns;
import org.lethe.core.expr.Program;

/**
 * A model as {@link Trace} leaves it: all expressions in θ and η, all checks behind it.
 *
 * @param indices positions that rows give, to be checked where rows are met
 * @param given the terms in η, {@code terms} those with η at its known value
 */
record TracedModel(
    Origin origin,
    Layout layout,
    Layout hyper,
    Terms given,
    Terms terms,
    Optional<String> weights,
    Coupling coupling,
    IndexColumns indices,
    Optional<double[]> fitted,
    List<String> rowInputs,
    String digest)
    implements Model {

  /** The digest and the columns read come from the compiled program. */
  static TracedModel of(
      Origin origin,
      Layout theta,
      Layout eta,
      Terms terms,
      Optional<String> weights,
      Coupling coupling) {
    List<Expr> inputs = new ArrayList<>(List.of(theta.vector()));
    if (eta.size() > 0) {
      inputs.add(eta.vector());
    }
    inputs.addAll(coupling.inputs().values());
    Set<String> columns =
        new TreeSet<>(Program.of(inputs, List.of(terms.logLikelihood())).columns());
    columns.addAll(coupling.columns());
    return new TracedModel(
        origin,
        theta,
        eta,
        terms,
        terms,
        weights,
        coupling,
        IndexColumns.of(terms.rowTerm()),
        eta.size() == 0 ? Optional.of(new double[0]) : Optional.empty(),
        List.copyOf(columns),
        digest(origin.schema(), theta, eta, terms, coupling, inputs));
  }

  @Override
  public String name() {
    return origin.name();
  }

  @Override
  public Schema schema() {
    return origin.schema();
  }

  @Override
  public Map<String, String> definition() {
    return origin.definition();
  }

  @Override
  public Expr logJoint() {
    return terms.logJoint();
  }

  @Override
  public Optional<String> coupled() {
    List<String> why = coupling.why();
    return why.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", why));
  }

  @Override
  public Optional<Table> rows() {
    return coupling.rows();
  }

  @Override
  public Model on(Table rows) {
    if (coupled().isEmpty()) {
      return this;
    }
    check(rows);
    TracedModel traced = Trace.of(name(), schema(), definition(), origin.body(), Optional.of(rows));
    // what was defined is the same for all data, and the digest is of that
    TracedModel met = traced.digest(digest);
    return fitted.isPresent() && hyper.size() > 0 ? met.with(fitted.get()) : met;
  }

  private TracedModel digest(String other) {
    return new TracedModel(
        origin, layout, hyper, given, terms, weights, coupling, indices, fitted, rowInputs, other);
  }

  @Override
  public int dimension() {
    return layout.size();
  }

  @Override
  public List<Parameter> parameters() {
    return layout.parts();
  }

  @Override
  public List<Parameter> exchangeable() {
    return parameters().stream().filter(p -> terms.exchangeable().contains(p.name())).toList();
  }

  @Override
  public List<Parameter> hyperparameters() {
    return hyper.parts();
  }

  @Override
  public Expr theta() {
    return layout.vector();
  }

  @Override
  public Expr eta() {
    return hyper.vector();
  }

  @Override
  public double[] etaStart() {
    return hyper.start().clone();
  }

  @Override
  public Optional<double[]> fitted() {
    return fitted.map(double[]::clone);
  }

  @Override
  public Model with(double[] eta) {
    Checks.that(
        eta.length == hyper.size(),
        "Model %s: its hyperparameters are %d numbers on the real line, got %d",
        name(),
        hyper.size(),
        eta.length);
    for (double v : eta) {
      Checks.finite("Model " + name(), "hyperparameter", v);
    }
    Terms known = given.substitute(Map.of(hyper.vector(), Expr.vector(eta)));
    return bound(known, Optional.of(eta.clone()));
  }

  @Override
  public Model open() {
    return hyper.size() == 0 ? this : bound(given, Optional.empty());
  }

  private Model bound(Terms now, Optional<double[]> eta) {
    return new TracedModel(
        origin, layout, hyper, given, now, weights, coupling, indices, eta, rowInputs, digest);
  }

  @Override
  public Map<String, Distribution> priors() {
    return terms.priors();
  }

  @Override
  public boolean hasPlainPrior() {
    return terms.plainPrior();
  }

  @Override
  public boolean hasPlainRows() {
    return terms.plainRows();
  }

  @Override
  public Expr logPrior() {
    return terms.logPrior();
  }

  @Override
  public Expr logLikelihood() {
    return terms.logLikelihood();
  }

  @Override
  public Expr rowTerm() {
    return terms.rowTerm();
  }

  @Override
  public List<Observation> observations() {
    return terms.observations();
  }

  @Override
  public Map<String, Expr> quantities() {
    return terms.quantities();
  }

  /** Found when asked for: the covariance of a large model would not fit into memory. */
  @Override
  public Optional<GaussianPrior> gaussianPrior() {
    return hasPlainPrior()
        ? GaussianPrior.of(parameters(), priors(), theta(), eta())
        : Optional.empty();
  }

  @Override
  public void check(Table rows) {
    try {
      checkColumns(rows);
      checkIndices(rows);
      observations().forEach(observation -> observation.check(rows));
      weights.ifPresent(column -> checkWeights(rows, column));
    } catch (DataException e) {
      throw new DataException("Model " + name() + ": " + e.getMessage(), e);
    }
  }

  private void checkColumns(Table rows) {
    for (String column : rowInputs) {
      Column there = rows.schema().column(column);
      if (!there.equals(schema().column(column))) {
        throw new DataException(
            String.format(
                "column '%s' must be coded as the model's schema says (kind, levels, centre,"
                    + " scale), and it is not: read the data with that schema",
                column));
      }
    }
  }

  private void checkIndices(Table rows) {
    double[][] values = indices.values(rows);
    for (int k = 0; k < values.length; k++) {
      checkIndex(rows, indices.indices().get(k), values[k]);
    }
  }

  private static void checkIndex(Table rows, IndexColumns.Index read, double[] index) {
    int groups = read.groups();
    for (int i = 0; i < index.length; i++) {
      if (index[i] != Math.rint(index[i]) || index[i] < 0 || index[i] >= groups) {
        throw new DataException(
            String.format(
                "column '%s', row '%s': an index of %d%s must be a whole number from 0 to %d, got"
                    + " %s%s",
                String.join("', '", read.columns()),
                rows.ids().get(i),
                groups,
                read.plain() ? "" : " made from it",
                groups - 1,
                index[i],
                IndexColumns.hint(index, groups)));
      }
    }
  }

  private static void checkWeights(Table rows, String column) {
    double[] weight = rows.column(column);
    for (int i = 0; i < weight.length; i++) {
      if (weight[i] < 0) {
        throw new DataException(
            String.format(
                "column '%s', row '%s': a weight must not be negative, got %s",
                column, rows.ids().get(i), weight[i]));
      }
    }
  }

  private static String digest(
      Schema schema, Layout theta, Layout eta, Terms terms, Coupling coupling, List<Expr> inputs) {
    List<Expr> outputs = new ArrayList<>(List.of(terms.logPrior(), terms.logLikelihood()));
    outputs.addAll(terms.quantities().values());
    if (!coupling.why().isEmpty()) {
      outputs.add(terms.logJoint());
    }
    Digest digest = Digest.of().add(Program.of(inputs, outputs).digest());
    coupling.inputs().keySet().forEach(columns -> digest.add(columns.toString()));
    for (Layout layout : eta.size() == 0 ? List.of(theta) : List.of(theta, eta)) {
      for (Parameter p : layout.parts()) {
        digest.add(p.name()).add(p.offset()).add(p.size()).add(p.dims().toString());
        digest.add(p.support().name());
      }
    }
    if (eta.size() > 0) {
      digest.add(eta.start());
    }
    terms.quantities().keySet().forEach(digest::add);
    for (Observation o : terms.observations()) {
      digest.add(o.columns().toString()).add(o.perRow().getClass().getSimpleName());
    }
    return digest.add(schema.digest()).hex();
  }

  @Override
  public String toString() {
    return "Model[" + name() + ", " + dimension() + " parameters]";
  }
}
