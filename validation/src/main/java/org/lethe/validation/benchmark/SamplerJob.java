package org.lethe.validation.benchmark;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.lethe.core.data.Table;
import org.lethe.core.expr.Device;
import org.lethe.core.model.Model;
import org.lethe.core.posterior.Draws;
import org.lethe.core.posterior.DrawsPosterior;
import org.lethe.core.posterior.Fit;
import org.lethe.core.posterior.Quantity;
import org.lethe.inference.diagnostics.ZeroVariance;
import org.lethe.inference.run.Run;
import org.lethe.inference.sgmcmc.ChainStart;
import org.lethe.inference.sgmcmc.Sgmcmc;

/**
 * One chain of a sampler. The fit itself gives the quality; the speed is that of the same chain
 * gone on for about two seconds, after as long a warm-up. A search for the mode, the copying of
 * draws and their diagnostics are not in the time.
 *
 * @param name of the job
 * @param engine with one chain
 * @param model of the data
 * @param data the rows
 * @param warm for how long
 */
record SamplerJob(String name, Sgmcmc engine, Model model, Table data, WarmFits warm) {
  private static final int DRAWS = 1000;

  /**
   * So many draws, or four a parameter, evenly chosen, are corrected by gradients over all rows.
   */
  private static final int CORRECTED = 200;

  /** What the fit is compared with: mean and sd of each quantity. */
  interface Reference {
    List<Quantity> of(DrawsPosterior draws);
  }

  /**
   * Runs it.
   *
   * @param more parameters beside rows, seed and recipe
   * @param reference of the quality
   * @param fromReference whether to tell the quality of a chain that starts at the reference too,
   *     where parameters are the quantities
   */
  BenchmarkResult run(
      Run run,
      double startup,
      Map<String, Object> more,
      Reference reference,
      boolean fromReference) {
    ChainClock clock = new ChainClock();
    Fit<DrawsPosterior> fit = engine.fit(model, data, run.listen(clock));
    for (double spent = 0; spent < warm.seconds(); spent += clock.time().wall()) {
      clock = timed(run, clock);
    }
    clock = timed(run, clock);
    List<Quantity> exact = reference.of(fit.posterior());
    Map<String, Object> quality = new LinkedHashMap<>(quality(fit, exact, run.device()));
    if (fromReference) {
      double[] start = exact.stream().mapToDouble(Quantity::mean).toArray();
      quality.put(
          "fromReference",
          quality(engine.start(ChainStart.at(start)).fit(model, data, run), exact, run.device()));
    }
    Map<String, Object> parameters = new TreeMap<>(more);
    parameters.put("rows", data.size());
    parameters.put("seed", run.seed());
    parameters.put("recipe", engine.recipe().options());
    return BenchmarkResult.of(
        name, parameters, clock.time(), clock.steps(), startup, quality, run.device());
  }

  /** As many steps as take that long at the speed of the last measurement. */
  private ChainClock timed(Run run, ChainClock last) {
    double pace = last.steps() / last.time().wall();
    int steps = (int) Math.min(1e8, Math.max(DRAWS, warm.seconds() * pace));
    ChainClock clock = new ChainClock();
    engine
        .steps(steps)
        .burnIn(0)
        .thin(Math.max(1, steps / DRAWS))
        .fit(model, data, run.listen(clock));
    return clock;
  }

  /**
   * Root of the mean squared error of the means, in sds, without and with {@link ZeroVariance}, and
   * the mean ratio of sds.
   */
  private Map<String, Object> quality(
      Fit<DrawsPosterior> fit, List<Quantity> reference, Device device) {
    List<Quantity> found = fit.posterior().summary().quantities();
    double[] means = found.stream().mapToDouble(Quantity::mean).toArray();
    DrawsPosterior some = some(fit.posterior());
    double ratios = 0;
    double ess = Double.POSITIVE_INFINITY;
    for (int k = 0; k < found.size(); k++) {
      ratios += found.get(k).sd() / reference.get(k).sd() / found.size();
      ess = Math.min(ess, found.get(k).mixing().map(m -> m.bulkEss()).orElse(0.0));
    }
    Map<String, Object> quality = new LinkedHashMap<>();
    quality.put("rmsMeanErrorInSd", rmsError(means, reference));
    if (some.size() > 2 * model.dimension()) {
      double[] corrected =
          ZeroVariance.means(some, data, device).stream().mapToDouble(ZeroVariance::mean).toArray();
      quality.put("rmsZeroVarianceMeanErrorInSd", rmsError(corrected, reference));
    }
    quality.put("meanSdRatio", ratios);
    quality.put("smallestBulkEss", ess);
    quality.put("verdict", fit.verdict().toString());
    return quality;
  }

  private static double rmsError(double[] means, List<Quantity> reference) {
    double squares = 0;
    for (int k = 0; k < means.length; k++) {
      double error = (means[k] - reference.get(k).mean()) / reference.get(k).sd();
      squares += error * error / means.length;
    }
    return Math.sqrt(squares);
  }

  private static DrawsPosterior some(DrawsPosterior all) {
    int n = Math.min(Math.max(CORRECTED, 4 * all.model().dimension()), all.size());
    double[][] draws = new double[n][];
    Arrays.setAll(draws, i -> all.draw(0, (int) ((long) i * all.size() / n)));
    return Draws.of(all.model(), new double[][][] {draws});
  }
}
