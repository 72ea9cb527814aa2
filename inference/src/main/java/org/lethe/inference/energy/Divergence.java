package org.lethe.inference.energy;

import java.util.Map;
import java.util.Optional;
import org.ejml.data.DMatrixRMaj;
import org.lethe.core.expr.Expr;
import org.lethe.core.model.GaussianPrior;
import org.lethe.core.model.Model;
import org.lethe.core.posterior.GaussianPosterior;
import org.lethe.inference.run.NumericalException;

/** KL(q ‖ p) for a member q of a family in a frame, p the prior or a reference posterior. */
final class Divergence {

  private static final double LOG_TWO_PI = Math.log(2 * Math.PI);

  private final Family family;
  private final Frame frame;
  private final Expr theta;
  private final Expr logReference;
  private final Optional<Frame> gaussian;

  private Divergence(
      Family family, Frame frame, Expr theta, Expr logReference, Optional<Frame> gaussian) {
    this.family = family;
    this.frame = frame;
    this.theta = theta;
    this.logReference = logReference;
    this.gaussian = gaussian;
  }

  static Divergence of(
      Model model, Family family, Frame frame, Optional<GaussianPosterior> reference) {
    Expr theta = model.theta();
    if (reference.isPresent()) {
      GaussianPosterior q = reference.get();
      return new Divergence(
          family, frame, theta, q.logDensity(theta), Optional.of(Frame.whitening(q)));
    }
    Optional<Frame> prior = model.gaussianPrior().map(Divergence::frame);
    return new Divergence(family, frame, theta, model.logPrior(), prior);
  }

  /** Whether p is Gaussian. */
  boolean isClosed() {
    return gaussian.isPresent();
  }

  /** The part that needs no draws: all of it when p is Gaussian, otherwise −H(q). */
  Expr closed(Expr lambda) {
    int d = frame.dimension();
    Expr logDeterminant = family.logDeterminant(lambda, d);
    if (gaussian.isEmpty()) {
      double entropy = 0.5 * d * (1 + LOG_TWO_PI) + frame.spread().logDeterminant();
      return logDeterminant.plus(entropy).negate();
    }
    Frame relative = frame.within(gaussian.get());
    Expr shift = relative.toTheta(family.mean(lambda, d));
    return family
        .trace(lambda, relative)
        .plus(shift.square().sum(0))
        .minus(d)
        .times(0.5)
        .minus(logDeterminant)
        .minus(relative.spread().logDeterminant());
  }

  /** −log p(θ), what {@link #closed} leaves to draws when p is not Gaussian. */
  Expr rest(Expr point) {
    return logReference(point).negate();
  }

  /**
   * log q(θ) − log p(θ) at θ = c + B m + A L ε, q taken at λ′: A⁻¹(θ − c − B m′) = A⁻¹B(m − m′) + L
   * ε.
   */
  Expr atDraw(Expr lambda, Expr fixed, Expr noise, Expr point) {
    int d = frame.dimension();
    Expr shift = family.mean(lambda, d).minus(family.mean(fixed, d));
    Expr offset = frame.spread().solve(frame.mean()).times(shift);
    Expr logq =
        family
            .square(fixed, offset.plus(family.spread(lambda, noise)))
            .times(-0.5)
            .minus(family.logDeterminant(fixed, d))
            .minus(frame.spread().logDeterminant() + 0.5 * d * LOG_TWO_PI);
    return logq.minus(logReference(point));
  }

  private Expr logReference(Expr point) {
    return logReference.substitute(Map.of(theta, point));
  }

  private static Frame frame(GaussianPrior prior) {
    double[][] covariance = prior.covariance();
    int d = covariance.length;
    double[] sd = new double[d];
    boolean diagonal = true;
    for (int i = 0; i < d; i++) {
      sd[i] = Math.sqrt(covariance[i][i]);
      for (int j = 0; j < i; j++) {
        diagonal &= covariance[i][j] == 0;
      }
    }
    return diagonal
        ? Frame.diagonal(prior.mean(), sd)
        : Frame.lower(
            prior.mean(),
            LowerFactor.of(new DMatrixRMaj(covariance)).orElseThrow(Divergence::notDefinite));
  }

  private static NumericalException notDefinite() {
    return new NumericalException(
        "Divergence: the covariance of the prior must be positive definite, and is not");
  }
}
