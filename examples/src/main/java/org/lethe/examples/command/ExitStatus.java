package org.lethe.examples.command;

/** What a script may rely on. */
final class ExitStatus {
  /** What was asked for was done and holds. */
  static final int HELD = 0;

  /** It was carried out, and does not hold. */
  static final int DID_NOT_HOLD = 1;

  /** It could not be carried out: usage, input, or an error of the program. */
  static final int BAD_INPUT = 2;

  static final String LIST_HEADING = "%nExit status:%n";

  private ExitStatus() {}
}
