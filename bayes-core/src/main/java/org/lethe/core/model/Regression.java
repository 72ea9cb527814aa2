package org.lethe.core.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.lethe.core.data.Checks;
import org.lethe.core.data.Column;
import org.lethe.core.data.Schema;

/**
 * Recipes for the regressions that come built in. Each makes an ordinary {@link Model} of
 * parameters {@code intercept} and {@code beta}, in the order of {@link #coefficients}, with linear
 * predictor η = intercept + x·beta + offset:
 *
 * <ul>
 *   <li>linear: y ~ Normal(η, sigma);
 *   <li>logistic: y ~ Bernoulli(sigmoid η), y a number 0 or 1 or a category of two levels;
 *   <li>multinomial: y ~ Categorical(softmax(0, η)), intercept [K−1], beta [features × (K−1)], the
 *       first level of y is the reference;
 *   <li>Poisson: y ~ Poisson(e^η), the offset being the logarithm of the exposure;
 *   <li>polynomial: linear in the powers 1…degree of one column.
 * </ul>
 *
 * <p>A category with L levels enters as L−1 indicators of all levels but the first. Defaults: every
 * number column but the target, the offset and the weights is a feature; there is an intercept;
 * intercept and beta have the prior Normal(0, 10²); sigma is unknown with the prior HalfNormal(10).
 * Numbers far from unit scale want other priors, or a standardised schema.
 *
 * <p>A recipe is immutable; options return a copy. It is fully told by its {@link #definition},
 * from which {@link #from} makes it again.
 */
public final class Regression {

  /** The sd of the prior of intercept and beta, and the scale of that of sigma, unless stated. */
  public static final double DEFAULT_PRIOR = 10;

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> KEYS =
      Set.of(
          "model",
          "target",
          "features",
          "offset",
          "weights",
          "prior",
          "intercept",
          "noise",
          "noisePrior",
          "degree");

  private final Schema schema;
  private final Map<String, String> options;

  private Regression(Schema schema, Map<String, String> options) {
    this.schema = schema;
    this.options = Collections.unmodifiableMap(new TreeMap<>(options));
  }

  /** Linear regression of a number. */
  public static Regression linear(Schema schema, String target) {
    return of(schema, "linear", target);
  }

  /** Logistic regression of two outcomes. */
  public static Regression logistic(Schema schema, String target) {
    return of(schema, "logistic", target);
  }

  /** Multinomial logistic regression of a category. */
  public static Regression multinomial(Schema schema, String target) {
    return of(schema, "multinomial", target);
  }

  /** Poisson regression of a count, with a log link. */
  public static Regression poisson(Schema schema, String target) {
    return of(schema, "poisson", target);
  }

  /**
   * Linear regression on the powers 1…degree of one column.
   *
   * @throws IllegalArgumentException unless the degree is positive
   */
  public static Regression polynomial(Schema schema, String target, String feature, int degree) {
    Checks.positive("Regression", "degree", degree);
    return of(schema, "polynomial", target)
        .with("degree", Integer.toString(degree))
        .features(feature);
  }

  /**
   * The regression that a definition tells of.
   *
   * @throws IllegalArgumentException if a key or value is not one that {@link #definition} writes
   */
  public static Regression from(Map<String, String> definition, Schema schema) {
    for (String key : definition.keySet()) {
      Checks.that(KEYS.contains(key), "Regression: unknown option '%s' in the definition", key);
    }
    Checks.that(
        definition.containsKey("model") && definition.containsKey("target"),
        "Regression: a definition must have model and target, got %s",
        definition);
    return new Regression(schema, definition);
  }

  private static Regression of(Schema schema, String model, String target) {
    return new Regression(schema, Map.of("model", model, "target", target));
  }

  /** The columns to regress on, in this order. */
  public Regression features(String... columns) {
    try {
      return with("features", JSON.writeValueAsString(columns));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("names are always JSON", e);
    }
  }

  /** A column added to the linear predictor as it stands. */
  public Regression offset(String column) {
    return with("offset", column);
  }

  /** A column of row weights. */
  public Regression weights(String column) {
    return with("weights", column);
  }

