package org.lethe.examples.command;

import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.lethe.core.data.DataException;
import org.lethe.core.posterior.FitFileException;
import org.lethe.core.posterior.UntrustedFitException;
import org.lethe.inference.run.NumericalException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Turns whatever ends a command early into one line on standard error and an exit status. */
public final class Failures implements IParameterExceptionHandler, IExecutionExceptionHandler {
  private static final List<Class<? extends Exception>> INPUT =
      List.of(
          BadInputException.class,
          DataException.class,
          FitFileException.class,
          IllegalArgumentException.class,
          UncheckedIOException.class,
          UnsupportedOperationException.class);

  private static final List<Class<? extends Exception>> NO_RESULT =
      List.of(NumericalException.class, UntrustedFitException.class);

  private final BooleanSupplier verbose;

  /** Stack traces are shown where {@code verbose} says so. */
  public Failures(BooleanSupplier verbose) {
    this.verbose = verbose;
  }

  @Override
  public int handleParseException(ParameterException e, String[] arguments) {
    CommandLine command = e.getCommandLine();
    if (!command.getSubcommands().isEmpty() && command.getUnmatchedArguments().isEmpty()) {
      command.usage(command.getErr());
      return ExitStatus.BAD_INPUT;
    }
    String name = command.getCommandSpec().qualifiedName();
    String line = UsageMistake.sentence(e, sentence(e)) + " (" + name + " --help explains)";
    return report(command, e, line, ExitStatus.BAD_INPUT);
  }

  @Override
  public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
    if (isOneOf(NO_RESULT, e)) {
      return report(command, e, sentence(e), ExitStatus.DID_NOT_HOLD);
    }
    if (isOneOf(INPUT, e) && e.getMessage() != null) {
      return report(command, e, sentence(e), ExitStatus.BAD_INPUT);
    }
    String line =
        "an error in the program, please report it: "
            + e.getClass().getSimpleName()
            + ": "
            + sentence(e)
            + " (--verbose shows where)";
    return report(command, e, line, ExitStatus.BAD_INPUT);
  }

  private static boolean isOneOf(List<Class<? extends Exception>> kinds, Exception e) {
    return kinds.stream().anyMatch(kind -> kind.isInstance(e));
  }

  private int report(CommandLine command, Exception e, String line, int status) {
    PrintWriter err = command.getErr();
    err.println(command.getCommandSpec().qualifiedName() + ": " + line);
    if (verbose.getAsBoolean()) {
      e.printStackTrace(err);
    }
    err.flush();
    return status;
  }

  /** The message on one line, whatever layout it had. */
  private static String sentence(Exception e) {
    String message = e.getMessage() == null ? "no message" : e.getMessage();
    return message
        .replaceFirst("^Error: ", "")
        .replaceAll("\\s*\\R\\s*-\\s+", " ")
        .replaceAll("\\s*\\R\\s*", " ")
        .strip();
  }
}
