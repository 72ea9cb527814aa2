package org.lethe.inference.run;

import java.io.Console;
import java.util.Locale;
import java.util.Optional;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A progress bar for each phase, on standard error. */
final class ConsoleListener implements Listener {

  private record Open(String phase, ProgressBar bar) {}

  private Optional<Open> open = Optional.empty();

  static Listener attach() {
    return terminal() ? new ConsoleListener() : Listener.silent();
  }

  /** From JDK 22 a console exists without a terminal, and says so itself. */
  @SuppressWarnings("SystemConsoleNull") // a console that is there is asked for its terminal
  private static boolean terminal() {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException before22) {
      return true;
    }
  }

  @Override
  public void on(Progress progress) {
    if (open.isPresent() && !open.get().phase().equals(progress.phase())) {
      interrupted();
    }
    if (open.isEmpty()) {
      open = Optional.of(new Open(progress.phase(), bar(progress)));
    }
    ProgressBar bar = open.get().bar();
    bar.setExtraMessage(message(progress));
    bar.stepTo(progress.done());
    if (progress.done() >= progress.total()) {
      interrupted();
    }
  }

  @Override
  public void interrupted() {
    open.ifPresent(shown -> shown.bar().close());
    open = Optional.empty();
  }

  private static String message(Progress progress) {
    String energy =
        Double.isNaN(progress.energy())
            ? ""
            : String.format(Locale.ROOT, "energy %.6g", progress.energy());
    return Double.isNaN(progress.stepSize())
        ? energy
        : energy + String.format(Locale.ROOT, ", step size %.2g", progress.stepSize());
  }

  private static ProgressBar bar(Progress progress) {
    return new ProgressBarBuilder()
        .setTaskName(progress.phase())
        .setInitialMax(progress.total())
        .setUpdateIntervalMillis(200)
        .setStyle(ProgressBarStyle.ASCII)
        .setConsumer(new ConsoleProgressBarConsumer(System.err))
        .build();
  }
}
