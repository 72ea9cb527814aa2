package org.lethe.validation.benchmark;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.lethe.core.data.Checks;
import org.lethe.core.data.Table;
import org.lethe.core.distribution.Bernoulli;
import org.lethe.core.distribution.Normal;
import org.lethe.core.distribution.Support;
import org.lethe.core.expr.Expr;
import org.lethe.core.gp.Kernel;
import org.lethe.core.gp.SparseGp;
import org.lethe.core.model.Model;
import org.lethe.core.posterior.GaussianPosterior;
import org.lethe.core.posterior.Prediction;
import org.lethe.core.random.Purpose;
import org.lethe.core.random.RandomStream;
import org.lethe.inference.energy.Batch;
import org.lethe.inference.energy.Expectation;
import org.lethe.inference.energy.Family;
import org.lethe.inference.energy.Minibatch;
import org.lethe.inference.energy.VariationalEnergy;
import org.lethe.inference.run.Run;
import org.lethe.inference.run.StepSize;
import org.lethe.inference.svi.Descent;
import org.lethe.inference.svi.Optimizer;
import org.lethe.inference.svi.Optimum;

/**
 * The job svgp: classification of moons by a sparse Gaussian process of mean zero, a scaled squared
 * exponential of one length, probit responses by 20 Gauss–Hermite points, a whitened full-rank q(u)
 * that starts at N(0, I), all numbers learned with the inducing inputs; Adam at 0.01. Inducing
 * inputs start at random rows, variance and length at 1. The quality is the log score a row, and
 * the error, on rows that were not learned.
 *
 * @param train the rows that it learns
 * @param test as many others, at least 1000
 * @param inducing 20 or 100
 * @param batch rows a step, all of them where there are no more
 * @param steps 3000
 */
record Svgp(Table train, Table test, int inducing, int batch, int steps) {

  private static final double RATE = 0.01;
  private static final int POINTS = 20;
  private static final int TEST_ROWS = 1000;

  /** What a fit found, and what its steps took. */
  private record Fitted(GaussianPosterior posterior, Stopwatch steps) {}

  /** Runs it: a first step, fits to warm up, timed fits, the quality. */
  static BenchmarkResult run(JobOptions options, Run run) {
    boolean big = options.word("size", "small", "big").equals("big");
    int rows = options.count("rows", big ? 10_000 : 100);
    int batch = Math.min(rows, options.count("batch", big ? 256 : 100));
    int inducing = big ? 100 : 20;
    Checks.that(rows >= inducing, "svgp: rows must be at least %d, got %d", inducing, rows);
    Table train = MoonData.of(rows, 0, run.seed());
    Table test = MoonData.of(Math.max(rows, TEST_ROWS), 1, run.seed());
    new Svgp(train, test, inducing, batch, 1).fit(run);
    double startup = Stopwatch.sinceStart();
    return new Svgp(train, test, inducing, batch, options.count("steps", 3000))
        .run(WarmFits.of(options), run, startup);
  }

  private BenchmarkResult run(WarmFits warm, Run run, double startup) {
    GaussianPosterior result = fit(run).posterior();
    Stopwatch time = warm.median(() -> fit(run).steps());
    return BenchmarkResult.of(
        "svgp", parameters(run), time, steps, startup, quality(result), run.device());
  }

  private Fitted fit(Run run) {
    try (VariationalEnergy<GaussianPosterior> energy =
        VariationalEnergy.of(model(run.seed()), Family.fullRank())
            .expectation(new Expectation.Quadrature(POINTS))
            .on(run.device())) {
      Optimizer adam = Optimizer.of(steps, StepSize.constant(RATE)).minibatch(minibatch());
      RandomStream random = RandomStream.of(run.seed());
      Descent descent = new Descent("svi", energy, energy.start(), Batch.of(train), random, "");
      Optimum[] end = new Optimum[1];
      Stopwatch time = Stopwatch.time(() -> end[0] = adam.minimise(descent, run));
      return new Fitted(energy.posterior(end[0].lambda()), time);
    }
  }

  private Minibatch minibatch() {
    return batch < train.size() ? new Minibatch.Replaced(batch) : new Minibatch.Full();
  }

  private Model model(long seed) {
    double[] start = start(seed);
    return Model.define(
        "svgp",
        train.schema(),
        m -> {
          Expr variance = m.hyperparameter("variance", Support.POSITIVE, 1);
          Expr length = m.hyperparameter("length", Support.POSITIVE, 1);
          Expr z = m.hyperparameter("inducing", Support.REAL, start, inducing, 2);
          Expr u = m.parameter("u", Normal.of(0, 1), inducing);
          Expr x = m.columns("x1", "x2");
          Expr f = SparseGp.conditional(Kernel.rbf(variance, length), z, u, x);
          m.observe("label", Bernoulli.probits(f));
        });
  }

  private double[] start(long seed) {
    RandomStream random = RandomStream.of(seed).at(0, Purpose.START);
    double[] x1 = train.column("x1");
    double[] x2 = train.column("x2");
    double[] start = new double[2 * inducing];
    for (int i = 0; i < inducing; i++) {
      int row = random.permuted(i, train.size());
      start[2 * i] = x1[row];
      start[2 * i + 1] = x2[row];
    }
    return start;
  }

  private Map<String, Object> quality(GaussianPosterior q) {
    Prediction prediction = q.predict(test);
    double[] label = test.column("label");
    double[] one = prediction.mean();
    double wrong = 0;
    for (int i = 0; i < label.length; i++) {
      wrong += (one[i] > 0.5) == (label[i] == 1) ? 0 : 1;
    }
    Map<String, Object> quality = new TreeMap<>();
    quality.put("testLogLikelihood", Arrays.stream(prediction.logScore()).average().orElseThrow());
    quality.put("testLogLikelihoodOfLaw", MoonData.scoreOfLaw(test));
    quality.put("testError", wrong / label.length);
    return quality;
  }

  private Map<String, Object> parameters(Run run) {
    Map<String, Object> parameters = new TreeMap<>();
    parameters.put("rows", train.size());
    parameters.put("inducing", inducing);
    parameters.put("batch", batch);
    parameters.put("minibatch", batch < train.size() ? "with replacement" : "all rows");
    parameters.put("seed", run.seed());
    return parameters;
  }
}
