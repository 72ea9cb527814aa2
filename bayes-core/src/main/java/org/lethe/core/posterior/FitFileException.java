package org.lethe.core.posterior;

import java.nio.file.Path;

/**
 * A file that holds no fit which could be used; the message names the file and says in one sentence
 * why.
 */
public final class FitFileException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Why a file was refused. */
  public enum Reason {
    /** The file cannot be opened. */
    UNREADABLE,
    /** The file does not begin like a fit file. */
    NOT_A_FIT,
    /** The file ends early. */
    TRUNCATED,
    /** The content does not have the checksum that it was saved with. */
    EDITED,
    /** The file was written by a later version of the format. */
    NEWER_VERSION,
    /** The fit belongs to another model than the one given. */
    OTHER_MODEL,
    /** No codec on the class path reads this kind of posterior. */
    UNKNOWN_KIND,
    /** The posterior is of another kind than the one asked for. */
    OTHER_KIND
  }

  private final Reason reason;

  FitFileException(Path file, Reason reason, String sentence) {
    super(file + ": " + sentence);
    this.reason = reason;
  }

  FitFileException(Path file, Reason reason, Throwable cause, String sentence) {
    super(file + ": " + sentence, cause);
    this.reason = reason;
  }

  /** Why the file was refused. */
  public Reason reason() {
    return reason;
  }
}
