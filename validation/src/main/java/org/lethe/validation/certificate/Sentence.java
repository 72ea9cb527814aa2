package org.lethe.validation.certificate;

import java.util.Locale;
import org.lethe.validation.divergence.Estimate;

/** Numbers as they stand in sentences. */
final class Sentence {
  private Sentence() {}

  /** Value and interval, three significant digits. */
  static String number(Estimate estimate) {
    return String.format(
        Locale.ROOT,
        "%.3g [%.3g, %.3g]",
        estimate.value(),
        estimate.interval().low(),
        estimate.interval().high());
  }
}
