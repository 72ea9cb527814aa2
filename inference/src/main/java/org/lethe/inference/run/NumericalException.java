package org.lethe.inference.run;

/** A computation broke down numerically; the message says where and what to try. */
public class NumericalException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** The message says what failed, what was tried, and what to try next. */
  public NumericalException(String message) {
    super(message);
  }
}
