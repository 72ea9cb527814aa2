package org.lethe.inference.hmc;

/**
 * A place q and a momentum p, with what is known there. Mutable, and moved in place: the leapfrog
 * integrator allocates nothing.
 */
final class PhasePoint {

  final double[] q;
  final double[] p;

  /** M⁻¹p. */
  final double[] velocity;

  /** ∇U(q). */
  final double[] gradient;

  /** U(q). */
  double potential;

  PhasePoint(int d) {
    q = new double[d];
    p = new double[d];
    velocity = new double[d];
    gradient = new double[d];
  }

  /** H = U(q) + ½ pᵀM⁻¹p; +∞ where there is no density. */
  double energy() {
    double twice = 0;
    for (int i = 0; i < p.length; i++) {
      twice += p[i] * velocity[i];
    }
    double h = potential + twice / 2;
    return Double.isFinite(h) ? h : Double.POSITIVE_INFINITY;
  }

  void copy(PhasePoint other) {
    int d = q.length;
    System.arraycopy(other.q, 0, q, 0, d);
    System.arraycopy(other.p, 0, p, 0, d);
    System.arraycopy(other.velocity, 0, velocity, 0, d);
    System.arraycopy(other.gradient, 0, gradient, 0, d);
    potential = other.potential;
  }

  /** Hands over the place and what is known there; a momentum is drawn anew. */
  void exchange(ChainState state) {
    state.numbers(q);
    state.numbers(gradient);
    potential = state.number(potential);
  }

  /** Takes a place, and U and ∇U there. */
  void moveTo(double[] place, Potential target) {
    System.arraycopy(place, 0, q, 0, q.length);
    evaluate(target);
  }

  /** Computes U and ∇U at q. */
  void evaluate(Potential target) {
    potential = target.at(q, gradient);
  }

  /**
   * One leapfrog step of length ε: half a kick, a drift, half a kick. It keeps volume, is undone by
   * a step of −ε, and misses H by O(ε²).
   */
  void leapfrog(Potential target, Metric metric, double epsilon) {
    depart(metric, epsilon);
    evaluate(target);
    arrive(metric, epsilon);
  }

  /** The part of a step before U and ∇U at the new place are known. */
  void depart(Metric metric, double epsilon) {
    kick(epsilon / 2);
    metric.velocity(p, velocity);
    for (int i = 0; i < q.length; i++) {
      q[i] += epsilon * velocity[i];
    }
  }

  /** The part of a step after they are known. */
  void arrive(Metric metric, double epsilon) {
    kick(epsilon / 2);
    metric.velocity(p, velocity);
  }

  private void kick(double epsilon) {
    for (int i = 0; i < p.length; i++) {
      p[i] -= epsilon * gradient[i];
    }
  }
}
