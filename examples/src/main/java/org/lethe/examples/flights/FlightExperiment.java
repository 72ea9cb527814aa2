package org.lethe.examples.flights;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.lethe.core.data.Edit;
import org.lethe.core.data.Table;
import org.lethe.core.model.Model;
import org.lethe.core.posterior.Channel;
import org.lethe.core.posterior.Cost;
import org.lethe.core.posterior.Fit;
import org.lethe.core.posterior.GaussianPosterior;
import org.lethe.core.posterior.Provenance;
import org.lethe.core.posterior.Recipe;
import org.lethe.core.posterior.Verdict;
import org.lethe.inference.run.Run;
import org.lethe.unlearning.bif.Bif;
import org.lethe.unlearning.bif.Solver;

/**
 * Forgets a contiguous stretch of flights from a sparse process. Hyperparameters and inducing
 * inputs are learned from a sample and held; the posterior of all rows, and that of a retrain on
 * those that stay, then come from one pass over the file each, in memory that grows with the erased
 * rows alone. Forgetting takes the erased rows alone: second-order influence, which is exact here.
 * What the hyperparameters and inducing inputs keep of the erased rows is the distance from a
 * second retrain, which learns them from the flights that stay.
 *
 * @param data the Parquet file
 * @param rows how many flights are used
 * @param inducing how many inducing inputs
 * @param erase how many flights are erased
 * @param steps to learn the hyperparameters
 * @param run seed, device and listener
 */
public record FlightExperiment(Path data, int rows, int inducing, int erase, int steps, Run run) {
  private static final int CHUNK = 4096;
  private static final int JUDGED = 1000;
  private static final String EMPTY_DIGEST = "0".repeat(64);
  private static final int STEPS = 1500;

  /** With as many steps as it takes. */
  public static FlightExperiment of(Path data, int rows, int inducing, int erase, Run run) {
    return new FlightExperiment(data, rows, inducing, erase, STEPS, run);
  }

  /** Carries it out. */
  public FlightResult result() {
    Flights flights = Flights.of(data, rows, erase);
    FlightLearning learning = new FlightLearning(steps, inducing);
    InducingFeatures features = learning.features(flights, true, run);
    Pass all = new Pass(flights, features, true);
    Pass remaining = new Pass(flights, features, false);
    Table erased = all.erased.take();
    Model model = FeatureRows.model(erased.schema(), features.size(), features.noise());
    Fit<GaussianPosterior> original = fit(model, all, features);
    Fit<GaussianPosterior> retrained = fit(model, remaining, features);
    double[] gone = new double[erased.size()];
    Arrays.fill(gone, -1);
    Edit edit = new Edit(erased, gone, all.digest);
    Fit<GaussianPosterior> forgotten =
        Bif.erasedOnly(Solver.cholesky()).secondOrder().forget(original, edit, run);
    Table judged = remaining.judged.take();
    DelayPredictions onErased =
        DelayPredictions.of(forgotten.posterior(), erased, features.noise());
    DelayPredictions onJudged =
        DelayPredictions.of(forgotten.posterior(), judged, features.noise());
    return FlightResult.of(
        this,
        original,
        forgotten,
        all.erasedSeconds,
        retrained,
        features.noise(),
        erased,
        judged,
        refitted(flights, learning, onErased, onJudged));
  }

  /** Distances of the answer's predictions from those of a retrain that learns all anew. */
  private FlightResult.Refitted refitted(
      Flights flights,
      FlightLearning learning,
      DelayPredictions onErased,
      DelayPredictions onJudged) {
    InducingFeatures features = learning.features(flights, false, run);
    Pass remaining = new Pass(flights, features, false);
    Table erased = remaining.erased.take();
    Model model = FeatureRows.model(erased.schema(), features.size(), features.noise());
    GaussianPosterior anew = remaining.sums.posterior(model, features.noise());
    return new FlightResult.Refitted(
        DelayPredictions.of(anew, erased, features.noise()).kl(onErased),
        DelayPredictions.of(anew, remaining.judged.take(), features.noise()).kl(onJudged));
  }

  private Fit<GaussianPosterior> fit(Model model, Pass pass, InducingFeatures features) {
    Provenance provenance =
        Provenance.trained(
            Recipe.of("regression-sums"),
            model.digest(),
            pass.digest,
            run.seed(),
            List.of(
                Channel.open(
                    "hyperparameters",
                    "variance, lengths, noise and inducing inputs were learned from evenly spaced"
                        + " rows, erased ones among them, and are kept")));
    return Fit.of(
        pass.sums.posterior(model, features.noise()),
        provenance,
        Verdict.trusted(),
        new Cost(pass.seconds, pass.rows, 0));
  }

  /** One pass over the file, which learns from the erased rows or only finds their features. */
  private static final class Pass {
    private final RegressionSums sums;
    private final FeatureRows erased;
    private final FeatureRows judged;
    private final double seconds;

    /** What an edit needs of it: features of the rows to erase. */
    private double erasedSeconds;

    /** What features of rows that it does not learn took: no part of a retrain. */
    private double unlearnedSeconds;

    private String digest = EMPTY_DIGEST;
    private long rows;

    Pass(Flights flights, InducingFeatures features, boolean withErased) {
      int m = features.size();
      sums = new RegressionSums(m);
      erased = new FeatureRows(m);
      judged = new FeatureRows(m);
      FeatureRows chunk = new FeatureRows(m);
      double[] a = new double[m];
      int every = Math.max(1, flights.rows() / JUDGED);
      long begun = System.nanoTime();
      flights.forEach(
          (i, x, y) -> {
            boolean gone = flights.isErased(i);
            long start = gone ? System.nanoTime() : 0;
            double own = features.at(x, a);
            if (gone && !withErased) {
              erased.add(i, a, own, y);
              unlearnedSeconds += (System.nanoTime() - start) * 1e-9;
              return;
            }
            sums.add(a, y);
            rows++;
            chunk.add(i, a, own, y);
            if (gone) {
              erased.add(i, a, own, y);
              erasedSeconds += (System.nanoTime() - start) * 1e-9;
            } else if (i % every == 0) {
              judged.add(i, a, own, y);
            }
            if (chunk.size() == CHUNK) {
              addDigest(chunk);
            }
          });
      addDigest(chunk);
      seconds = (System.nanoTime() - begun) * 1e-9 - unlearnedSeconds;
    }

    /** The digest of the data grows with the rows, as that of a table would. */
    private void addDigest(FeatureRows chunk) {
      if (chunk.size() > 0) {
        digest = Edit.learn(chunk.take()).digestAfter(digest);
      }
    }
  }
}
