package org.lethe.core.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.lethe.core.data.Checks;
import org.lethe.core.data.Schema;
import org.lethe.core.distribution.Distribution;
import org.lethe.core.distribution.Support;
import org.lethe.core.expr.Expr;
import org.lethe.core.expr.Shape;

/**
 * Listens to the body of a model and puts the model together. While the body runs the size of θ is
 * unknown, so every parameter is an input of its own, which a part of θ replaces at the end.
 */
final class Trace implements Declare {

  private final String name;
  private final ColumnRules columns;
  private final Map<String, Expr> unconstrained = new LinkedHashMap<>();
  private final Map<String, Distribution> priors = new LinkedHashMap<>();
  private final Map<String, Expr> constrained = new LinkedHashMap<>();
  private final Map<String, Expr> deterministic = new LinkedHashMap<>();
  private final List<Observation> observations = new ArrayList<>();
  private final List<Expr> rowTerms = new ArrayList<>();
  private Optional<String> weights = Optional.empty();

  private Trace(String name, Schema schema) {
    Checks.that(!name.isBlank(), "Model: name must not be blank");
    this.name = name;
    this.columns = new ColumnRules(name, schema);
  }

  static Model of(
      String name, Schema schema, Map<String, String> definition, Consumer<Declare> body) {
    Trace trace = new Trace(name, schema);
    body.accept(trace);
    return trace.model(schema, definition);
  }

  @Override
  public Expr parameter(String parameter, Distribution prior, int... dims) {
    requireNew(parameter);
    String law = prior.getClass().getSimpleName();
    require(
        prior.support().continuous(),
        "parameter '%s' must have a continuous prior, got %s",
        parameter,
        law);
    int[] size =
        dims.length > 0
            ? dims.clone()
            : prior.shape().dims().stream().mapToInt(Integer::intValue).toArray();
    require(
        IntStream.of(size).allMatch(d -> d > 0),
        "parameter '%s': dimensions must be positive, got %s",
        parameter,
        Shape.of(size));
    Shape shape = Shape.of(size);
    require(
        !prior.shape().rows() && fits(shape, prior.shape()),
        "parameter '%s' has shape %s, which its prior %s of shape %s does not fit",
        parameter,
        shape,
        law,
        prior.shape());
    Expr free = Expr.input(parameter, freeDims(parameter, prior.support(), shape));
    Expr value = prior.support().constrain(free);
    unconstrained.put(parameter, free);
    priors.put(parameter, prior);
    constrained.put(parameter, value);
    return value;
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
  public Expr deterministic(String quantity, Expr value) {
    requireNew(quantity);
    require(
        !value.shape().rows(),
        "deterministic '%s' must not have rows, got shape %s",
        quantity,
        value.shape());
    deterministic.put(quantity, value);
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
    observed.forEach(column -> columns.observed(column, perRow));
    require(
        fits(value.shape(), perRow.shape()),
        "observed %s has shape %s, which %s of shape %s does not fit",
        observed,
        value.shape(),
        perRow.getClass().getSimpleName(),
        perRow.shape());
    rowTerms.add(perRow.logDensity(value).sum());
    observations.add(new Observation(observed, perRow));
  }

  @Override
  public void observe(Expr perRowLogDensity, String... reads) {
    for (String column : reads) {
      columns.value(column);
    }
    require(
        perRowLogDensity.shape().equals(Shape.perRow()),
        "observed log density must be one number a row, [rows], got shape %s",
        perRowLogDensity.shape());
    rowTerms.add(perRowLogDensity);
  }

  @Override
  public void weights(String column) {
    require(weights.isEmpty(), "weights must be named once, got '%s' too", column);
    columns.plainNumber(column, "weights");
    weights = Optional.of(column);
  }

  private Model model(Schema schema, Map<String, String> definition) {
    require(!rowTerms.isEmpty(), "there is no observation: call observe");
    require(!priors.isEmpty(), "there is no parameter: call parameter");
    unconstrained.keySet().forEach(this::requireUsed);

    List<Parameter> parameters = new ArrayList<>();
    int d = 0;
    for (Map.Entry<String, Expr> free : unconstrained.entrySet()) {
      String parameter = free.getKey();
      int size = free.getValue().shape().size();
      List<Integer> dims = find(constrained, parameter).shape().dims();
      parameters.add(new Parameter(parameter, d, size, dims, prior(parameter).support()));
      d += size;
    }
    Expr theta = Expr.input("theta", d);
    Map<Expr, Expr> parts = new LinkedHashMap<>();
    for (Parameter p : parameters) {
      int[] dims = p.freeDims().stream().mapToInt(Integer::intValue).toArray();
      Expr part = theta.slice(p.offset(), p.offset() + p.size()).reshape(dims);
      parts.put(find(unconstrained, p.name()), part);
    }

    Map<String, Distribution> priorsInTheta = new LinkedHashMap<>();
    priors.forEach((key, prior) -> priorsInTheta.put(key, prior.substitute(parts)));
    Map<String, Expr> quantities = new LinkedHashMap<>();
    constrained.forEach((key, value) -> quantities.put(key, value.substitute(parts)));
    deterministic.forEach((key, value) -> quantities.put(key, value.substitute(parts)));
    List<Observation> observed =
        observations.stream()
            .map(o -> new Observation(o.columns(), o.perRow().substitute(parts)))
            .toList();
    Expr likelihood = rowTerms.stream().reduce(Expr::plus).orElseThrow();
    if (weights.isPresent()) {
      likelihood = likelihood.times(Expr.column(weights.get()));
    }
    return new TracedModel(
        name,
        schema,
        Collections.unmodifiableMap(new TreeMap<>(definition)),
        List.copyOf(parameters),
        Collections.unmodifiableMap(priorsInTheta),
        theta,
        logPrior().substitute(parts),
        likelihood.substitute(parts),
        observed,
        Collections.unmodifiableMap(quantities),
        weights);
  }

  private Expr logPrior() {
    Expr sum = Expr.constant(0);
    for (String parameter : unconstrained.keySet()) {
      Distribution prior = prior(parameter);
      Expr density = prior.logDensity(find(constrained, parameter)).sum();
      Expr jacobian = prior.support().logJacobian(find(unconstrained, parameter)).sum();
      sum = sum.plus(density).plus(jacobian);
    }
    return sum;
  }

  private int[] freeDims(String parameter, Support support, Shape shape) {
    try {
      return support.freeDims(shape.dims()).stream().mapToInt(Integer::intValue).toArray();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "Model " + name + ": parameter '" + parameter + "': " + e.getMessage(), e);
    }
  }

