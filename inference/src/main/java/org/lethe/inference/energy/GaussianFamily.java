package org.lethe.inference.energy;

import org.lethe.core.expr.Expr;
import org.lethe.core.model.Model;
import org.lethe.core.posterior.GaussianPosterior;
import org.lethe.core.posterior.VariationalPosterior;

/** Normals of mean m and factor L in the coordinates of a {@link Frame}. */
public sealed interface GaussianFamily extends Family<GaussianPosterior>
    permits MeanField, LowRank, FullRank {

  /** The posterior as a normal. */
  static GaussianPosterior gaussian(VariationalPosterior posterior) {
    if (posterior instanceof GaussianPosterior q) {
      return q;
    }
    throw new IllegalArgumentException(
        "Family: posterior must be Gaussian, got " + posterior.getClass().getSimpleName());
  }

  @Override
  GaussianPosterior posterior(Model model, Frame frame, double[] lambda);

  /** The coordinates in which a posterior of this family is described best. */
  default Frame frame(GaussianPosterior posterior) {
    return Frame.of(posterior);
  }

  @Override
  default Frame frame(VariationalPosterior posterior) {
    return frame(gaussian(posterior));
  }

  /**
   * The λ of mean m [d] and lower triangular factor L [d × d]; mean-field reads its diagonal, low
   * rank what of LLᵀ it can hold.
   */
  double[] lambda(double[] mean, double[][] factor);

  /** The λ of a posterior of this family, in a frame. */
  double[] lambda(Frame frame, GaussianPosterior posterior);

  @Override
  default double[] lambda(Frame frame, VariationalPosterior posterior) {
    return lambda(frame, gaussian(posterior));
  }

  @Override
  default Expr logBend(Expr lambda, Expr v) {
    return Expr.constant(0);
  }

  @Override
  default Expr logShape(Expr lambda, Expr v) {
    return square(lambda, v).times(-0.5);
  }

  /** L [d × noise]. */
  Expr factor(Expr lambda, int d);

  /** vᵀ(LLᵀ)⁻¹v, v [d]. */
  Expr square(Expr lambda, Expr v);

  /** tr(A L Lᵀ Aᵀ), A the spread of the frame. */
  Expr trace(Expr lambda, Frame frame);
}
