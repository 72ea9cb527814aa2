package org.lethe.core.model;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.lethe.core.data.Checks;
import org.lethe.core.data.Column;
import org.lethe.core.data.Schema;
import org.lethe.core.data.Table;
import org.lethe.core.distribution.Distribution;
import org.lethe.core.distribution.Support;
import org.lethe.core.expr.Expr;
import org.lethe.core.expr.Shape;
import org.lethe.core.expr.ShapeException;

/** Listens to the body of a model, and checks what it declares. */
final class Trace implements Declare {

  private final String name;
  private final ColumnRules columns;
  private final TermRules terms;
  private final Assembly declared = new Assembly();
  private final BoundRows rows;
  private Optional<String> weights = Optional.empty();

  private Trace(String name, Schema schema, Optional<Table> rows) {
    Checks.that(!name.isBlank(), "Model: name must not be blank");
    this.name = name;
    this.columns = new ColumnRules(name, schema);
    this.terms = new TermRules(name);
    this.rows = new BoundRows(columns, rows);
  }

  /** A model by its definition; for all rows of a table at once, where one is given. */
  static TracedModel of(
      String name,
      Schema schema,
      Map<String, String> definition,
      Consumer<Declare> body,
      Optional<Table> rows) {
    Trace trace = new Trace(name, schema, rows);
    try {
      body.accept(trace);
    } catch (IllegalArgumentException | UnsupportedOperationException e) {
      throw trace.ofThisModel(e);
    }
    return trace.model(definition, body, rows);
  }

  /** What a law or an operation refuses does not say in which model. */
  private IllegalArgumentException ofThisModel(RuntimeException e) {
    String before = "Model " + name + ": ";
    String message = String.valueOf(e.getMessage());
    String hint = e instanceof ShapeException ? rows.hint(message) : "";
    return e instanceof IllegalArgumentException refused && message.startsWith(before)
        ? refused
        : new IllegalArgumentException(before + message + hint, e);
  }

  @Override
  public Expr parameter(String parameter, Distribution prior, int... dims) {
    return parameter(parameter, prior, prior.support(), dims);
  }

  @Override
  public Expr parameter(String parameter, Distribution prior, Support support, int... dims) {
    requireNew(parameter);
    String law = prior.getClass().getSimpleName();
    require(
        prior.support().continuous(),
        "parameter '%s' must have a continuous prior, got %s",
        parameter,
        law);
    prior
        .noPrior()
        .ifPresent(
            why -> require(false, "parameter '%s' cannot have prior %s: %s", parameter, law, why));
    int[] size =
        dims.length > 0
            ? dims.clone()
            : prior.shape().dims().stream().mapToInt(Integer::intValue).toArray();
    Shape shape = shape(parameter, size);
    require(
        !prior.shape().rows() && shape.repeats(prior.shape()),
        "parameter '%s' has shape %s, which its prior %s of shape %s does not fit",
        parameter,
        shape,
        law,
        prior.shape());
    require(
        Within.holds(support, prior.support()),
        "parameter '%s' lives on %s, where its prior %s, of values %s, has no density everywhere",
        parameter,
        support,
        law,
        prior.support().rule());
    Expr free = Expr.unknown(parameter, freeDims(parameter, support, shape));
    Expr value = support.constrain(free);
    terms.withoutRows("the prior of parameter '" + parameter + "'", prior.logDensity(value));
    Unknown unknown =
        new Unknown(parameter, free, value, support, Optional.of(prior), new double[0]);
    declared.parameters.put(parameter, unknown);
    return value;
  }

  @Override
  public Expr hyperparameter(String parameter, Support support, double start, int... dims) {
    double[] all = new double[shape(parameter, dims).size()];
    Arrays.fill(all, start);
    return hyperparameter(parameter, support, all, dims);
  }

  @Override
  public Expr hyperparameter(String parameter, Support support, double[] start, int... dims) {
    requireNew(parameter);
    require(
        support.continuous(),
        "hyperparameter '%s' must have a continuous support, got %s",
        parameter,
        support);
    Shape shape = shape(parameter, dims);
    require(
        start.length == shape.size(),
        "hyperparameter '%s' has shape %s, which %d start values do not fill",
        parameter,
        shape,
        start.length);
    Expr free = Expr.unknown(parameter, freeDims(parameter, support, shape));
    Expr value = support.constrain(free);
    double[] from = named(parameter, () -> support.unconstrain(start, shape.dims()));
    Unknown unknown = new Unknown(parameter, free, value, support, Optional.empty(), from);
    declared.hyperparameters.put(parameter, unknown);
    return value;
  }

  private Shape shape(String parameter, int... dims) {
    Shape shape = Shape.of(dims);
    require(
        IntStream.of(dims).allMatch(d -> d > 0),
        "parameter '%s': dimensions must be positive, got %s",
        parameter,
        shape);
    return shape;
  }

  @Override
  public Expr column(String column) {
    columns.value(column);
    return Expr.column(column);
  }

