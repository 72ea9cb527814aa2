package org.lethe.inference.sgmcmc;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** What {@link Widening} says. */
final class WideningWords {
  /** Excess of the variance where the widening in sd is just noticeable. */
  private static final double NOTICEABLE =
      (1 + Widening.NOTICEABLE) * (1 + Widening.NOTICEABLE) - 1;

  private WideningWords() {}

  /** Of the noise alone, where its worst excess is noticeable. */
  static Optional<String> ofNoise(double[] excess) {
    double worst =
        Arrays.stream(excess).boxed().max(Comparator.comparingDouble(Math::abs)).orElse(0.0);
    double widening = Widening.inSd(worst);
    return Math.abs(widening) > Widening.NOTICEABLE
        ? Optional.of(
            words(
                "the noise of the minibatch gradient %s the posterior by about %.0f %% in sd; take"
                    + " smaller steps, larger minibatches or control variates",
                widening > 0 ? "widens" : "is overcompensated and narrows",
                100 * Math.abs(widening)))
        : Optional.empty();
  }

  /** Of the steps alone; of their friction where they narrow. */
  static String ofSteps(double excess) {
    if (excess < 0) {
      return words(
          "the friction of the steps narrows the posterior by about %.0f %% in sd; take less"
              + " friction, or smaller steps",
          -100 * Widening.inSd(excess));
    }
    return words(
        "the steps are too long for the curvature of the energy: where the posterior is narrowest"
            + " they widen it by a factor of about %.3g in sd or more; take steps about %.1g times"
            + " as long, or shorter",
        1 + Widening.inSd(excess), NOTICEABLE / (1 + NOTICEABLE) * (1 + excess) / excess);
  }

  /** Of noise and steps, where it is not sure which of them it is. */
  static String ofBoth(double excess) {
    return words(
        "the noise of the minibatch gradient and the length of the steps together widen the"
            + " posterior by a factor of about %.3g in sd or more, and which of them does is not"
            + " sure; take smaller steps, and larger minibatches or control variates",
        1 + Widening.inSd(excess));
  }

  private static String words(String format, Object... arguments) {
    return String.format(Locale.ROOT, format, arguments);
  }
}
