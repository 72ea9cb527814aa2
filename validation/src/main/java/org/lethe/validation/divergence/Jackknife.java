package org.lethe.validation.divergence;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;

/**
 * A number computed from groups of draws that are independent and alike, with the bias of the order
 * of one over their number taken away, and Student's interval (Tukey 1958).
 */
final class Jackknife {
  static final int GROUPS = 20;

  private Jackknife() {}

  /**
   * The estimate from what the number is without each of the groups.
   *
   * @param without the number from all groups but the given one; from all of them at {@link
   *     #GROUPS}
   */
  static Estimate of(IntToDoubleFunction without, String how) {
    double whole = without.applyAsDouble(GROUPS);
    if (Double.isInfinite(whole)) {
      return Estimate.exact(whole, how);
    }
    double[] pseudo = new double[GROUPS];
    Arrays.setAll(pseudo, g -> GROUPS * whole - (GROUPS - 1) * without.applyAsDouble(g));
    return Estimate.mean(pseudo, how);
  }
}
