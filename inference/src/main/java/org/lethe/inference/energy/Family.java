package org.lethe.inference.energy;

import org.lethe.core.expr.Expr;
import org.lethe.core.model.Model;
import org.lethe.core.posterior.GaussianPosterior;

/**
 * A variational family in the coordinates of a {@link Frame}: mean m and factor L. Its numbers λ
 * are all 0 for m = 0, L = I, but for a low-rank L. A frame only changes coordinates: what
 * posteriors the family holds stays the same.
 */
public sealed interface Family permits MeanField, LowRank, FullRank {

  /** Independent normals: λ = (m, log s). */
  static Family meanField() {
    return new MeanField();
  }

  /**
   * Normals of covariance diag(s²) + BBᵀ, B [d × rank]: what each parameter has of its own, and a
   * few directions in which they move together.
   */
  static Family lowRank(int rank) {
    return new LowRank(rank);
  }

  /** Any normal: λ = (m, rows of the lower triangle of L one after the other, log diagonal). */
  static Family fullRank() {
    return new FullRank();
  }

  /** The family of a posterior's covariance structure. */
  static Family of(GaussianPosterior posterior) {
    return switch (posterior.structure()) {
      case DIAGONAL -> meanField();
      case LOW_RANK -> lowRank(posterior.loadings()[0].length);
      case DENSE -> fullRank();
    };
  }

  /** {@code mean-field}, {@code low-rank R} or {@code full-rank}, as recipes write it. */
  String name();

  /** The family of that name. */
  static Family named(String name) {
    if (name.matches("low-rank [0-9]+")) {
      return lowRank(Integer.parseInt(name.substring("low-rank ".length())));
    }
    return switch (name) {
      case "mean-field" -> meanField();
      case "full-rank" -> fullRank();
      default ->
          throw new IllegalArgumentException(
              "Family: name must be mean-field, low-rank R or full-rank, got " + name);
    };
  }

  /** The length of λ for d parameters. */
  int size(int d);

  /** How many standard normals a draw takes. */
  default int noise(int d) {
    return d;
  }

  /** Where a descent starts that knows nothing better: m = 0 and, where it can be, L = I. */
  default double[] start(int d) {
    return new double[size(d)];
  }

  /** Whether {@link #start(double[][])} uses what it is told. */
  default boolean startsNear() {
    return false;
  }

  /** The same, knowing that the covariance of z is near that of L ε, L [d × d] lower triangular. */
  default double[] start(double[][] near) {
    return start(near.length);
  }

  /** Whether λᵢ is the logarithm of a scale. */
  boolean isLogScale(int i, int d);

  /** The coordinates in which a posterior of this family is described best. */
  default Frame frame(GaussianPosterior posterior) {
    return Frame.of(posterior);
  }

  /** The posterior of θ = c + B m + A L ε that λ stands for. */
  GaussianPosterior posterior(Model model, Frame frame, double[] lambda);

  /**
   * The λ of mean m [d] and lower triangular factor L [d × d]; mean-field reads its diagonal, low
   * rank what of LLᵀ it can hold.
   */
  double[] lambda(double[] mean, double[][] factor);

  /** The λ of a posterior of this family, in a frame. */
  double[] lambda(Frame frame, GaussianPosterior posterior);

  /** Refuses a frame that would lead out of this family. */
  void check(Frame frame);

  /** m [d]. */
  Expr mean(Expr lambda, int d);

  /** L v, v [noise]. */
  Expr spread(Expr lambda, Expr v);

  /** L [d × noise]. */
  Expr factor(Expr lambda, int d);

  /** vᵀ(LLᵀ)⁻¹v, v [d]. */
  Expr square(Expr lambda, Expr v);

  /** ½ log |LLᵀ|. */
  Expr logDeterminant(Expr lambda, int d);

  /** tr(A L Lᵀ Aᵀ), A the spread of the frame. */
  Expr trace(Expr lambda, Frame frame);
}
