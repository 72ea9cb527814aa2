package org.lethe.examples.experiment;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.lethe.core.data.Checks;

/** How the mixture is made to forget, and from which engines' posteriors that can be done. */
public enum GmmMethod {
  /** Influence in chunks, on the Hessian of the rows that stay. */
  BIF("svi", "sgld", "sghmc"),
  /** Draws weighed anew. */
  REWEIGHT("sgld", "sghmc"),
  /** The evidence upper bound, on a variational posterior. */
  EUBO("svi"),
  /** The reverse divergence, on a variational posterior. */
  REVERSE_KL("svi");

  private final List<String> engines;

  GmmMethod(String... engines) {
    this.engines = List.of(engines);
  }

  /** As the command line has it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The method of this name, for an engine.
   *
   * @throws IllegalArgumentException where the pair makes no sense, with the list of those that do
   */
  public static GmmMethod named(String word, String engine) {
    List<GmmMethod> found = Arrays.stream(values()).filter(m -> m.word().equals(word)).toList();
    Checks.that(
        !found.isEmpty() && found.get(0).engines.contains(engine),
        "gmm: there is no method '%s' for engine '%s'; these pairs make sense: %s",
        word,
        engine,
        pairs());
    return found.get(0);
  }

  private static String pairs() {
    return Arrays.stream(values())
        .flatMap(m -> m.engines.stream().map(e -> e + " with " + m.word()))
        .sorted()
        .collect(Collectors.joining(", "));
  }
}
