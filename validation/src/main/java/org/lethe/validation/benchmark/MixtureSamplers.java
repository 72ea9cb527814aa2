package org.lethe.validation.benchmark;

import java.util.Map;
import org.lethe.inference.run.Run;
import org.lethe.inference.run.StepSize;
import org.lethe.inference.sgmcmc.ChainStart;
import org.lethe.inference.sgmcmc.Sghmc;
import org.lethe.inference.sgmcmc.Sgld;
import org.lethe.inference.sgmcmc.Sgmcmc;

/**
 * The jobs sgld-gmm (η = 1.5e−5) and sghmc-gmm (η = 1.6e−6, α = 0.1) on {@link MixtureData}: 10 000
 * steps on 64 rows drawn with replacement, the first fifth without draws. The reference goes on
 * where the chain ended.
 */
final class MixtureSamplers {

  private MixtureSamplers() {}

  static BenchmarkResult sgld(JobOptions options, Run run) {
    return run("sgld-gmm", Sgld.of(StepSize.constant(1.5e-5)), options, run);
  }

  static BenchmarkResult sghmc(JobOptions options, Run run) {
    return run("sghmc-gmm", Sghmc.of(StepSize.constant(1.6e-6), 0.1), options, run);
  }

  private static BenchmarkResult run(String name, Sgmcmc how, JobOptions options, Run run) {
    MixtureData data = MixtureData.of(options, run.seed());
    Sgmcmc engine =
        how.chains(1)
            .steps(options.count("steps", 10_000))
            .batch(options.count("batch", 64))
            .thin(8)
            .start(ChainStart.at(data.centres()));
    engine.steps(16).burnIn(0).fit(data.model(), data.table(), run);
    double startup = Stopwatch.sinceStart();
    Map<String, Object> more =
        Map.of("components", MixtureData.COMPONENTS, "minibatch", "with replacement");
    return new SamplerJob(name, engine, data.model(), data.table(), WarmFits.of(options))
        .run(run, startup, more, draws -> data.reference(ChainStart.last(draws), run), false);
  }
}
