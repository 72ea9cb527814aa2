package org.lethe.core.posterior;

/** Thrown where the largest density of a posterior is asked for and no search found it. */
public final class NoModeException extends ArithmeticException {
  private static final long serialVersionUID = 1L;

  NoModeException(String message) {
    super(message);
  }
}
