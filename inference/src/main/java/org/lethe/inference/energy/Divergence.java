package org.lethe.inference.energy;

import java.util.Map;
import java.util.Optional;
import org.ejml.data.DMatrixRMaj;
import org.lethe.core.expr.Expr;
import org.lethe.core.model.GaussianPrior;
import org.lethe.core.model.Model;
import org.lethe.core.posterior.GaussianPosterior;
import org.lethe.core.posterior.VariationalPosterior;
import org.lethe.inference.run.NumericalException;

/** KL(q ‖ p) for a member q of a family in a frame, p the prior or a reference posterior. */
final class Divergence {

  private static final double LOG_TWO_PI = Math.log(2 * Math.PI);

  private final Family<?> family;
  private final Frame frame;
  private final Expr theta;
  private final Expr logReference;
  private final Optional<Frame> gaussian;

  private Divergence(
      Family<?> family, Frame frame, Expr theta, Expr logReference, Optional<Frame> gaussian) {
    this.family = family;
    this.frame = frame;
    this.theta = theta;
    this.logReference = logReference;
    this.gaussian = gaussian;
  }

  static Divergence of(
      Model model, Family<?> family, Frame frame, Optional<VariationalPosterior> reference) {
    Expr theta = model.theta();
    Optional<Frame> normal =
        reference.isPresent()
            ? reference.filter(GaussianPosterior.class::isInstance).map(Divergence::frame)
            : model.gaussianPrior().map(Divergence::frame);
    return new Divergence(
        family,
        frame,
        theta,
        reference.map(q -> q.logDensity(theta)).orElseGet(model::logPrior),
        normal.filter(known -> family instanceof GaussianFamily));
  }

  /** Whether q and p are Gaussian. */
  boolean isClosed() {
    return gaussian.isPresent();
  }

  /** The part that needs no draws: all of it between Gaussians, otherwise what −H(q) has of L. */
  Expr closed(Expr lambda) {
    int d = frame.dimension();
    Expr logDeterminant = family.logDeterminant(lambda, d);
    if (gaussian.isEmpty() || !(family instanceof GaussianFamily normal)) {
      double entropy = 0.5 * d * (1 + LOG_TWO_PI) + frame.spread().logDeterminant();
      return logDeterminant.plus(entropy).negate();
    }
    Frame relative = frame.within(gaussian.get());
    Expr shift = relative.toTheta(family.mean(lambda, d));
    return normal
        .trace(lambda, relative)
        .plus(shift.square().sum(0))
        .minus(d)
        .times(0.5)
        .minus(logDeterminant)
        .minus(relative.spread().logDeterminant());
  }

  /** −log p(θ) − log|∂T/∂ε|, what {@link #closed} leaves to draws where it is not all. */
  Expr rest(Expr lambda, Expr noise, Expr point) {
    return logReference(point).plus(family.logBend(lambda, noise)).negate();
  }

  /**
   * log q(θ) − log p(θ) at θ = c + B m + A L T(ε), q taken at λ′: A⁻¹(θ − c − B m′) = A⁻¹B(m − m′)
   * + L T(ε).
   */
  Expr atDraw(Expr lambda, Expr fixed, Expr noise, Expr point) {
    int d = frame.dimension();
    Expr shift = family.mean(lambda, d).minus(family.mean(fixed, d));
    Expr offset = frame.spread().solve(frame.mean()).times(shift);
    Expr logq =
        family
            .logShape(fixed, offset.plus(family.spread(lambda, noise)))
            .minus(family.logDeterminant(fixed, d))
            .minus(frame.spread().logDeterminant() + 0.5 * d * LOG_TWO_PI);
    return logq.minus(logReference(point));
  }

  private Expr logReference(Expr point) {
    return logReference.substitute(Map.of(theta, point));
  }

  private static Frame frame(VariationalPosterior reference) {
    return Frame.whitening(GaussianFamily.gaussian(reference));
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
