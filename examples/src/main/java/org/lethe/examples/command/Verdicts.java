package org.lethe.examples.command;

import org.lethe.core.posterior.Verdict;

/** The exit status that a verdict gives. */
final class Verdicts {
  private Verdicts() {}

  /** Unusable results do not hold; doubtful ones do unless the caller is strict. */
  static int status(Verdict verdict, boolean strict) {
    boolean held = strict ? verdict.isTrusted() : verdict.level() != Verdict.Level.UNUSABLE;
    return held ? ExitStatus.HELD : ExitStatus.DID_NOT_HOLD;
  }
}
