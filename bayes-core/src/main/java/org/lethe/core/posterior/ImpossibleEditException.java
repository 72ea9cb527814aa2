package org.lethe.core.posterior;

/**
 * Thrown where no data can be what an edit would leave behind, because rows were to be forgotten
 * that were never learned; no posterior exists then.
 */
public final class ImpossibleEditException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With a sentence that says what would be impossible. */
  public ImpossibleEditException(String message) {
    super(message);
  }

  /** For rows that cannot have been among those that the posterior was learned from. */
  public static ImpossibleEditException neverLearned(String because) {
    return new ImpossibleEditException(
        "forgetting: rows were to be forgotten that were never learned, since " + because);
  }
}
