package org.lethe.examples.experiment;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.lethe.core.data.Table;
import org.lethe.core.posterior.GaussianPosterior;
import org.lethe.examples.gp.LearnedProcess;
import org.lethe.inference.run.Engine;
import org.lethe.inference.run.Run;

/** What a stream of requests erases. */
public enum StreamData {
  /** The moons under known hyperparameters, one row a request. */
  MOONS("Forgetting moons one by one") {
    @Override
    Stream stream(Path directory, StreamMethod method, int requests, boolean retrains, Run run) {
      Moons moons = Moons.in(directory, MoonVariant.ORDERED);
      Engine<GaussianPosterior> engine = Moons.engine();
      return new Stream(
          engine.fit(moons.model(), moons.rows(), run),
          moons.rows(),
          rightmost(moons.rows(), requests),
          method,
          engine,
          retrains,
          run);
    }
  },
  /**
   * Bananas, one row a request. Hyperparameters and inducing inputs were learned with the fit, and
   * are held, by the answers and by the retrain.
   */
  BANANA("Forgetting bananas one by one") {
    @Override
    Stream stream(Path directory, StreamMethod method, int requests, boolean retrains, Run run) {
      LearnedProcess banana = LearnedProcess.banana(directory, run);
      return new Stream(
          banana.fit(),
          banana.rows(),
          rightmost(banana.rows(), requests),
          method,
          LearnedProcess.engine(),
          retrains,
          run);
    }
  };

  private final String title;

  StreamData(String title) {
    this.title = title;
  }

  /** What the user types. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** A heading. */
  String title() {
    return title;
  }

  /** The fit to all rows, and requests; the data are laid down in the directory. */
  abstract Stream stream(
      Path directory, StreamMethod method, int requests, boolean retrains, Run run);

  /** One id a request, from the largest x1 downwards. */
  static List<List<String>> rightmost(Table rows, int requests) {
    double[] x1 = rows.column("x1");
    return IntStream.range(0, rows.size())
        .boxed()
        .sorted(Comparator.comparingDouble((Integer i) -> -x1[i]))
        .limit(requests)
        .map(i -> List.of(rows.ids().get(i)))
        .toList();
  }
}
