package org.lethe.validation.certificate;

import java.util.List;
import java.util.Optional;
import org.lethe.core.data.Checks;
import org.lethe.validation.divergence.Estimate;
import org.lethe.validation.divergence.Interval;
import org.lethe.validation.divergence.Yardsticks;

/** A question to the evidence, answered by numbers that are held against a threshold. */
public interface Check {

  /**
   * Answers; one outcome for each set of rows that the question is about.
   *
   * @throws IllegalArgumentException if the evidence lacks what the check needs
   */
  List<Outcome> run(Evidence evidence);

  /**
   * The averaged predictive KL(retrained ‖ forgotten) is at most eps, in nats, on the edited rows
   * and, apart from them, on the remaining rows.
   */
  static Check predictiveKlAtMost(double eps) {
    return new PredictiveKlCheck(Checks.positiveFinite("Check.predictiveKlAtMost", "eps", eps));
  }

  /** The posterior KL(forgotten ‖ retrained) is at most eps, in nats. */
  static Check posteriorKlAtMost(double eps) {
    return new PosteriorKlCheck(Checks.positiveFinite("Check.posteriorKlAtMost", "eps", eps));
  }

  /**
   * The advantage of a membership attack, 2·AUC − 1, on the erased rows against held-out ones lies
   * within ±eps. Needs {@link Evidence#heldOut}.
   *
   * @param eps in (0, 1]
   */
  static Check attackAdvantageAtMost(double eps) {
    Checks.that(
        eps > 0 && eps <= 1, "Check.attackAdvantageAtMost: eps must be in (0, 1], got %s", eps);
    return new AttackCheck(eps);
  }

  /**
   * One number held against its threshold.
   *
   * @param name what was asked, of which rows
   * @param statistic the answer
   * @param interval where it may lie; its upper end decides, for an attack both ends
   * @param threshold what it must not exceed
   * @param pass whether it does not
   * @param yardsticks the same number for doing nothing and between two retrains
   * @param detail how it was found, or what is wrong
   */
  record Outcome(
      String name,
      double statistic,
      Interval interval,
      double threshold,
      boolean pass,
      Optional<Yardsticks> yardsticks,
      String detail) {

    /** Passes where the upper end of the interval is at most the threshold. */
    static Outcome atMost(String name, Estimate estimate, double threshold, Yardsticks yardsticks) {
      return new Outcome(
          name,
          estimate.value(),
          estimate.interval(),
          threshold,
          estimate.isAtMost(threshold),
          Optional.of(yardsticks),
          estimate.how());
    }

    /** Passes where both ends of the interval are within ± the threshold. */
    static Outcome within(
        String name, Estimate estimate, double threshold, Yardsticks yardsticks, String also) {
      return new Outcome(
          name,
          estimate.value(),
          estimate.interval(),
          threshold,
          estimate.isAtMost(threshold) && estimate.interval().low() >= -threshold,
          Optional.of(yardsticks),
          estimate.how() + "; " + also);
    }

    /** A count of what is wrong, which must be zero. */
    static Outcome faults(String name, List<String> faults, String otherwise) {
      return new Outcome(
          name,
          faults.size(),
          Interval.exactly(faults.size()),
          0,
          faults.isEmpty(),
          Optional.empty(),
          faults.isEmpty() ? otherwise : String.join("; ", faults));
    }

    /** Whether doing nothing would have passed as well, so that passing shows little. */
    public boolean isPowerless() {
      return pass && yardsticks.filter(y -> y.doNothing().isAtMost(threshold)).isPresent();
    }
  }
}
