package org.lethe.inference.hmc;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.lethe.core.posterior.DrawsPosterior;
import org.lethe.core.posterior.Verdict;
import org.lethe.inference.diagnostics.CoincidentCentres;
import org.lethe.inference.diagnostics.MixingCheck;

/** Whether draws of NUTS may be relied on, in words. */
final class SamplerVerdict {

  private static final double LEAST_EBFMI = 0.3;

  private final DrawsPosterior draws;
  private final List<ChainStatistics> chains;
  private final Settings settings;
  private final List<String> reasons = new ArrayList<>();

  private SamplerVerdict(DrawsPosterior draws, List<ChainStatistics> chains, Settings settings) {
    this.draws = draws;
    this.chains = chains;
    this.settings = settings;
  }

  static Verdict of(DrawsPosterior draws, List<ChainStatistics> chains, Settings settings) {
    SamplerVerdict verdict = new SamplerVerdict(draws, chains, settings);
    verdict.reasons.addAll(MixingCheck.doubts(draws));
    verdict.reasons.addAll(CoincidentCentres.verdict(draws).reasons());
    verdict.trajectories();
    return verdict.reasons.isEmpty()
        ? Verdict.trusted()
        : new Verdict(Verdict.Level.DOUBTFUL, verdict.reasons);
  }

  private void trajectories() {
    int total = draws.chains() * draws.size();
    int diverged = chains.stream().mapToInt(ChainStatistics::divergences).sum();
    if (diverged > 0) {
      say(
          "%d of %d trajectories diverged: the step size is too long for some region, which the"
              + " draws may miss; raise the target acceptance above %s, or write the model in other"
              + " coordinates, such as a non-centred form",
          diverged, total, settings.target());
    }
    int reached = chains.stream().mapToInt(c -> c.reached(settings.maxDepth())).sum();
    if (reached > 0 && settings.time().isPresent()) {
      say(
          "%d of %d trajectories were cut short at %d steps; ask for a shorter time, or a dense"
              + " mass matrix",
          reached, total, 1 << settings.maxDepth());
    } else if (reached > 0) {
      say(
          "%d of %d trajectories were cut short at depth %d: the draws are valid and slow to move;"
              + " allow a larger depth, or a dense mass matrix",
          reached, total, settings.maxDepth());
    }
    for (int c = 0; c < chains.size(); c++) {
      double ebfmi = chains.get(c).ebfmi();
      if (ebfmi < LEAST_EBFMI) {
        say(
            "E-BFMI of chain %d is %.2f, below %s: its draws may not reach the tails; write the"
                + " model in other coordinates",
            c + 1, ebfmi, LEAST_EBFMI);
      }
    }
  }

  private void say(String format, Object... arguments) {
    reasons.add(String.format(Locale.ROOT, format, arguments));
  }
}
