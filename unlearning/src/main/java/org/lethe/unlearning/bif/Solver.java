package org.lethe.unlearning.bif;

import java.util.Map;
import org.lethe.core.data.Checks;

/** How H x = b is solved. An immutable strategy; the residual is part of the answer. */
public interface Solver {

  /**
   * Conjugate gradients, until |b − H x| ≤ tolerance·|b|. Close to a Gaussian posterior the number
   * of products depends neither on the rows nor on the scales of the parameters.
   *
   * @param tolerance in (0, 1)
   */
  static Solver conjugateGradient(double tolerance) {
    Checks.that(
        tolerance > 0 && tolerance < 1,
        "Solver: tolerance must be between 0 and 1, got %s",
        tolerance);
    return new ConjugateGradient(tolerance);
  }

  /** Dense Cholesky: d products, exact to rounding, and sure to notice an indefinite H. */
  static Solver cholesky() {
    return new DenseCholesky();
  }

  /**
   * The Neumann series of Agarwal, Bullins and Hazan (2017, LiSSA): u₀ = b; u ← u + b − s·Hu; the
   * answer is s·u_T. It converges for 0 &lt; s·eig &lt; 2 only and recovers 1 − (1 − s·eig)^(T+1)
   * of the answer along each eigenvector.
   *
   * @param terms T, at least 1
   * @param scale s, positive; 1 suits the coordinates of {@link Curvature}
   * @param batch rows a term, drawn with replacement; 0 for all of them
   */
  static Solver neumann(int terms, double scale, int batch) {
    Checks.positive("Solver", "terms", terms);
    Checks.positiveFinite("Solver", "scale", scale);
    Checks.that(batch >= 0, "Solver: batch must be at least 0, got %d", batch);
    return new Neumann(terms, scale, batch);
  }

  /**
   * The same for H + μI in the coordinates of {@link Curvature}: μ is in units of the precision of
   * the posterior before the edit. It shortens the step; an edit that states none has none.
   *
   * @param mu μ, positive
   */
  default Solver damped(double mu) {
    Checks.positiveFinite("Solver", "damping mu", mu);
    return new Damped(this, mu);
  }

  /**
   * The same with the generalised Gauss–Newton matrix Σ Jᵀ A J + ∇²f in place of H, for draws and
   * Laplace fits: A the covariance of a row's sufficient statistics, J the derivative of its
   * natural parameters. Never indefinite under a log-concave prior; H itself under a canonical
   * link, and another step elsewhere. What is observed must be normal, Poisson or of finitely many
   * outcomes.
   */
  default Solver gaussNewton() {
    return new GaussNewton(this);
  }

  /** Whether the information of rows stands for their Hessians. */
  default boolean isGaussNewton() {
    return false;
  }

  /** The answer. */
  Solution solve(Curvature h, double[] b);

  /** The strategy as a recipe writes it. */
  Map<String, Object> options();
}
