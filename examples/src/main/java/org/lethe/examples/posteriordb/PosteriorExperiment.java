package org.lethe.examples.posteriordb;

import java.util.List;
import java.util.stream.LongStream;
import org.lethe.inference.hmc.Nuts;
import org.lethe.inference.run.Run;

/**
 * Samples posteriors of posteriordb by NUTS, four chains of 1000 warm-up iterations and 1000 draws.
 *
 * @param names which, by name
 * @param seeds how many runs of each, under consecutive seeds
 */
public record PosteriorExperiment(List<String> names, int seeds) {

  /** One posterior, or {@code all}. */
  public static PosteriorExperiment of(String name, int seeds) {
    return new PosteriorExperiment(
        name.equals("all") ? Case.names() : List.of(Case.named(name).reference().name()), seeds);
  }

  /** Runs them. */
  public PosteriorResult run(Run run) {
    return new PosteriorResult(
        names.stream()
            .map(Case::named)
            .flatMap(
                posterior ->
                    LongStream.range(run.seed(), run.seed() + seeds)
                        .mapToObj(seed -> found(posterior, seed, run)))
            .toList());
  }

  private static Found found(Case posterior, long seed, Run run) {
    Run seeded = Run.seed(seed).on(run.device()).listen(run.listener());
    return Found.of(posterior, seed, Nuts.of().sample(posterior.model(), posterior.rows(), seeded));
  }
}
