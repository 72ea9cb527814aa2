package org.lethe.core.expr;

/** Thrown when a matrix has no Cholesky factor, whatever of a ladder of jitters is added. */
public final class NotPositiveDefiniteException extends ArithmeticException {
  private static final long serialVersionUID = 1L;

  NotPositiveDefiniteException(String message) {
    super(message);
  }
}
