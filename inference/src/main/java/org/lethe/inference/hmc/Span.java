package org.lethe.inference.hmc;

/**
 * A stretch of a trajectory: momenta and velocities at its two ends, the sum ρ of its momenta, the
 * log of its total weight Σ e^(H₀ − H), and the one of its points that was drawn from it. Joining
 * swaps references and copies nothing.
 */
final class Span {

  /** Momentum and velocity at an end. */
  private static final class End {
    private final double[] p;
    private final double[] velocity;

    private End(int d) {
      p = new double[d];
      velocity = new double[d];
    }

    private void set(PhasePoint at) {
      System.arraycopy(at.p, 0, p, 0, p.length);
      System.arraycopy(at.velocity, 0, velocity, 0, p.length);
    }
  }

  private final double[] rho;
  private End first;
  private End last;
  private PhasePoint drawn;
  private double logWeight;

  Span(int d) {
    rho = new double[d];
    first = new End(d);
    last = new End(d);
    drawn = new PhasePoint(d);
  }

  PhasePoint drawn() {
    return drawn;
  }

  double logWeight() {
    return logWeight;
  }

  /** The stretch of one point. */
  void set(PhasePoint at, double log) {
    System.arraycopy(at.p, 0, rho, 0, rho.length);
    first.set(at);
    last.set(at);
    drawn.copy(at);
    logWeight = log;
  }

  /** The same stretch, run through the other way. */
  void reverse() {
    End was = first;
    first = last;
    last = was;
  }

  /** Draws the other stretch's point in place of this one's. */
  void redraw(Span other) {
    PhasePoint was = drawn;
    drawn = other.drawn;
    other.drawn = was;
  }

  /**
   * Whether this stretch and the one that follows it make no U-turn together: the velocities at
   * both ends point along ρ (Betancourt 2017, appendix A.4.2), and the same holds from each stretch
   * to the nearest point of the other, which symmetric trajectories need (Stan 2.21).
   */
  boolean goesOnInto(Span next) {
    double[] v1 = first.velocity;
    double[] v2 = last.velocity;
    double[] v3 = next.first.velocity;
    double[] v4 = next.last.velocity;
    double outerFirst = 0;
    double outerLast = 0;
    double leftFirst = 0;
    double leftLast = 0;
    double rightFirst = 0;
    double rightLast = 0;
    for (int i = 0; i < rho.length; i++) {
      double whole = rho[i] + next.rho[i];
      outerFirst += v1[i] * whole;
      outerLast += v4[i] * whole;
      double left = rho[i] + next.first.p[i];
      leftFirst += v1[i] * left;
      leftLast += v3[i] * left;
      double right = last.p[i] + next.rho[i];
      rightFirst += v2[i] * right;
      rightLast += v4[i] * right;
    }
    return outerFirst > 0
        && outerLast > 0
        && leftFirst > 0
        && leftLast > 0
        && rightFirst > 0
        && rightLast > 0;
  }

  /** Makes this stretch the two together; the other one is spent. */
  void append(Span next) {
    for (int i = 0; i < rho.length; i++) {
      rho[i] += next.rho[i];
    }
    End was = last;
    last = next.last;
    next.last = was;
    double larger = Math.max(logWeight, next.logWeight);
    double smaller = Math.min(logWeight, next.logWeight);
    logWeight =
        smaller == Double.NEGATIVE_INFINITY
            ? larger
            : larger + Math.log1p(Math.exp(smaller - larger));
  }
}
