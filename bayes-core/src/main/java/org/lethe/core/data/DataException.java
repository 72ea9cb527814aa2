package org.lethe.core.data;

/**
 * Data that cannot be used as they are. The message names the file, the line and the column where
 * that is known, and says what would be accepted.
 */
public final class DataException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With a message that lets the reader mend the data. */
  public DataException(String message) {
    super(message);
  }

  /** With the cause of the trouble. */
  public DataException(String message, Throwable cause) {
    super(message, cause);
  }
}
