package org.lethe.examples.experiment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.lethe.core.posterior.Cost;
import org.lethe.core.posterior.Fit;
import org.lethe.core.posterior.Posterior;
import org.lethe.core.posterior.Verdict;
import org.lethe.examples.experiment.GmmEngine.Trained;
import org.lethe.inference.energy.LowerFactor;
import org.lethe.inference.laplace.Mode;
import org.lethe.inference.laplace.StoredCurvature;
import org.lethe.inference.run.NumericalException;
import org.lethe.inference.run.Run;
import org.lethe.unlearning.Bargain;
import org.lethe.unlearning.baseline.GradientAscent;
import org.lethe.validation.divergence.Centres;

/**
 * Makes a mixture forget and measures what influence does, what the chain does that the published
 * code runs between its influence steps, what both do together, and what a retrain of equal cost
 * would have done.
 *
 * @param engine svi, sgld or sghmc
 * @param method for that engine
 * @param rows of the data
 * @param erased of them
 * @param seed of the data
 * @param run seed of everything else, device and listener
 */
public record GmmExperiment(
    String engine, GmmMethod method, int rows, int erased, long seed, Run run) {

  static final int CHUNK = 80;
  private static final int SMALLEST_CHUNK = 20;

  /** Seeds of the retrains beside the one that is the yardstick. */
  private static final int[] RETRAINS = {2, 5, 6};

  /** Modes farther apart than so many posterior sds are two; chains are told apart by theirs. */
  private static final double APART = 5;

  /** Carries it out. */
  public GmmResult result() {
    return switch (engine) {
      case "svi" -> with(new GmmVariational());
      case "sgld", "sghmc" -> with(new GmmSampling(engine, rows));
      default ->
          throw new IllegalArgumentException(
              "gmm: engine must be svi, sgld or sghmc, got " + engine);
    };
  }

  private <P extends Posterior> GmmResult with(GmmEngine<P> engine) {
    return new Comparison<>(engine, Clusters.of(rows, erased, seed)).result();
  }

  private Run other(int by) {
    return Run.seed(run.seed() + by).on(run.device()).listen(run.listener());
  }

  /** What forgetting led to, and at what size of chunk. */
  private record Forgotten<P extends Posterior>(
      Optional<Fit<P>> fit, int chunk, String refused, double secondsRefused) {

    /** With the time of what was refused. */
    private Cost cost() {
      return fit.map(Fit::cost).orElse(Cost.none()).plus(new Cost(secondsRefused, 0, 0));
    }
  }

  /** Where the centres of a fit are, without the chains that left the mode. */
  private record Seen(Centres mean, Centres sd) {}

  private final class Comparison<P extends Posterior> {
    private final GmmEngine<P> engine;
    private final Clusters data;
    private final Fit<P> original;
    private final Cost fitted;
    private final Cost curvature;
    private final Trained<P> retrained;

    /** The mode that the original leads to, on the rows that stay. */
    private final Centres here;

    /** √Σ of the squared sds there, of the Laplace approximation: no sampler's bias is in it. */
    private final double posteriorSd;

    private Comparison(GmmEngine<P> engine, Clusters data) {
      this.engine = engine;
      this.data = data;
      double[] start = Clusters.start(seed);
      Trained<P> trained = engine.train(start, data.model(), data.rows(), run);
      this.fitted = trained.cost();
      this.original = keeps() ? kept(trained.fit()) : trained.fit();
      this.curvature = less(original.cost(), trained.fit().cost());
      this.retrained = engine.train(start, data.model(), data.remaining(), other(1));
      Mode mode = GmmEngine.mode(theta(original), data.model(), data.remaining(), run);
      this.here = Centres.of(mode.theta(), Clusters.K);
      this.posteriorSd =
          LowerFactor.ofInverse(mode.hessian())
              .map(
                  l ->
                      Math.sqrt(
                          Arrays.stream(l).flatMapToDouble(Arrays::stream).map(x -> x * x).sum()))
              .orElse(Double.NaN);
    }

    /** An edit of one chunk needs no more of the rows that stay than the curvature they had. */
    private boolean keeps() {
      return method == GmmMethod.BIF && erased <= CHUNK;
    }

    private Fit<P> kept(Fit<P> fit) {
      return StoredCurvature.atMean(fit, data.rows(), run);
    }

    private static Cost less(Cost whole, Cost part) {
      return new Cost(
          whole.seconds() - part.seconds(),
          whole.rowGradients() - part.rowGradients(),
          whole.rowHessianProducts() - part.rowHessianProducts());
    }

    private GmmResult result() {
      boolean modeChanged = !isHere(mean(retrained.fit()));
      double[] theta = theta(original);
      double[] start = modeChanged ? theta : Clusters.start(seed);
      Fit<P> reference =
          modeChanged
              ? engine.train(theta, data.model(), data.remaining(), other(1)).fit()
              : retrained.fit();
      List<Centres> retrains = new ArrayList<>(List.of(seen(reference).mean()));
      for (int seed : RETRAINS) {
        retrains.add(
            seen(engine.train(start, data.model(), data.remaining(), other(seed)).fit()).mean());
      }
      Forgotten<P> influenced = forgotten();
      Fit<P> chained = engine.tuned(original.posterior(), data.model(), data.remaining(), other(3));
      Optional<Fit<P>> both =
          influenced
              .fit()
              .map(f -> engine.tuned(f.posterior(), data.model(), data.remaining(), other(3)));
      Optional<Fit<P>> penalised =
          engine.penalised(original, data.edit(), data.remaining(), other(3));
      Fit<P> ascended = GradientAscent.of(loss(reference)).forget(original, data.edit(), other(3));
      Cost influence = influenced.cost();
      Cost forget = influence.plus(both.map(Fit::cost).orElse(Cost.none()));
      Fit<P> equal =
          engine.from(
              Clusters.start(seed),
              data.model(),
              data.remaining(),
              Math.max(engine.tuning(), Math.round(Bargain.work(curvature.plus(forget)))),
              other(4));
      Seen before = seen(original);
      Optional<Seen> after = both.map(this::seen);
      Seen goal = seen(reference);
      GmmResult.Distance distance =
          new GmmResult.Distance(
              apart(goal, Optional.of(before)),
              apart(goal, after),
              apart(goal, influenced.fit().map(this::seen)),
              apart(goal, Optional.of(seen(chained))),
              apart(goal, penalised.map(this::seen)),
              apart(goal, Optional.of(seen(ascended))),
              apart(goal, Optional.of(seen(equal))),
              amongst(retrains),
              posteriorSd);
      List<GmmResult.Picture> pictures = new ArrayList<>();
      pictures.add(picture("before", before));
      pictures.add(picture("retrained", goal));
      after.ifPresent(seen -> pictures.add(picture(GmmResult.AFTER, seen)));
      return new GmmResult(
          new GmmResult.Setting(engine.name(), method.word(), rows, erased, seed),
          distance,
          new GmmResult.Costs(fitted, curvature, forget, influence, retrained.cost()),
          modeChanged,
          both.map(f -> engine.elsewhere(f.posterior(), this::isHere)).orElse(0),
          influenced.fit().isPresent() ? Optional.empty() : Optional.of(influenced.refused()),
          influenced.chunk(),
          influenced
              .fit()
              .map(Fit::verdict)
              .orElseGet(() -> Verdict.unusable(influenced.refused())),
          pictures);
    }

    /** In chunks of 80, and in smaller ones where those are refused. */
    private Forgotten<P> forgotten() {
      int chunk = Math.min(CHUNK, erased);
      double refused = 0;
      while (true) {
        long begun = System.nanoTime();
        try {
          Fit<P> fit = engine.forget(method, original, data.edit(), data.remaining(), chunk, run);
          return new Forgotten<>(Optional.of(fit), chunk, "", refused);
        } catch (NumericalException e) {
          refused += (System.nanoTime() - begun) * 1e-9;
          if (method != GmmMethod.BIF || chunk / 2 < SMALLEST_CHUNK) {
            String why = String.valueOf(e.getMessage());
            return new Forgotten<>(Optional.empty(), chunk, why, refused);
          }
          chunk /= 2;
        }
      }
    }

    /** What the erased rows lose under a fit that never saw them, in nats a row. */
    private double loss(Fit<P> fit) {
      double[] log = fit.posterior().predict(data.edit().forgottenRows()).logScore();
      return -Arrays.stream(log).average().orElseThrow();
    }

    private Centres mode(double[] from) {
      return Centres.of(
          GmmEngine.mode(from, data.model(), data.remaining(), run).theta(), Clusters.K);
    }

    private double[] theta(Fit<P> fit) {
      return theta(mean(fit));
    }

    private static double[] theta(Centres centres) {
      double[] theta = new double[2 * Clusters.K];
      double[][] at = centres.at();
      for (int i = 0; i < theta.length; i++) {
        theta[i] = at[i / 2][i % 2];
      }
      return theta;
    }

    /** The median distance of two. */
    private static double amongst(List<Centres> all) {
      return MedianOf.median(
          IntStream.range(0, all.size())
              .boxed()
              .flatMapToDouble(
                  i -> IntStream.range(0, i).mapToDouble(j -> all.get(i).distance(all.get(j))))
              .toArray());
    }

    private static double apart(Seen goal, Optional<Seen> seen) {
      return seen.map(s -> s.mean().distance(goal.mean())).orElse(Double.NaN);
    }

    private Seen seen(Fit<P> fit) {
      P inside = engine.within(fit.posterior(), this::isHere);
      return new Seen(engine.mean(inside), engine.sd(inside));
    }

    private boolean isHere(Centres centres) {
      double most = APART * engine.sd(original.posterior()).norm();
      return mode(theta(centres)).distance(here) <= most;
    }

    private Centres mean(Fit<P> fit) {
      return engine.mean(fit.posterior());
    }

    private static GmmResult.Picture picture(String name, Seen seen) {
      return new GmmResult.Picture(name, seen.mean(), seen.sd());
    }
  }
}
