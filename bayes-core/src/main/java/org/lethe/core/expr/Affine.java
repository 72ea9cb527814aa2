package org.lethe.core.expr;

import java.util.Optional;

/** What is affine or quadratic in an input, seen from the structure of an expression. */
public final class Affine {

  private Affine() {}

  /**
   * The single predictor of a row term: the [rows] node, affine in θ, through which alone the term
   * depends on θ, and after which there are elementwise operations only. Empty if there is none.
   */
  public static Optional<Expr> predictor(Expr rowTerm, Expr theta) {
    throw new AssertionError("next commit");
  }

  /**
   * The linear part of f applied to directions: column j of the result is f(θ + d_j) − f(θ).
   *
   * @param f an expression [rows] that is affine in θ
   * @param theta the input [d]
   * @param directions [d × m]
   * @return [rows × m]
   */
  public static Expr linear(Expr f, Expr theta, Expr directions) {
    throw new AssertionError("next commit");
  }

  /** Whether f is a polynomial of degree at most 2 in θ, by its structure. */
  public static boolean isQuadratic(Expr f, Expr theta) {
    throw new AssertionError("next commit");
  }
}
