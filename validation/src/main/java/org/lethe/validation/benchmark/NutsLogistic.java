package org.lethe.validation.benchmark;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.lethe.core.posterior.Mixing;
import org.lethe.core.posterior.Quantity;
import org.lethe.inference.hmc.ChainStatistics;
import org.lethe.inference.hmc.Nuts;
import org.lethe.inference.hmc.NutsResult;
import org.lethe.inference.run.Run;

/**
 * The job nuts-logistic: 10 000 rows of 20 columns, 4 chains, 500 iterations of warm-up and 500
 * draws each, diagonal mass, target 0.8. What counts is the bulk effective sample size a second,
 * the least over coordinates, with the warm-up in the time.
 */
final class NutsLogistic {
  private static final Nuts PUBLISHED = Nuts.of().chains(4).warmup(500).draws(500).target(0.8);

  private NutsLogistic() {}

  /** Runs it: a first fit of little, fits to warm up, and timed fits. */
  static BenchmarkResult run(JobOptions options, Run run) {
    Map<String, Object> given = new HashMap<>(Map.of("rows", 10_000, "columns", 20));
    given.putAll(options.given());
    LogisticData data = LogisticData.of(new JobOptions(given), run.seed());
    LogisticData small = data.small(run.seed());
    Nuts.of().chains(1).warmup(0).draws(4).sample(small.model(), small.table(), run);
    double startup = Stopwatch.sinceStart();
    NutsResult result = PUBLISHED.sample(data.model(), data.table(), run);
    Stopwatch time =
        WarmFits.of(options)
            .median(() -> Stopwatch.time(() -> PUBLISHED.sample(data.model(), data.table(), run)));
    double least = leastEss(result);
    return BenchmarkResult.of(
            "nuts-logistic",
            parameters(data, run),
            time,
            4L * 1000,
            startup,
            quality(result, least),
            run.device())
        .ess(least / time.wall());
  }

  private static double leastEss(NutsResult result) {
    return result.fit().posterior().summary().quantities().stream()
        .map(Quantity::mixing)
        .mapToDouble(mixing -> mixing.map(Mixing::bulkEss).orElse(Double.NaN))
        .min()
        .orElse(Double.NaN);
  }

  private static Map<String, Object> quality(NutsResult result, double least) {
    Map<String, Object> quality = new TreeMap<>();
    quality.put("leastBulkEss", least);
    quality.put(
        "largestRHat",
        result.fit().posterior().summary().quantities().stream()
            .mapToDouble(q -> q.mixing().map(Mixing::rHat).orElse(Double.NaN))
            .max()
            .orElse(Double.NaN));
    quality.put("divergences", result.divergences());
    quality.put("gradients", result.chains().stream().mapToLong(ChainStatistics::gradients).sum());
    return quality;
  }

  private static Map<String, Object> parameters(LogisticData data, Run run) {
    Map<String, Object> parameters = new TreeMap<>();
    parameters.put("rows", data.table().size());
    parameters.put("columns", data.columns());
    parameters.put("chains", 4);
    parameters.put("warmup", 500);
    parameters.put("draws", 500);
    parameters.put("mass", "diagonal");
    parameters.put("target", 0.8);
    parameters.put("seed", run.seed());
    return parameters;
  }
}
