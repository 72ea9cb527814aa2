package org.lethe.unlearning.bif;

import java.util.Map;
import org.lethe.core.data.Checks;

/**
 * How H x = b is solved. An immutable strategy; the residual is part of the answer.
 *
 * <p>All refuse an H that is not positive definite, where the answer would be a saddle or a maximum
 * of the energy. Those that know H by its products look for a negative curvature by Lanczos from a
 * fixed random start, with 100 products over all rows at most, which the cost of the edit holds:
 * fewer where H is seen to be well above 0 (at d = 1000, 24 where its largest eigenvalue is twice
 * its smallest, 40 where it is ten times that), wrongly so from less than one of a million starts.
 * Up to d = 100 nothing else is missed, at up to the d products of {@link #cholesky}. Beyond, an
 * eigenvalue −δ stays unseen with a chance of at most 1.648 √d exp(−199 √(δ/(λ_max + δ)))
 * (Kuczyński and Woźniakowski 1992): below a millionth for δ above a hundredth of the largest
 * eigenvalue and d up to 10 000.
 */
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
   * the posterior before the edit. It is as if a normal prior of precision μ around the original
   * stood beside the rows: it shortens the step, narrows the shape of second order, and leaves the
   * residual |b − H x|/|b|, by which the edit is judged; an edit that states none has none.
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

  /** μ, see {@link #damped}; 0 without. */
  default double damping() {
    return 0;
  }

  /** Whether the information of rows stands for their Hessians. */
  default boolean isGaussNewton() {
    return false;
  }

  /**
   * The answer.
   *
   * @throws IndefiniteCurvatureException when H, with its damping, is not positive definite
   * @throws org.lethe.unlearning.DivergedException when a series grows without end
   */
  Solution solve(Curvature h, double[] b);

  /** The strategy as a recipe writes it. */
  Map<String, Object> options();
}
