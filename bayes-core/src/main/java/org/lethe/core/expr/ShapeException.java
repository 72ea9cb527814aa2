package org.lethe.core.expr;

/** Shapes that do not fit together; the message names them. */
public final class ShapeException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  public ShapeException(String message) {
    super(message);
  }
}
