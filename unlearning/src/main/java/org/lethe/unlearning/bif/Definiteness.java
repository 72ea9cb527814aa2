package org.lethe.unlearning.bif;

import java.util.Arrays;
import org.lethe.inference.run.NumericalException;
import org.lethe.unlearning.Lanczos;

/**
 * Whether a curvature that is known by its products is positive definite, found by {@link Lanczos}
 * from a random start: a solver that looks along the right-hand side alone stops at a saddle and
 * does not see it.
 *
 * <p>With chance 1 − 1.648 √d e^(−(2k − 1)√ε) the smallest and the largest Ritz value of k products
 * are within ε(λ_max − λ_min) of the eigenvalues (Kuczyński and Woźniakowski 1992, theorem 4.2; the
 * process does not change under shifts). No more products are taken once this bound is above 0 with
 * all but {@value #MISSED} of chance, or the space is exhausted.
 */
final class Definiteness {

  /** Products at most. */
  static final int MOST = 100;

  /** Products between two looks at the Ritz values. */
  private static final int LOOK = 8;

  private static final double MISSED = 1e-8;

  private Definiteness() {}

  /**
   * Returns where H is positive definite, as far as the products tell.
   *
   * @throws IndefiniteCurvatureException with the smallest Ritz value where that is not positive,
   *     after all products: up to {@value #MOST} coordinates it is the smallest eigenvalue, which
   *     the least damping has to make up for
   * @throws NumericalException when a product is not finite
   */
  static void require(Curvature h) {
    int d = h.dimension();
    Lanczos process = Lanczos.of(d, v -> finite(h.times(v)));
    while (true) {
      process.advance();
      boolean last = process.isComplete() || process.products() == MOST;
      if (last || process.products() % LOOK == 0) {
        double[] ritz = process.ritz();
        double smallest = Arrays.stream(ritz).min().orElseThrow();
        if (!(smallest > 0)) {
          if (last) {
            throw new IndefiniteCurvatureException(smallest);
          }
          continue;
        }
        double spread = Arrays.stream(ritz).max().orElseThrow() - smallest;
        double error = error(d, process.products());
        if (last || error < .5 && smallest > error / (1 - 2 * error) * spread) {
          return;
        }
      }
    }
  }

  /** ε, as a fraction of λ_max − λ_min, which for two such ends is at most spread/(1 − 2ε). */
  private static double error(int d, int products) {
    double root = Math.log(1.648 * Math.sqrt(d) / MISSED) / (2.0 * products - 1);
    return root * root;
  }

  private static double[] finite(double[] product) {
    double length = Vectors.norm(product);
    if (!Double.isFinite(length)) {
      throw new NumericalException("Bif: the Hessian must be finite, got a product of " + length);
    }
    return product;
  }
}