  @Override
  public Expr columns(String... names) {
    require(names.length > 0, "columns() must name at least one column");
    for (String column : names) {
      columns.value(column);
    }
    return Expr.columns(names);
  }

  @Override
  public Group group(String key) {
    Column column = columns.value(key);
    return SchemaGroup.of(name, column, Optional.ofNullable(columns.schema().groups().get(key)));
  }

  @Override
  public Rows allRows() {
    return rows;
  }

  @Override
  public Expr deterministic(String quantity, Expr value) {
    requireNew(quantity);
    require(
        !value.shape().rows(),
        "deterministic '%s' must not have rows, got shape %s",
        quantity,
        value.shape());
    terms.withoutRows("deterministic '" + quantity + "'", value);
    declared.deterministic.put(quantity, value);
    return value;
  }

  @Override
  public void observe(String column, Distribution perRow) {
    observe(List.of(column), Expr.column(column), perRow);
  }

  @Override
  public void observe(List<String> observed, Distribution perRow) {
    require(!observed.isEmpty(), "observe must name at least one column");
    observe(observed, Expr.columns(observed.toArray(new String[0])), perRow);
  }

  private void observe(List<String> observed, Expr value, Distribution perRow) {
    terms.once(observed, declared.observations);
    observed.forEach(column -> columns.observed(column, perRow));
    require(
        value.shape().repeats(perRow.shape()),
        "observed %s has shape %s, which %s of shape %s does not fit",
        observed,
        value.shape(),
        perRow.getClass().getSimpleName(),
        perRow.shape());
    Expr logDensity = perRow.logDensity(value).sum();
    terms.ofOneRow("the density of observed " + observed, logDensity);
    declared.rowTerms.add(logDensity);
    declared.observations.add(new Observation(observed, perRow));
  }

  @Override
  public void observe(Expr perRowLogDensity, String... reads) {
    for (String column : reads) {
      columns.value(column);
    }
    terms.perRow(perRowLogDensity);
    declared.rowTerms.add(perRowLogDensity);
  }

  @Override
  public void factor(Expr logDensity) {
    terms.scalar("a factor", logDensity, ": terms of rows belong in observe");
    terms.withoutRows("a factor", logDensity);
    declared.factors.add(logDensity);
  }

  @Override
  public void observeJointly(String why, Expr logDensity) {
    require(!why.isBlank(), "observeJointly must say why rows are coupled");
    terms.joint(logDensity);
    declared.jointTerms.merge(why, logDensity, Expr::plus);
  }

  @Override
  public void exchangeable(String... names) {
    require(declared.exchangeable.isEmpty(), "exchangeable must be called once");
    require(names.length > 0, "exchangeable() must name at least one parameter");
    declared.exchangeable.addAll(List.of(names));
  }

  @Override
  public void weights(String column) {
    require(weights.isEmpty(), "weights must be named once, got '%s' too", column);
    columns.plainNumber(column, "weights");
    weights = Optional.of(column);
  }

  private TracedModel model(
      Map<String, String> definition, Consumer<Declare> body, Optional<Table> bound) {
    declared.requireOwn(terms, rows.inputs().values());
    boolean coupled = !declared.jointTerms.isEmpty();
    require(coupled || !declared.rowTerms.isEmpty(), "there is no observation: call observe");
    require(
        coupled || rows.read().isEmpty(),
        "only joint terms may read all rows at once: call observeJointly");
    require(weights.isEmpty() || !coupled, "rows that are coupled cannot have weights");
    declared.requireUsed(name);
    Layout theta = Layout.of("theta", declared.parameters.values());
    Layout eta = Layout.of("eta", declared.hyperparameters.values());
    Expr weight = weights.map(Expr::column).orElse(Expr.constant(1));
    Coupling coupling =
        new Coupling(List.copyOf(declared.jointTerms.keySet()), rows.inputs(), rows.read(), bound);
    Terms all = declared.terms(theta, eta, weight);
    Exchangeable.check(name, declared.exchangeable, theta, eta, all.logPrior());
    Origin origin = new Origin(name, columns.schema(), definition, body);
    return TracedModel.of(origin, theta, eta, all, weights, coupling);
  }

  private int[] freeDims(String parameter, Support support, Shape shape) {
    return named(parameter, () -> support.freeDims(shape.dims())).stream()
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /** Runs a check, putting the parameter's name in front of its complaint. */
  private <T> T named(String parameter, Supplier<T> check) {
    try {
      return check.get();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "Model " + name + ": parameter '" + parameter + "': " + e.getMessage(), e);
    }
  }

  private void requireNew(String what) {
    require(!what.isBlank(), "a parameter's name must not be blank");
    require(!declared.has(what), "the name '%s' must be used once, got it twice", what);
  }

  private void require(boolean condition, String format, Object... arguments) {
    Checks.that(condition, "Model %s: %s", name, String.format(Locale.ROOT, format, arguments));
  }
}
