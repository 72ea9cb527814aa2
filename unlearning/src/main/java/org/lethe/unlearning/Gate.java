package org.lethe.unlearning;

import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.commons.math3.distribution.ChiSquaredDistribution;
import org.lethe.core.data.Checks;
import org.lethe.core.expr.Expr;
import org.lethe.core.posterior.FlowMode;
import org.lethe.core.posterior.FlowPosterior;
import org.lethe.core.posterior.NoModeException;
import org.lethe.core.posterior.VariationalPosterior;
import org.lethe.core.posterior.Verdict;
import org.lethe.inference.run.NumericalException;

/**
 * Where the likelihood of forgotten rows counts: the adjusted likelihood of Nguyen, Low and Jaillet
 * (2020). A posterior q(θ | D) is known well only near its mode, so p(D_e | θ)^g(θ) takes the place
 * of p(D_e | θ), with g = 1 where q(θ | D) &gt; λ max q and g = 0 elsewhere. λ = 0 adjusts nothing,
 * λ = 1 forgets nothing under the hard gate and, as it is never shut, a little under the smooth
 * one.
 *
 * <p>The pathwise gradient of an expectation does not see the edge of the hard gate, so EUBO under
 * it does not minimise the stated objective. The smooth gate g = sigmoid((log q − log max q − log
 * λ)/τ), τ = ½, has no edge. A gated optimum moves when a constant is added to the log-likelihood,
 * for instance when a response changes its unit.
 */
public sealed interface Gate {

  /** The τ of the smooth gate, in nats. */
  double TEMPERATURE = 0.5;

  /**
   * By the density.
   *
   * @param lambda λ in [0, 1]
   * @param smooth whether the edge is smooth
   */
  record Threshold(double lambda, boolean smooth) implements Gate {
    public Threshold {
      Checks.inRange("Gate", "lambda", lambda, 0, 1);
    }

    @Override
    public double logLambda(int dimension) {
      return Math.log(lambda);
    }

    @Override
    public Expr logHeight(VariationalPosterior q, Expr theta) {
      double top = search(q).map(FlowMode::logDensity).orElseGet(q::logMode);
      return q.logDensity(theta).minus(top);
    }

    @Override
    public Optional<FlowMode> search(VariationalPosterior q) {
      try {
        return lambda > 0 && q instanceof FlowPosterior flow
            ? Optional.of(flow.mode())
            : Optional.empty();
      } catch (NoModeException e) {
        throw new NumericalException(e.getMessage() + ", or forget by the mass or without a gate");
      }
    }

    /** As it was given; exp log 0.1 is not 0.1. */
    @Override
    public double lambda(int dimension) {
      return lambda;
    }

    @Override
    public Map<String, Object> options() {
      return Map.of("kind", "threshold", "lambda", lambda, "smooth", smooth);
    }
  }

  /**
   * By the mass ρ that q(θ | D) has where the gate is open: λ = exp(−½ χ²_{d,ρ}) for a Gaussian,
   * which means the same in any dimension d. A flow is gated by the normal that it bends, with
   * exp(−½|ε|²) in place of q/max q, so that the mass is ρ there too.
   *
   * @param rho ρ in (0, 1]; 1 adjusts nothing
   * @param smooth whether the edge is smooth
   */
  record Mass(double rho, boolean smooth) implements Gate {
    public Mass {
      Checks.that(rho > 0 && rho <= 1, "Gate: mass rho must be above 0 and at most 1, got %s", rho);
    }

    @Override
    public double logLambda(int dimension) {
      return rho == 1
          ? Double.NEGATIVE_INFINITY
          : -0.5 * new ChiSquaredDistribution(dimension).inverseCumulativeProbability(rho);
    }

    @Override
    public Expr logHeight(VariationalPosterior q, Expr theta) {
      return q.squaredRadius(theta).times(-0.5);
    }

    @Override
    public Map<String, Object> options() {
      return Map.of("kind", "mass", "rho", rho, "smooth", smooth);
    }
  }

  /** No gate: the plain likelihood. */
  record None() implements Gate {
    @Override
    public double logLambda(int dimension) {
      return Double.NEGATIVE_INFINITY;
    }

    @Override
    public Expr logHeight(VariationalPosterior q, Expr theta) {
      return Expr.constant(0);
    }

    @Override
    public boolean smooth() {
      return false;
    }

    @Override
    public Map<String, Object> options() {
      return Map.of("kind", "none");
    }
  }

  /** log λ for d parameters, −∞ where nothing is gated; in high dimensions λ itself underflows. */
  double logLambda(int dimension);

  /** λ for d parameters, 0 also where it underflows. */
  default double lambda(int dimension) {
    return Math.exp(logLambda(dimension));
  }

  /** Whether g is 1 everywhere. */
  default boolean isOpen(int dimension) {
    return logLambda(dimension) == Double.NEGATIVE_INFINITY;
  }

  /** Unusable where no θ passes the gate, so that nothing is forgotten. */
  default Verdict verdict(int dimension) {
    return !smooth() && logLambda(dimension) >= 0
        ? Verdict.unusable("the gate with lambda 1 lets no row act: nothing was forgotten")
        : Verdict.trusted();
  }

  /** Whether the edge is smooth. */
  boolean smooth();

  /** The gate as a recipe writes it. */
  Map<String, Object> options();

  /**
   * θ ↦ g(θ), a scalar, for the posterior that is forgotten from; empty where g is 1 everywhere.
   */
  default Optional<UnaryOperator<Expr>> expression(VariationalPosterior q) {
    int d = q.model().dimension();
    if (isOpen(d)) {
      return Optional.empty();
    }
    double log = logLambda(d);
    return Optional.of(
        smooth()
            ? theta -> logHeight(q, theta).minus(log).over(TEMPERATURE).sigmoid()
            : theta -> logHeight(q, theta).greaterThan(Expr.constant(log)));
  }

  /**
   * What is held against log λ: log q(θ) − log max q.
   *
   * @throws NumericalException when the gate needs the mode of q and it is not found
   */
  Expr logHeight(VariationalPosterior q, Expr theta);

  /**
   * How the mode that the gate stands on was searched for; empty where it is known or unused.
   *
   * @throws NumericalException when it is not found
   */
  default Optional<FlowMode> search(VariationalPosterior q) {
    return Optional.empty();
  }
}
