package org.lethe.inference.hmc;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.lethe.core.posterior.DrawsPosterior;
import org.lethe.core.posterior.Verdict;

/** Whether draws of NUTS may be relied on, in words. */
final class SamplerVerdict {

  private static final double LEAST_EBFMI = 0.3;

  private SamplerVerdict() {}

  static Verdict of(DrawsPosterior draws, List<ChainStatistics> chains, Settings settings) {
    List<String> reasons = new ArrayList<>();
    int total = draws.chains() * draws.size();
    int diverged = chains.stream().mapToInt(ChainStatistics::divergences).sum();
    if (diverged > 0) {
      reasons.add(
          String.format(
              Locale.ROOT,
              "%d of %d trajectories diverged: the step size is too long for some region, which the"
                  + " draws may miss; raise the target acceptance above %s, or write the model in"
                  + " other coordinates, such as a non-centred form",
              diverged,
              total,
              settings.target()));
    }
    int reached = chains.stream().mapToInt(c -> c.reached(settings.maxDepth())).sum();
    if (reached > 0) {
      reasons.add(
          String.format(
              Locale.ROOT,
              "%d of %d trajectories were cut short at depth %d: the draws are valid and slow to"
                  + " move; allow a larger depth, or a dense mass matrix",
              reached,
              total,
              settings.maxDepth()));
    }
    for (int c = 0; c < chains.size(); c++) {
      double ebfmi = chains.get(c).ebfmi();
      if (ebfmi < LEAST_EBFMI) {
        reasons.add(
            String.format(
                Locale.ROOT,
                "E-BFMI of chain %d is %.2f, below %.1f: its draws may not reach the tails; write"
                    + " the model in other coordinates",
                c + 1,
                ebfmi,
                LEAST_EBFMI));
      }
    }
    return reasons.isEmpty() ? Verdict.trusted() : new Verdict(Verdict.Level.DOUBTFUL, reasons);
  }
}
