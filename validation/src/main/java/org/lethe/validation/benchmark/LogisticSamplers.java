package org.lethe.validation.benchmark;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lethe.core.posterior.Fit;
import org.lethe.core.posterior.GaussianPosterior;
import org.lethe.core.posterior.Quantity;
import org.lethe.inference.energy.Expectation;
import org.lethe.inference.energy.Family;
import org.lethe.inference.run.Run;
import org.lethe.inference.run.StepSize;
import org.lethe.inference.sgmcmc.ChainStart;
import org.lethe.inference.sgmcmc.Sghmc;
import org.lethe.inference.sgmcmc.Sgld;
import org.lethe.inference.sgmcmc.Sgmcmc;
import org.lethe.inference.svi.Svi;

/**
 * The jobs sgld-logistic (η = 1.5e−7), sghmc-logistic (η = 1.5e−8, α = 0.1) and sgld-cv-logistic
 * (control variates at the mode, where the chain starts, η = 5e−6): 20 000 steps on 1000 rows drawn
 * with replacement, the others from 0, the first fifth without draws. Where coefficients have
 * spread 1, these step sizes take some 17 000 steps to relax along w, and the two from 0 do not
 * arrive; at spread 1/√50 they take 300, and reach the quality that was published. The reference is
 * the full-rank Gaussian of largest ELBO by quadrature; at 100 000 rows the posterior is Gaussian
 * to well below the errors reported.
 */
final class LogisticSamplers {
  private static final int OPTIMUM_STEPS = 400;

  private LogisticSamplers() {}

  static BenchmarkResult sgld(JobOptions options, Run run) {
    Sgmcmc engine = Sgld.of(StepSize.constant(1.5e-7)).start(ChainStart.zero());
    return run("sgld-logistic", engine, options, run);
  }

  static BenchmarkResult sghmc(JobOptions options, Run run) {
    Sgmcmc engine = Sghmc.of(StepSize.constant(1.5e-8), 0.1).start(ChainStart.zero());
    return run("sghmc-logistic", engine, options, run);
  }

  static BenchmarkResult controlVariates(JobOptions options, Run run) {
    Sgmcmc engine = Sgld.of(StepSize.constant(5e-6)).controlVariates();
    return run("sgld-cv-logistic", engine, options, run);
  }

  private static BenchmarkResult run(String name, Sgmcmc how, JobOptions options, Run run) {
    Sgmcmc engine =
        how.chains(1)
            .steps(options.count("steps", 20_000))
            .minibatch(Rows.of(options, options.count("batch", 1000)))
            .thin(4);
    LogisticData small = LogisticData.of(JobOptions.none().with("rows", 1000), run.seed());
    engine.steps(16).burnIn(0).fit(small.model(), small.table(), run);
    double startup = Stopwatch.sinceStart();
    LogisticData data = LogisticData.of(options, run.seed());
    SamplerJob job = new SamplerJob(name, engine, data.model(), data.table(), WarmFits.of(options));
    Map<String, Object> more = setting(options, data, engine);
    return job.run(
        run,
        startup,
        more,
        draws -> reference(data, run),
        how.start() instanceof ChainStart.Spread);
  }

  /** The spread of made data alone: that of others is not known. */
  private static Map<String, Object> setting(JobOptions options, LogisticData data, Sgmcmc engine) {
    Map<String, Object> setting = new LinkedHashMap<>();
    setting.put("columns", data.columns());
    if (options.file("data").isEmpty()) {
      setting.put("spread", options.positive("spread", 1));
    }
    setting.put("minibatch", Rows.describe(engine.minibatch()));
    return setting;
  }

  private static List<Quantity> reference(LogisticData data, Run run) {
    Fit<GaussianPosterior> best =
        Svi.of(Family.fullRank(), Expectation.Quadrature.standard())
            .steps(OPTIMUM_STEPS)
            .fit(data.model(), data.table(), run);
    return best.posterior().summary().quantities();
  }
}
