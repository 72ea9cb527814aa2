package org.lethe.inference.hmc;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.lethe.core.posterior.DrawsPosterior;
import org.lethe.core.posterior.Mixing;
import org.lethe.core.posterior.Quantity;
import org.lethe.core.posterior.Verdict;

/** Whether draws of NUTS may be relied on, in words. */
final class SamplerVerdict {

  private static final double LARGEST_RHAT = 1.01;
  private static final double LEAST_ESS_A_CHAIN = 100;
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
    verdict.mixing();
    verdict.trajectories();
    return verdict.reasons.isEmpty()
        ? Verdict.trusted()
        : new Verdict(Verdict.Level.DOUBTFUL, verdict.reasons);
  }

  private void mixing() {
    List<Quantity> quantities = draws.summary().quantities();
    quantities.stream()
        .filter(q -> q.mixing().isEmpty())
        .findFirst()
        .ifPresent(q -> say("%s has draws that are not finite", q.name()));
    largest(quantities, Mixing::rHat)
        .filter(q -> !(mixing(q).rHat() <= LARGEST_RHAT))
        .ifPresent(
            q ->
                say(
                    "the chains have not mixed: R-hat of %s is %.3f, above %s; run a longer warm-up,"
                        + " and look for several modes",
                    q.name(), mixing(q).rHat(), LARGEST_RHAT));
    double least = LEAST_ESS_A_CHAIN * draws.chains();
    largest(quantities, m -> -Math.min(m.bulkEss(), m.tailEss()))
        .filter(q -> !(Math.min(mixing(q).bulkEss(), mixing(q).tailEss()) >= least))
        .ifPresent(
            q ->
                say(
                    "too few effective draws: %s has %.0f in the bulk and %.0f in the tails, of which"
                        + " %.0f are needed for %d chains; take more draws",
                    q.name(), mixing(q).bulkEss(), mixing(q).tailEss(), least, draws.chains()));
  }

  private static Optional<Quantity> largest(
      List<Quantity> quantities, ToDoubleFunction<Mixing> figure) {
    return quantities.stream()
        .filter(q -> q.mixing().isPresent())
        .max(Comparator.comparingDouble(q -> figure.applyAsDouble(mixing(q))));
  }

  private static Mixing mixing(Quantity q) {
    return q.mixing().orElseThrow();
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
    if (reached > 0) {
      say(
          "%d of %d trajectories were cut short at depth %d: the draws are valid and slow to move;"
              + " allow a larger depth, or a dense mass matrix",
          reached, total, settings.maxDepth());
    }
    for (int c = 0; c < chains.size(); c++) {
      double ebfmi = chains.get(c).ebfmi();
      if (ebfmi < LEAST_EBFMI) {
        say(
            "E-BFMI of chain %d is %.2f, below %s: its draws may not reach the tails; write the model"
                + " in other coordinates",
            c + 1, ebfmi, LEAST_EBFMI);
      }
    }
  }

  private void say(String format, Object... arguments) {
    reasons.add(String.format(Locale.ROOT, format, arguments));
  }
}
