package org.lethe.core.posterior;

import java.util.List;
import java.util.Map;
import org.lethe.core.data.Checks;
import org.lethe.core.data.Schema;
import org.lethe.core.model.Model;

/**
 * The readable part of a fit file. A model that was built in can be rebuilt from its definition and
 * schema; any other must be given by the program that reads.
 *
 * @param kind the name of the posterior's kind, see {@link PosteriorCodec#kind()}
 * @param posterior what that kind writes about itself
 * @param numbers how many reals define the posterior
 * @param curvature the size d of a stored d × d curvature, 0 without one
 * @param model the model's name
 * @param modelDigest the model's digest
 * @param definition how to rebuild a built-in model; empty for any other
 * @param schema the model's schema
 * @param hyperparameters their values on the real line; none for a model without
 * @param provenance where the fit came from
 * @param verdict whether it may be relied on
 * @param cost what it cost
 */
public record FitHeader(
    String kind,
    Map<String, Object> posterior,
    int numbers,
    int curvature,
    String model,
    String modelDigest,
    Map<String, String> definition,
    Schema schema,
    List<Double> hyperparameters,
    Provenance provenance,
    Verdict verdict,
    Cost cost) {

  /** The square root of the longest array. */
  private static final int LARGEST_CURVATURE = 46_340;

  /** Throws {@link IllegalArgumentException} on a count that no file can hold. */
  public FitHeader {
    hyperparameters = List.copyOf(hyperparameters);
    Checks.inRange("FitHeader", "numbers", numbers, 0, Integer.MAX_VALUE);
    Checks.inRange("FitHeader", "curvature", curvature, 0, LARGEST_CURVATURE);
  }

  /**
   * A whole number among what a kind wrote about itself.
   *
   * @throws IllegalArgumentException where it is missing, or no whole number that an int holds
   */
  static int whole(String kind, Map<String, Object> posterior, String name) {
    Object value = posterior.getOrDefault(name, "nothing");
    Checks.that(
        value instanceof Number n && n.intValue() == n.doubleValue(),
        "%s: %s must be a whole number, got %s",
        kind,
        name,
        value);
    return ((Number) value).intValue();
  }

  /**
   * Refuses a posterior that was written with another dimension than its model has.
   *
   * @throws IllegalArgumentException where it is another one, or missing
   */
  static void requireDimension(String kind, Map<String, Object> posterior, Model of) {
    int dimension = whole(kind, posterior, "dimension");
    Checks.that(
        dimension == of.dimension(),
        "%s: dimension must be that of model %s, %d, got %d",
        kind,
        of.name(),
        of.dimension(),
        dimension);
  }

  /** The same header without what no two runs share. */
  FitHeader withoutCost() {
    return new FitHeader(
        kind,
        posterior,
        numbers,
        curvature,
        model,
        modelDigest,
        definition,
        schema,
        hyperparameters,
        provenance,
        verdict,
        Cost.none());
  }
}
