package org.lethe.validation.certificate;

import java.util.ArrayList;
import java.util.List;
import org.lethe.core.posterior.Channel;
import org.lethe.core.posterior.Verdict;
import org.lethe.validation.certificate.Check.Outcome;
import org.lethe.validation.divergence.Yardsticks;

/** What a certificate does not show, in plain sentences. */
final class Limits {
  private static final double ROUNDING = 1e-12;

  private Limits() {}

  static List<String> of(Evidence e, List<Outcome> outcomes, boolean exact) {
    List<String> limits = new ArrayList<>();
    doubts(limits, e);
    powerless(limits, outcomes);
    if (!exact) {
      numbers(limits, e, outcomes);
    }
    for (Channel channel : e.forgotten().provenance().channels()) {
      if (channel.isOpen()) {
        limits.add("Open channel " + channel.name() + ": " + channel.detail() + ".");
      }
    }
    limits.add(
        "The original fit still holds the influence of the erased rows, wherever its file or a copy"
            + " of it is kept.");
    limits.add("Copies of the rows elsewhere, in files, backups or logs, are untouched.");
    identity(limits, e);
    limits.add(
        "The certificate's own digest reveals accidental and careless edits; it is no signature.");
    return limits;
  }

  private static void doubts(List<String> limits, Evidence e) {
    for (String reason : Usable.reasons(e, Verdict.Level.DOUBTFUL)) {
      limits.add("Doubtful: " + reason + ".");
    }
  }

  private static void powerless(List<String> limits, List<Outcome> outcomes) {
    for (Outcome outcome : outcomes) {
      if (outcome.isPowerless()) {
        limits.add(
            "The check of "
                + outcome.name()
                + " would have passed had nothing been forgotten; passing it shows little.");
      }
    }
  }

  private static void numbers(List<String> limits, Evidence e, List<Outcome> outcomes) {
    limits.add(
        "The reference is a retrain by the same approximation, not the exact posterior of the"
            + " remaining rows.");
    limits.add("Distances are averages over rows; a single row may keep more than the average.");
    boolean drawn = outcomes.stream().anyMatch(o -> !o.interval().isExact());
    if (drawn) {
      limits.add(
          "Some numbers come from draws, and nothing bounds a divergence from above from draws"
              + " alone: their intervals cover the noise, not what no draw has met.");
    }
    if (outcomes.stream().anyMatch(Limits::retrainsAgree)) {
      limits.add(
          "Two retrains agree to rounding, so the engine hardly depends on its seed; that yardstick"
              + " then says nothing of how well the approximation fits.");
    }
    if (e.secondRetrain().isEmpty()) {
      limits.add("One retrain only: how far two retrains lie apart was not measured.");
    }
  }

  private static boolean retrainsAgree(Outcome outcome) {
    return outcome
        .yardsticks()
        .flatMap(Yardsticks::retrainToRetrain)
        .filter(between -> Math.abs(between.value()) < ROUNDING)
        .isPresent();
  }

  private static void identity(List<String> limits, Evidence e) {
    boolean keyed = !e.forgotten().provenance().keyedIds().isEmpty();
    limits.add(
        keyed
            ? "Row ids are written as keyed hashes: whoever holds the key can confirm that a row was"
                + " forgotten, nobody else."
            : "No row ids are written, not even hashed: the certificate alone does not tell which"
                + " rows were forgotten.");
    limits.add(
        "The digests of the data before and after differ by an unkeyed hash of the erased rows:"
            + " whoever guesses a row with its id and all its values can confirm the guess.");
  }
}
