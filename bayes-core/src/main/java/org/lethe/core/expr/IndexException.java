package org.lethe.core.expr;

/** An index that lies outside what it points into; the message names both. */
public final class IndexException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  public IndexException(String message) {
    super(message);
  }
}
