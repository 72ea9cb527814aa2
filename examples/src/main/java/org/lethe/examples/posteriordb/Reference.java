package org.lethe.examples.posteriordb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Data and reference of one posterior.
 *
 * @param name of posterior, as posteriordb has it
 * @param draws how many nearly independent draws are behind the moments
 * @param data the numbers of each variable of the Stan program's data block
 * @param moments by quantity, elements counted from one as Stan does
 */
record Reference(String name, int draws, Map<String, double[]> data, Map<String, Moments> moments) {

  /**
   * Of a quantity's reference draws.
   *
   * @param mean their mean
   * @param sd their standard deviation
   */
  record Moments(double mean, double sd) {}

  static Reference named(String name) {
    JsonNode root = read(name + ".json");
    Map<String, double[]> data = new LinkedHashMap<>();
    root.get("data").properties().forEach(e -> data.put(e.getKey(), numbers(e.getValue())));
    Map<String, Moments> moments = new LinkedHashMap<>();
    root.get("reference")
        .properties()
        .forEach(
            e ->
                moments.put(
                    e.getKey(),
                    new Moments(
                        e.getValue().get("mean").asDouble(), e.getValue().get("sd").asDouble())));
    return new Reference(name, root.get("draws").asInt(), data, moments);
  }

  /** A variable of the data block. */
  double[] data(String variable) {
    double[] values = data.get(variable);
    if (values == null) {
      throw new IllegalStateException(name + " has no data '" + variable + "'");
    }
    return values;
  }

  private static double[] numbers(JsonNode value) {
    double[] out = new double[value.isArray() ? value.size() : 1];
    for (int i = 0; i < out.length; i++) {
      out[i] = (value.isArray() ? value.get(i) : value).asDouble();
    }
    return out;
  }

  private static JsonNode read(String file) {
    try (InputStream in = Reference.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException("the reference " + file + " must be in the jar");
      }
      return new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the resource " + file, e);
    }
  }
}