  /** A parameter is of use if a row term or another parameter's prior depends on it. */
  private void requireUsed(String parameter) {
    Expr free = find(unconstrained, parameter);
    int[] dims = free.shape().dims().stream().mapToInt(Integer::intValue).toArray();
    Map<Expr, Expr> probe = Map.of(free, Expr.input("probe", dims));
    boolean used = rowTerms.stream().anyMatch(e -> e.substitute(probe) != e);
    for (Map.Entry<String, Distribution> other : priors.entrySet()) {
      if (!used && !other.getKey().equals(parameter)) {
        Expr density = other.getValue().logDensity(find(constrained, other.getKey()));
        used = density.substitute(probe) != density;
      }
    }
    require(used, "no observation depends on parameter '%s'", parameter);
  }

  private void requireNew(String what) {
    require(!what.isBlank(), "a parameter's name must not be blank");
    require(
        !priors.containsKey(what) && !deterministic.containsKey(what),
        "the name '%s' must be used once, got it twice",
        what);
  }

  /** Whether an array of the argument's shape repeats to fill an array of this one. */
  private static boolean fits(Shape shape, Shape argument) {
    List<Integer> d = shape.dims();
    List<Integer> a = argument.dims();
    int shift = d.size() - a.size();
    return shift >= 0
        && IntStream.range(0, a.size())
            .allMatch(i -> a.get(i) == 1 || a.get(i).equals(d.get(i + shift)));
  }

  private Distribution prior(String parameter) {
    return find(priors, parameter);
  }

  private static <T> T find(Map<String, T> map, String key) {
    return Optional.ofNullable(map.get(key)).orElseThrow();
  }

  private void require(boolean condition, String format, Object... arguments) {
    Checks.that(condition, "Model %s: %s", name, String.format(Locale.ROOT, format, arguments));
  }
}
