package org.lethe.validation.benchmark;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.lethe.core.posterior.Gaussian;
import org.lethe.core.posterior.GaussianPosterior;
import org.lethe.core.posterior.Quantity;
import org.lethe.inference.energy.Expectation;
import org.lethe.inference.energy.Family;
import org.lethe.inference.energy.Minibatch;
import org.lethe.inference.energy.VariationalEnergy;
import org.lethe.inference.run.Run;
import org.lethe.inference.run.StepSize;
import org.lethe.inference.sgmcmc.ChainStart;
import org.lethe.inference.svi.Optimizer;

/**
 * The job svi-gmm on {@link MixtureData}: 10 000 steps on 64 rows drawn with replacement, a
 * mean-field family from the centres that made the data at scale 0.1, one reparametrised draw, Adam
 * at 0.01·0.01^(t/T). The quality is the distance of its means and sds from those of full-batch
 * SGHMC that goes on from its means.
 *
 * @param data the rows
 * @param steps 10 000
 * @param batch 64
 * @param how one draw, or {@link Expectation.SoftAssignment}
 */
record SviMixture(MixtureData data, int steps, int batch, Expectation how) {
  private static final double SCALE = 0.1;
  private static final double RATE = 0.01;
  private static final double FALL = 0.01;

  /** Runs it: a first step, fits to warm up, timed fits, the quality. */
  static BenchmarkResult run(JobOptions options, Run run) {
    boolean soft = options.word("expectation", "draws", "soft").equals("soft");
    Expectation how = soft ? new Expectation.SoftAssignment() : new Expectation.Draws(1, false);
    MixtureData data = MixtureData.of(options, run.seed());
    int batch = options.count("batch", 64);
    new SviMixture(data, 1, batch, how).fit(run);
    double startup = Stopwatch.sinceStart();
    return new SviMixture(data, options.count("steps", 10_000), batch, how)
        .run(WarmFits.of(options), run, startup);
  }

  private BenchmarkResult run(WarmFits warm, Run run, double startup) {
    GaussianPosterior result = fit(run).posterior();
    Stopwatch time = warm.median(() -> fit(run).time());
    return BenchmarkResult.of(
        "svi-gmm", parameters(run), time, steps, startup, quality(result, run), run.device());
  }

  private SviSteps fit(Run run) {
    double[] scale = new double[data.centres().length];
    Arrays.fill(scale, SCALE);
    try (VariationalEnergy<GaussianPosterior> energy =
        VariationalEnergy.of(data.model(), Family.meanField()).expectation(how).on(run.device())) {
      Optimizer adam =
          Optimizer.of(steps, StepSize.exponential(RATE, RATE * FALL))
              .minibatch(new Minibatch.Replaced(batch));
      GaussianPosterior start = Gaussian.meanField(data.model(), data.centres(), scale);
      return SviSteps.of(energy, start, adam, data.table(), run);
    }
  }

  private Map<String, Object> quality(GaussianPosterior q, Run run) {
    List<Quantity> exact = data.reference(ChainStart.at(q.mean()), run);
    double squares = 0;
    double ratios = 0;
    for (int i = 0; i < exact.size(); i++) {
      double error = (q.mean()[i] - exact.get(i).mean()) / exact.get(i).sd();
      squares += error * error / exact.size();
      ratios += q.sd()[i] / exact.get(i).sd() / exact.size();
    }
    return new TreeMap<>(Map.of("rmsMeanErrorInSd", Math.sqrt(squares), "meanSdRatio", ratios));
  }

  private Map<String, Object> parameters(Run run) {
    Map<String, Object> parameters = new TreeMap<>();
    parameters.put("rows", data.table().size());
    parameters.put("components", MixtureData.COMPONENTS);
    parameters.put("batch", batch);
    parameters.put("minibatch", "with replacement");
    parameters.put("expectation", how instanceof Expectation.Draws ? "one draw" : "soft");
    parameters.put("seed", run.seed());
    return parameters;
  }
}
