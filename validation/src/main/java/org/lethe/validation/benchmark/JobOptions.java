package org.lethe.validation.benchmark;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.lethe.core.data.Checks;

/**
 * What a job was told, by the name of the option; whatever is missing is as published.
 *
 * @param given name to value
 */
public record JobOptions(Map<String, Object> given) {
  private static final Set<String> MADE = Set.of("rows", "columns", "spread");

  /** Copies the map. */
  public JobOptions {
    given = Map.copyOf(given);
  }

  /** A job as published. */
  public static JobOptions none() {
    return new JobOptions(Map.of());
  }

  /** The same with one option more, or another value for it. */
  public JobOptions with(String name, Object value) {
    Map<String, Object> more = new TreeMap<>(given);
    more.put(name, value);
    return new JobOptions(more);
  }

  /** A positive count. */
  public int count(String name, int published) {
    return given.get(name) instanceof Integer n ? Checks.positive("bench", name, n) : published;
  }

  /** A positive number. */
  public double positive(String name, double published) {
    return given.get(name) instanceof Double x
        ? Checks.positiveFinite("bench", name, x)
        : published;
  }

  /** One of some words, the first of them as published. */
  public String word(String name, String... words) {
    Object value = given.getOrDefault(name, words[0]);
    Checks.that(
        Set.of(words).contains(value),
        "bench: %s must be one of %s, got %s",
        name,
        String.join(", ", words),
        value);
    return value.toString();
  }

  /** A file. */
  public Optional<Path> file(String name) {
    return given.get(name) instanceof Path file ? Optional.of(file) : Optional.empty();
  }

  /** Refuses options that a job does not take, and those of made data beside a file of data. */
  void requireAmong(String job, Set<String> taken) {
    Set<String> made = new TreeSet<>(given.keySet());
    made.retainAll(MADE);
    Checks.that(
        made.isEmpty() || !given.containsKey("data"),
        "%s: data are read or made: data in a file have %s of their own",
        job,
        String.join(", ", made));
    Set<String> others = new TreeSet<>(given.keySet());
    others.removeAll(taken);
    Checks.that(
        others.isEmpty(),
        "%s: options must be among %s, got %s",
        job,
        new TreeSet<>(taken),
        String.join(", ", others));
  }
}
