package org.lethe.inference.diagnostics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.lethe.core.posterior.Chains;
import org.lethe.core.posterior.DrawsPosterior;
import org.lethe.core.posterior.Mixing;
import org.lethe.core.posterior.Quantity;

/**
 * Whether chains agree and are long enough, by the rules of Vehtari et al. (2021): R̂ at most 1.01,
 * and effective draws, in the bulk and in the tails, at least 100 for each chain. Samplers have
 * their draws relabelled before, so that the order of exchangeable components does not count.
 */
public final class MixingCheck {

  private static final double LARGEST_RHAT = 1.01;
  private static final double LEAST_ESS_A_CHAIN = 100;

  /** Of more parameters than this, so many evenly spaced ones stand for all. */
  private static final int MANY = 1000;

  private MixingCheck() {}

  /**
   * Reasons for doubt, one sentence each, of the quantity that is worst; none where all is well.
   */
  public static List<String> doubts(DrawsPosterior draws) {
    List<Quantity> quantities =
        draws.model().dimension() > MANY ? some(draws) : draws.summary().quantities();
    List<String> reasons = new ArrayList<>();
    quantities.stream()
        .filter(q -> q.mixing().isEmpty())
        .findFirst()
        .ifPresent(
            q ->
                reasons.add(
                    draws.size() < 4
                        ? "too few draws to tell whether the chains have mixed"
                        : q.name() + " has draws that are not finite"));
    largest(quantities, Mixing::rHat)
        .filter(q -> !(mixing(q).rHat() <= LARGEST_RHAT))
        .ifPresent(
            q ->
                reasons.add(
                    words(
                        "the chains have not mixed: R-hat of %s is %.3f, above %s; %s",
                        q.name(), mixing(q).rHat(), LARGEST_RHAT, remedy(draws))));
    double least = LEAST_ESS_A_CHAIN * draws.chains();
    largest(quantities, m -> -Math.min(m.bulkEss(), m.tailEss()))
        .filter(q -> !(Math.min(mixing(q).bulkEss(), mixing(q).tailEss()) >= least))
        .ifPresent(
            q ->
                reasons.add(
                    words(
                        "too few effective draws: %s has %.0f in the bulk and %.0f in the tails, of"
                            + " which %.0f are needed for %d chains; take more draws",
                        q.name(),
                        mixing(q).bulkEss(),
                        mixing(q).tailEss(),
                        least,
                        draws.chains())));
    return reasons;
  }

  private static String remedy(DrawsPosterior draws) {
    return draws.relabelled() == draws
        ? "run a longer warm-up, and look for several modes"
        : "they hold exchangeable components in different orders: take relabelled() draws";
  }

  private static List<Quantity> some(DrawsPosterior draws) {
    List<Quantity> some = new ArrayList<>();
    for (int k = 0; k < MANY; k++) {
      int i = (int) ((long) k * draws.model().dimension() / MANY);
      some.add(parameter(draws, i));
    }
    return some;
  }

  private static Quantity parameter(DrawsPosterior draws, int i) {
    double[][] x = new double[draws.chains()][draws.size()];
    for (int c = 0; c < x.length; c++) {
      for (int t = 0; t < x[c].length; t++) {
        x[c][t] = draws.draw(c, t)[i];
      }
    }
    double[] all = Arrays.stream(x).flatMapToDouble(Arrays::stream).toArray();
    Quantity q = Quantity.ofDraws("parameter " + i, all);
    Optional<Mixing> mixing =
        draws.size() < 4 ? Optional.empty() : Optional.of(Mixing.of(Chains.of(x)));
    return new Quantity(q.name(), q.mean(), q.sd(), q.q5(), q.median(), q.q95(), mixing);
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

  private static String words(String format, Object... arguments) {
    return String.format(Locale.ROOT, format, arguments);
  }
}
