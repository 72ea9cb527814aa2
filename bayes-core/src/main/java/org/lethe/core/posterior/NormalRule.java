package org.lethe.core.posterior;

import java.util.Arrays;

/**
 * Nodes and weights for E[f(z)], z ~ N(0, 1): the trapezoidal rule over [−10, 10], in stages. Stage
 * 0 is the rule of 65 nodes; stage s ≥ 1 is the midpoints between the nodes of all stages before, a
 * rule by itself, and half its sum and half of theirs make the rule of half the step.
 *
 * <p>For integrands that are analytic in a strip of half-width a about the real line the rule of
 * step h errs by about 2 exp(−2πa/h) (Trefethen and Weideman 2014, The exponentially convergent
 * trapezoidal rule, SIAM Review 56), and for a Gaussian density of width w in z by 2
 * exp(−2π²w²/h²): by E cos φ, where φ = 2πc/h tells how the nodes lie about its centre c, and the
 * midpoints by −E cos φ. Half their sum, the rule of half the step, errs by E' cos 2φ, E' ≤ E²/2.
 * Where rule and midpoints agree, E is small or cos φ is, by chance; then cos 2φ ≈ −1 and the next
 * two disagree by 2E'. If two stages running agree up to δ, then E' ≤ δ in either case (E' if |cos
 * 2φ| ≥ 1/2, and otherwise |cos φ| ≥ 1/2 and E ≤ δ), and what is left is at most δ²/2. A logistic
 * response whose predictor has standard deviation s has a = π/s; Gauss–Hermite points lie apart
 * where they are many, and 32 of them are off by 0.04 at s = 20.
 *
 * @param nodes in order
 * @param weights summing to one
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record NormalRule(double[] nodes, double[] weights) {
  /** The last stage: with it the step is 20/16384, and w may be 10⁻³. */
  static final int LAST = 8;

  private static final double REACH = 10;
  private static final int STEPS = 64;

  static NormalRule stage(int stage) {
    int count = stage == 0 ? STEPS + 1 : STEPS << (stage - 1);
    double first = stage == 0 ? 0 : 0.5;
    double[] nodes = new double[count];
    Arrays.setAll(nodes, i -> REACH * (2 * (i + first) / (count - (stage == 0 ? 1 : 0)) - 1));
    double[] weights = Arrays.stream(nodes).map(z -> Math.exp(-z * z / 2)).toArray();
    double sum = Arrays.stream(weights).sum();
    return new NormalRule(nodes, Arrays.stream(weights).map(w -> w / sum).toArray());
  }
}
