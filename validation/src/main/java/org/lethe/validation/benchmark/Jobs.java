package org.lethe.validation.benchmark;

import java.util.List;
import java.util.Set;
import org.lethe.core.data.Checks;

/** The jobs there are, a line each. */
public final class Jobs {
  private static final List<Job> ALL =
      List.of(
          job(
              "svi-logistic",
              SviLogistic::run,
              "rows",
              "columns",
              "data",
              "steps",
              "batch",
              "family"),
          job("svgp", Svgp::run, "size", "rows", "steps", "batch"),
          job("nuts-logistic", NutsLogistic::run, "rows", "columns", "data"));

  private Jobs() {}

  private static Job job(String name, Job.Body body, String... takes) {
    return new Job(name, Set.of(takes), body);
  }

  /** All of them, in the order in which they are listed. */
  public static List<Job> all() {
    return ALL;
  }

  /**
   * The job of this name.
   *
   * @throws IllegalArgumentException if there is none; the message lists those there are
   */
  public static Job named(String name) {
    List<String> names = ALL.stream().map(Job::name).toList();
    int at = names.indexOf(name);
    Checks.that(at >= 0, "there is no job '%s'; jobs: %s", name, String.join(", ", names));
    return ALL.get(at);
  }
}
