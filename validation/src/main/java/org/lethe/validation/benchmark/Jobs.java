package org.lethe.validation.benchmark;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.lethe.core.data.Checks;

/** The jobs there are, a line each. */
public final class Jobs {
  private static final String[] LOGISTIC = {
    "rows", "columns", "data", "steps", "batch", "minibatch", "seconds"
  };
  private static final String[] MIXTURE = {"rows", "steps", "batch", "seconds"};

  private static final List<Job> ALL =
      List.of(
          job("svi-logistic", SviLogistic::run, with(LOGISTIC, "family")),
          job("sgld-logistic", LogisticSamplers::sgld, with(LOGISTIC, "spread")),
          job("sghmc-logistic", LogisticSamplers::sghmc, with(LOGISTIC, "spread")),
          job("sgld-cv-logistic", LogisticSamplers::controlVariates, with(LOGISTIC, "spread")),
          job("sgld-gmm", MixtureSamplers::sgld, MIXTURE),
          job("sghmc-gmm", MixtureSamplers::sghmc, MIXTURE),
          job("svi-gmm", SviMixture::run, with(MIXTURE, "expectation")),
          job("svgp", Svgp::run, "size", "rows", "steps", "batch", "seconds"),
          job("nuts-logistic", NutsLogistic::run, "rows", "columns", "data", "seconds"));

  private Jobs() {}

  private static Job job(String name, Job.Body body, String... takes) {
    return new Job(name, Set.of(takes), body);
  }

  private static String[] with(String[] options, String more) {
    String[] all = Arrays.copyOf(options, options.length + 1);
    all[options.length] = more;
    return all;
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
