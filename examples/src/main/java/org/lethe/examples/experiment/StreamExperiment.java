package org.lethe.examples.experiment;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.lethe.core.data.Table;
import org.lethe.core.posterior.Fit;
import org.lethe.core.posterior.GaussianPosterior;
import org.lethe.inference.run.Run;

/**
 * Twenty requests on the moons, each of the row that is then furthest to the right.
 *
 * @param run seed, device and listener
 */
public record StreamExperiment(Run run) {
  static final int REQUESTS = 20;

  /** Carries it out; the data are laid down in the directory. */
  public StreamResult in(Path directory) {
    return in(directory, REQUESTS);
  }

  StreamResult in(Path directory, int requests) {
    Moons moons = Moons.in(directory, MoonVariant.ORDERED);
    Fit<GaussianPosterior> fit = Moons.engine().fit(moons.model(), moons.rows(), run);
    Stream stream =
        new Stream(fit, moons.rows(), rightmost(moons.rows(), requests), Moons.engine(), run);
    return new StreamResult("Forgetting moons one by one", stream.steps());
  }

  /** An id a request, from the largest x1 downwards. */
  private static List<List<String>> rightmost(Table rows, int requests) {
    double[] x1 = rows.column("x1");
    return IntStream.range(0, rows.size())
        .boxed()
        .sorted(Comparator.comparingDouble((Integer i) -> -x1[i]))
        .limit(requests)
        .map(i -> List.of(rows.ids().get(i)))
        .toList();
  }
}
