package org.lethe.core.posterior;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.lethe.core.data.Checks;

/**
 * What was done, in values that JSON can carry, so that it can be read from a fit file and done
 * again: the name of an engine or a forgetting method and its options. Seed, device and listener
 * are no part of it.
 *
 * <p>Option values are text, booleans, integers, finite reals, and lists and maps of these.
 * Integers are kept as {@code Long} and reals as {@code Double}, so that a recipe equals itself
 * after a round trip through a file.
 *
 * @param engine the method, such as {@code svi} or {@code eubo}
 * @param options name to value, sorted by name
 */
public record Recipe(String engine, Map<String, Object> options) {

  /**
   * Copies and normalises the options; throws {@link IllegalArgumentException} on a value that JSON
   * cannot carry.
   */
  public Recipe {
    Checks.that(!engine.isBlank(), "Recipe: engine must not be blank, got '%s'", engine);
    options = map(engine, options);
  }

  /** A recipe without options. */
  public static Recipe of(String engine) {
    return new Recipe(engine, Map.of());
  }

  /** The same recipe with one option more, or with another value for it. */
  public Recipe with(String name, Object value) {
    Map<String, Object> more = new TreeMap<>(options);
    more.put(name, value);
    return new Recipe(engine, more);
  }

  /** Whether there is an option of this name. */
  public boolean has(String name) {
    return options.containsKey(name);
  }

  /** The value of a numeric option. */
  public double number(String name) {
    return typed(name, Number.class, "a number").doubleValue();
  }

  /** The value of an integer option. */
  public long integer(String name) {
    return typed(name, Long.class, "an integer");
  }

  /** The value of a text option. */
  public String text(String name) {
    return typed(name, String.class, "text");
  }

  /** The value of a yes-or-no option. */
  public boolean flag(String name) {
    return typed(name, Boolean.class, "true or false");
  }

  /** The value of an option that has options of its own, read by the same methods. */
  public Recipe nested(String name) {
    return new Recipe(engine + " " + name, map(name, typed(name, Map.class, "a map")));
  }

  /** The value of an option that is a list of numbers. */
  public double[] numbers(String name) {
    List<?> list = typed(name, List.class, "a list of numbers");
    Checks.that(
        list.stream().allMatch(Number.class::isInstance),
        "Recipe %s: option %s must be a list of numbers, got %s",
        engine,
        name,
        list);
    return list.stream().mapToDouble(x -> ((Number) x).doubleValue()).toArray();
  }

  private <T> T typed(String name, Class<T> type, String words) {
    Object value = options.getOrDefault(name, "nothing");
    Checks.that(
        has(name) && type.isInstance(value),
        "Recipe %s: option %s must be %s, got %s",
        engine,
        name,
        words,
        value);
    return type.cast(value);
  }

  private static Map<String, Object> map(String path, Map<?, ?> values) {
    TreeMap<String, Object> sorted = new TreeMap<>();
    values.forEach((key, value) -> sorted.put(key.toString(), value(path + "." + key, value)));
    return Collections.unmodifiableMap(sorted);
  }

  private static Object value(String path, Object value) {
    if (value instanceof String || value instanceof Boolean) {
      return value;
    }
    if (value instanceof Integer || value instanceof Long || value instanceof Short) {
      return ((Number) value).longValue();
    }
    if (value instanceof Double || value instanceof Float) {
      double real = ((Number) value).doubleValue();
      Checks.that(Double.isFinite(real), "Recipe: %s must be finite, got %s", path, real);
      return real;
    }
    if (value instanceof Map<?, ?> nested) {
      return map(path, nested);
    }
    if (value instanceof List<?> items) {
      List<Object> copy = new ArrayList<>();
      items.forEach(item -> copy.add(value(path + "[" + copy.size() + "]", item)));
      return Collections.unmodifiableList(copy);
    }
    throw new IllegalArgumentException(
        String.format(
            "Recipe: %s must be text, a boolean, a number, a list or a map, got %s",
            path, value.getClass().getSimpleName()));
  }
}
