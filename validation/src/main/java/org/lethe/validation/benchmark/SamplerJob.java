package org.lethe.validation.benchmark;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.lethe.core.data.Table;
import org.lethe.core.model.Model;
import org.lethe.core.posterior.DrawsPosterior;
import org.lethe.core.posterior.Fit;
import org.lethe.core.posterior.Quantity;
import org.lethe.inference.run.Run;
import org.lethe.inference.sgmcmc.Sgmcmc;

/**
 * One chain of a sampler, timed warm: the fit is repeated until its steps have taken a while, first
 * unmeasured and then measured. A search for the mode, the copying of draws and their diagnostics
 * are not in the time.
 *
 * @param name of the job
 * @param engine with one chain
 * @param model of the data
 * @param data the rows
 */
record SamplerJob(String name, Sgmcmc engine, Model model, Table data) {
  private static final double WARM_SECONDS = 0.5;

  /** What the fit is compared with: mean and sd of each quantity. */
  interface Reference {
    List<Quantity> of(DrawsPosterior draws);
  }

  BenchmarkResult run(Run run, double startup, Map<String, Object> more, Reference reference) {
    measured(run);
    ChainClock clock = new ChainClock();
    Fit<DrawsPosterior> fit = measured(run, clock);
    Map<String, Object> parameters = new TreeMap<>(more);
    parameters.put("rows", data.size());
    parameters.put("seed", run.seed());
    parameters.put("recipe", engine.recipe().options());
    return BenchmarkResult.of(
        name,
        parameters,
        clock.time(),
        clock.steps(),
        startup,
        quality(fit, reference.of(fit.posterior())),
        run.device());
  }

  private void measured(Run run) {
    measured(run, new ChainClock());
  }

  private Fit<DrawsPosterior> measured(Run run, ChainClock clock) {
    Fit<DrawsPosterior> fit = engine.fit(model, data, run.listen(clock));
    while (clock.time().wall() < WARM_SECONDS) {
      fit = engine.fit(model, data, run.listen(clock));
    }
    return fit;
  }

  /** Root of the mean squared error of the means, in sds, and the mean ratio of sds. */
  private static Map<String, Object> quality(Fit<DrawsPosterior> fit, List<Quantity> reference) {
    List<Quantity> found = fit.posterior().summary().quantities();
    double squares = 0;
    double ratios = 0;
    double ess = Double.POSITIVE_INFINITY;
    for (int k = 0; k < found.size(); k++) {
      Quantity exact = reference.get(k);
      double error = (found.get(k).mean() - exact.mean()) / exact.sd();
      squares += error * error / found.size();
      ratios += found.get(k).sd() / exact.sd() / found.size();
      ess = Math.min(ess, found.get(k).mixing().map(m -> m.bulkEss()).orElse(0.0));
    }
    Map<String, Object> quality = new LinkedHashMap<>();
    quality.put("rmsMeanErrorInSd", Math.sqrt(squares));
    quality.put("meanSdRatio", ratios);
    quality.put("smallestBulkEss", ess);
    quality.put("verdict", fit.verdict().toString());
    return quality;
  }
}