  /**
   * The sd of the normal prior of intercept and beta, in units of the predictor.
   *
   * @throws IllegalArgumentException unless it is positive and finite
   */
  public Regression prior(double sd) {
    return with("prior", Double.toString(Checks.positiveFinite("Regression", "prior sd", sd)));
  }

  /** Whether there is an intercept. */
  public Regression intercept(boolean present) {
    return with("intercept", Boolean.toString(present));
  }

  /**
   * A known sd of the noise, in the unit of the target; there is no sigma then.
   *
   * @throws IllegalArgumentException unless it is positive and finite
   */
  public Regression noise(double sd) {
    return with("noise", Double.toString(Checks.positiveFinite("Regression", "noise sd", sd)));
  }

  /**
   * The scale of the half-normal prior of sigma, in the unit of the target.
   *
   * @throws IllegalArgumentException unless it is positive and finite
   */
  public Regression noisePrior(double scale) {
    Checks.positiveFinite("Regression", "noise prior scale", scale);
    return with("noisePrior", Double.toString(scale));
  }

  /** All options by name, features spelled out: what {@link #from} needs. */
  public Map<String, String> definition() {
    return features(features().toArray(new String[0])).options;
  }

  /** What each element (row, for multinomial) of beta multiplies: {@code x}, {@code c=level}. */
  public List<String> coefficients() {
    return design().coefficients();
  }

  /**
   * The model.
   *
   * @throws IllegalArgumentException if a column is unknown or cannot be what it is named as
   */
  public Model model() {
    Map<String, String> definition = definition();
    return Trace.of(
        kind(), schema, definition, new RegressionBody(this)::declare, Optional.empty());
  }

  Schema schema() {
    return schema;
  }

  String kind() {
    return text("model").orElseThrow();
  }

  String target() {
    return text("target").orElseThrow();
  }

  Optional<String> text(String option) {
    return Optional.ofNullable(options.get(option));
  }

  Optional<Double> number(String option) {
    return text(option).map(value -> parsed(option, value));
  }

  boolean hasIntercept() {
    String present = text("intercept").orElse("true");
    Checks.that(
        present.equals("true") || present.equals("false"),
        "Regression: intercept must be true or false, got %s",
        present);
    return present.equals("true");
  }

  Design design() {
    Optional<Double> degree = number("degree");
    Checks.that(
        degree.isPresent() == kind().equals("polynomial")
            && degree.orElse(1.0) == Math.rint(Math.max(1, degree.orElse(1.0))),
        "Regression: degree must be a positive whole number, for polynomial only, got %s for %s",
        text("degree").orElse("none"),
        kind());
    return Design.of(schema, features(), degree.orElse(1.0).intValue());
  }

  private List<String> features() {
    Optional<String> listed = text("features");
    Set<String> taken =
        List.of("target", "offset", "weights").stream()
            .flatMap(option -> text(option).stream())
            .collect(Collectors.toSet());
    List<String> names =
        listed.isPresent()
            ? parsedNames(listed.get())
            : schema.columns().stream()
                .filter(c -> c.kind() != Column.Kind.ID && !taken.contains(c.name()))
                .map(Column::name)
                .toList();
    for (String feature : names) {
      Checks.that(
          !taken.contains(feature),
          "Regression: column '%s' is named as target, offset or weights, so it is no feature",
          feature);
    }
    return names;
  }

  private static List<String> parsedNames(String json) {
    try {
      return Arrays.asList(JSON.readValue(json, String[].class));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "Regression: features must be a JSON array of names, got " + json, e);
    }
  }

  private static double parsed(String option, String value) {
    try {
      return Double.parseDouble(value);
    } catch (NumberFormatException e) {
      String rule = "Regression: %s must be a number, got %s";
      throw new IllegalArgumentException(String.format(Locale.ROOT, rule, option, value), e);
    }
  }

  private Regression with(String option, String value) {
    Map<String, String> more = new TreeMap<>(options);
    more.put(option, value);
    return new Regression(schema, more);
  }

  @Override
  public String toString() {
    return "Regression" + options;
  }
}
