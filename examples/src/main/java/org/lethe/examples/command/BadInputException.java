package org.lethe.examples.command;

/**
 * Something that was typed, or stands in a file, cannot be used; the message says how to mend it.
 */
final class BadInputException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BadInputException(String message) {
    super(message);
  }

  BadInputException(String message, Throwable cause) {
    super(message, cause);
  }
}
