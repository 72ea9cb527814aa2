package org.lethe.inference.run;

/** Hears about progress every k steps (never each) and may cancel. Called by the fitting thread. */
public interface Listener {

  /** Progress of the present phase; its last call has {@code done == total}. */
  void on(Progress progress);

  /** Asked at every step; true makes the fit throw {@link CancelledException}. */
  default boolean cancelled() {
    return false;
  }

  /** The present phase ended before its total: it was cancelled or has failed. */
  default void interrupted() {}

  /** Hears nothing and never cancels. */
  static Listener silent() {
    return progress -> {};
  }

  /** A progress bar on standard error when a terminal is attached, otherwise silent. */
  static Listener console() {
    return ConsoleListener.attach();
  }
}
