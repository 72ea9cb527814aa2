package org.lethe.validation.divergence;

import java.util.Optional;

/**
 * What a distance is measured against, computed on the same rows in the same run: without these two
 * a small number has no meaning.
 *
 * @param doNothing the distance of the original fit, which forgot nothing, from the retrain
 * @param retrainToRetrain the distance of a second retrain under another seed from the first: no
 *     method can be asked to come closer than this
 */
public record Yardsticks(Estimate doNothing, Optional<Estimate> retrainToRetrain) {

  /** Only the do-nothing yardstick. */
  public static Yardsticks of(Estimate doNothing) {
    return new Yardsticks(doNothing, Optional.empty());
  }

  /** Both yardsticks. */
  public static Yardsticks of(Estimate doNothing, Estimate retrainToRetrain) {
    return new Yardsticks(doNothing, Optional.of(retrainToRetrain));
  }
}
