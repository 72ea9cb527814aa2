package org.lethe.core.posterior;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.lethe.core.data.Checks;

/**
 * Whether a result may be relied on, decided by the method that made it and without looking at a
 * retrain. A trusted verdict has no reasons; every other one says why.
 *
 * @param level the worst thing that was found
 * @param reasons one sentence each, in the order in which they were found
 */
public record Verdict(Level level, List<String> reasons) {

  /** From good to bad; {@link #and} keeps the later one. */
  public enum Level {
    /** Every diagnostic of the method passed. */
    TRUSTED,
    /** A posterior exists, but a diagnostic raised an alarm. */
    DOUBTFUL,
    /** The numbers are kept for inspection only. */
    UNUSABLE
  }

  /**
   * Copies the reasons; throws {@link IllegalArgumentException} where level and reasons contradict
   * each other.
   */
  public Verdict {
    reasons = List.copyOf(reasons);
    Checks.that(
        (level == Level.TRUSTED) == reasons.isEmpty(),
        "Verdict: reasons must be given exactly where the level is not TRUSTED, got %s with %d reasons",
        level,
        reasons.size());
  }

  /** Every diagnostic passed. */
  public static Verdict trusted() {
    return new Verdict(Level.TRUSTED, List.of());
  }

  /** A posterior that exists and is doubtful, for at least one reason. */
  public static Verdict doubtful(String... reasons) {
    return new Verdict(Level.DOUBTFUL, List.of(reasons));
  }

  /** A result that is kept for inspection only, for at least one reason. */
  public static Verdict unusable(String... reasons) {
    return new Verdict(Level.UNUSABLE, List.of(reasons));
  }

  /** Whether the level is {@link Level#TRUSTED}. */
  public boolean isTrusted() {
    return level == Level.TRUSTED;
  }

  /** The worse of the two levels, with the reasons of both, each once. */
  public Verdict and(Verdict other) {
    LinkedHashSet<String> both = new LinkedHashSet<>(reasons);
    both.addAll(other.reasons);
    Level worse = level.compareTo(other.level) >= 0 ? level : other.level;
    return new Verdict(worse, new ArrayList<>(both));
  }

  @Override
  public String toString() {
    return reasons.isEmpty() ? level.name() : level + ": " + String.join("; ", reasons);
  }
}
