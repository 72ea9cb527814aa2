package org.lethe.validation.benchmark;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.lethe.core.posterior.Fit;
import org.lethe.core.posterior.Gaussian;
import org.lethe.core.posterior.GaussianPosterior;
import org.lethe.inference.energy.Expectation;
import org.lethe.inference.energy.Family;
import org.lethe.inference.energy.GaussianFamily;
import org.lethe.inference.energy.Minibatch;
import org.lethe.inference.energy.VariationalEnergy;
import org.lethe.inference.run.Run;
import org.lethe.inference.run.StepSize;
import org.lethe.inference.svi.Optimizer;
import org.lethe.inference.svi.Svi;

/**
 * The job svi-logistic: minibatches of 1000 rows with replacement, one reparametrised draw, Adam at
 * 0.05·0.01^(t/T), start at mean 0 and scale 0.1. The quality is how far the ELBO of the result,
 * over all rows and by quadrature, lies below the best of its family.
 *
 * @param data 100 000 rows of 50 columns in the job as published
 * @param steps 5000
 * @param minibatch 1000 rows with replacement
 * @param fullRank or mean-field
 */
record SviLogistic(LogisticData data, int steps, Minibatch minibatch, boolean fullRank) {

  private static final double SCALE = 0.1;
  private static final double RATE = 0.05;
  private static final double FALL = 0.01;
  private static final int OPTIMUM_STEPS = 400;

  /** Runs it: a first step, fits to warm up, timed fits, the quality. */
  static BenchmarkResult run(JobOptions options, Run run) {
    boolean fullRank = options.word("family", "mean-field", "full-rank").equals("full-rank");
    LogisticData small = LogisticData.of(JobOptions.none().with("rows", 1000), run.seed());
    new SviLogistic(small, 1, Rows.of(options, 1000), fullRank).fit(run);
    double startup = Stopwatch.sinceStart();
    int steps = options.count("steps", 5000);
    LogisticData data = LogisticData.of(options, run.seed());
    int batch = Math.min(options.count("batch", 1000), data.table().size());
    return new SviLogistic(data, steps, Rows.of(options, batch), fullRank)
        .run(WarmFits.of(options), run, startup);
  }

  private BenchmarkResult run(WarmFits warm, Run run, double startup) {
    GaussianPosterior result = fit(run).posterior();
    Stopwatch time = warm.median(() -> fit(run).time());
    return BenchmarkResult.of(
        "svi-logistic", parameters(run), time, steps, startup, quality(result, run), run.device());
  }

  private SviSteps fit(Run run) {
    double[] scale = new double[data.columns()];
    Arrays.fill(scale, SCALE);
    try (VariationalEnergy<GaussianPosterior> energy =
        VariationalEnergy.of(data.model(), family())
            .expectation(new Expectation.Draws(1, false))
            .on(run.device())) {
      Optimizer adam =
          Optimizer.of(steps, StepSize.exponential(RATE, RATE * FALL)).minibatch(minibatch);
      return SviSteps.of(energy, start(scale), adam, data.table(), run);
    }
  }

  private GaussianPosterior start(double[] scale) {
    double[] mean = new double[scale.length];
    if (!fullRank) {
      return Gaussian.meanField(data.model(), mean, scale);
    }
    double[][] factor = new double[scale.length][scale.length];
    for (int j = 0; j < scale.length; j++) {
      factor[j][j] = scale[j];
    }
    return Gaussian.fullRank(data.model(), mean, factor);
  }

  private Map<String, Object> quality(GaussianPosterior q, Run run) {
    Fit<GaussianPosterior> best =
        Svi.of(family(), Expectation.Quadrature.standard())
            .steps(OPTIMUM_STEPS)
            .fit(data.model(), data.table(), run);
    double optimum = Svi.elbo(best, data.table(), run.device()).value();
    double reached = Svi.elbo(q, data.model(), data.table(), run.device()).value();
    Map<String, Object> quality = new TreeMap<>();
    quality.put("elbo", reached);
    quality.put("elboOfFamilyOptimum", optimum);
    quality.put("natsBelowOptimum", optimum - reached);
    return quality;
  }

  private GaussianFamily family() {
    return fullRank ? Family.fullRank() : Family.meanField();
  }

  private Map<String, Object> parameters(Run run) {
    Map<String, Object> parameters = new TreeMap<>();
    parameters.put("rows", data.table().size());
    parameters.put("columns", data.columns());
    parameters.put("batch", minibatch.options().get("rows"));
    parameters.put("minibatch", Rows.describe(minibatch));
    parameters.put("family", fullRank ? "full-rank" : "mean-field");
    parameters.put("seed", run.seed());
    return parameters;
  }
}
