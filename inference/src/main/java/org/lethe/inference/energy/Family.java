package org.lethe.inference.energy;

import org.lethe.core.expr.Expr;
import org.lethe.core.model.Model;
import org.lethe.core.posterior.GaussianPosterior;

/**
 * A variational family in the coordinates of a {@link Frame}: mean m and factor L. Its numbers λ
 * are all 0 for m = 0, L = I. A frame only changes coordinates: what posteriors the family holds
 * stays the same.
 */
public sealed interface Family permits MeanField, FullRank {

  /** Independent normals: λ = (m, log s). */
  static Family meanField() {
    return new MeanField();
  }

  /** Any normal: λ = (m, rows of the lower triangle of L one after the other, log diagonal). */
  static Family fullRank() {
    return new FullRank();
  }

  /** The family of a posterior's covariance structure. */
  static Family of(GaussianPosterior posterior) {
    return switch (posterior.structure()) {
      case DIAGONAL -> meanField();
      case DENSE -> fullRank();
    };
  }

  /** {@code mean-field} or {@code full-rank}, as recipes write it. */
  String name();

  /** The family of that name. */
  static Family named(String name) {
    return switch (name) {
      case "mean-field" -> meanField();
      case "full-rank" -> fullRank();
      default ->
          throw new IllegalArgumentException(
              "Family: name must be mean-field or full-rank, got " + name);
    };
  }

  /** The length of λ for d parameters. */
  int size(int d);

  /** The posterior of θ = c + B m + A L ε that λ stands for. */
  GaussianPosterior posterior(Model model, Frame frame, double[] lambda);

  /** The λ of mean m [d] and lower triangular factor L [d × d], of which no more is read. */
  double[] lambda(double[] mean, double[][] factor);

  /** The λ of a posterior of this family, in a frame. */
  double[] lambda(Frame frame, GaussianPosterior posterior);

  /** Refuses a frame that would lead out of this family. */
  void check(Frame frame);

  /** m [d]. */
  Expr mean(Expr lambda, int d);

  /** L v, v [d]. */
  Expr spread(Expr lambda, Expr v);

  /** L [d × d]. */
  Expr factor(Expr lambda, int d);

  /** L⁻¹ v, v [d]. */
  Expr whiten(Expr lambda, Expr v);

  /** log |L|. */
  Expr logDeterminant(Expr lambda, int d);

  /** tr(A L Lᵀ Aᵀ), A the spread of the frame. */
  Expr trace(Expr lambda, Frame frame);
}
