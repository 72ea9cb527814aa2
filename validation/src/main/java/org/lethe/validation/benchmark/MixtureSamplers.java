package org.lethe.validation.benchmark;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lethe.core.data.Table;
import org.lethe.core.model.GaussianMixture;
import org.lethe.core.model.Model;
import org.lethe.core.posterior.DrawsPosterior;
import org.lethe.core.posterior.Quantity;
import org.lethe.core.random.Purpose;
import org.lethe.core.random.RandomStream;
import org.lethe.inference.energy.Minibatch;
import org.lethe.inference.run.Listener;
import org.lethe.inference.run.Run;
import org.lethe.inference.run.StepSize;
import org.lethe.inference.sgmcmc.ChainStart;
import org.lethe.inference.sgmcmc.Sghmc;
import org.lethe.inference.sgmcmc.Sgld;
import org.lethe.inference.sgmcmc.Sgmcmc;

/**
 * The jobs sgld-gmm (η = 1.5e−5) and sghmc-gmm (η = 1.6e−6, α = 0.1): 2000 rows in two dimensions
 * from four equal components of identity covariance, centres ~ N(0, 10²), 10 000 steps on 64 rows
 * drawn with replacement, the first fifth without draws. Chains start at the centres that made the
 * data. The reference goes on where the chain ended, in the same order of components, for 20 000
 * steps of SGHMC over all rows, whose bias is a few thousandths of an sd.
 */
final class MixtureSamplers {
  private static final int COMPONENTS = 4;
  private static final double SPREAD = 10;
  private static final int REFERENCE_STEPS = 20_000;

  private MixtureSamplers() {}

  static BenchmarkResult sgld(JobOptions options, Run run) {
    return run("sgld-gmm", Sgld.of(StepSize.constant(1.5e-5)), options, run);
  }

  static BenchmarkResult sghmc(JobOptions options, Run run) {
    return run("sghmc-gmm", Sghmc.of(StepSize.constant(1.6e-6), 0.1), options, run);
  }

  private static BenchmarkResult run(String name, Sgmcmc how, JobOptions options, Run run) {
    double[] centres = centres(run.seed());
    Table data = rows(options.count("rows", 2000), centres, run.seed());
    Model model = GaussianMixture.of(data.schema(), COMPONENTS, "x1", "x2").prior(SPREAD).model();
    Sgmcmc engine =
        how.chains(1)
            .steps(options.count("steps", 10_000))
            .batch(options.count("batch", 64))
            .thin(8)
            .start(ChainStart.at(centres));
    engine.steps(16).burnIn(0).fit(model, data, run);
    double startup = Stopwatch.sinceStart();
    Map<String, Object> more = Map.of("components", 4, "minibatch", "with replacement");
    return new SamplerJob(name, engine, model, data, WarmFits.of(options))
        .run(run, startup, more, draws -> reference(draws, data, run), false);
  }

  /** A step of 0.1 in units of the posterior variance, which is about 1/500 of 2000 rows. */
  private static List<Quantity> reference(DrawsPosterior draws, Table data, Run run) {
    StepSize eta = StepSize.constant(0.1 * COMPONENTS / data.size());
    return Sghmc.of(eta, 0.2)
        .from(draws)
        .minibatch(new Minibatch.Full())
        .steps(REFERENCE_STEPS)
        .burnIn(1000)
        .thin(4)
        .fit(draws.model(), data, run.listen(Listener.silent()))
        .posterior()
        .summary()
        .quantities();
  }

  private static double[] centres(long seed) {
    double[] centres = new double[2 * COMPONENTS];
    RandomStream.of(seed).at(0, Purpose.SIMULATION).gaussians(centres, 0, centres.length);
    Arrays.setAll(centres, i -> SPREAD * centres[i]);
    return centres;
  }

  private static Table rows(int n, double[] centres, long seed) {
    RandomStream random = RandomStream.of(seed);
    int[] component = new int[n];
    random.at(1, Purpose.SIMULATION).below(COMPONENTS, component, 0, n);
    Map<String, double[]> columns = new LinkedHashMap<>();
    for (int j = 0; j < 2; j++) {
      double[] x = new double[n];
      random.at(2 + j, Purpose.SIMULATION).gaussians(x, 0, n);
      for (int i = 0; i < n; i++) {
        x[i] += centres[2 * component[i] + j];
      }
      columns.put("x" + (j + 1), x);
    }
    return Table.of(columns);
  }
}
