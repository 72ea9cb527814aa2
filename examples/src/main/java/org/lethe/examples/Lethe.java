package org.lethe.examples;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.lethe.examples.command.BenchCommand;
import org.lethe.examples.command.DemoCommand;
import org.lethe.examples.command.ExperimentCommand;
import org.lethe.examples.command.Failures;
import org.lethe.examples.command.FitCommand;
import org.lethe.examples.command.ForgetCommand;
import org.lethe.examples.command.LearnCommand;
import org.lethe.examples.command.PredictCommand;
import org.lethe.examples.command.SummaryCommand;
import org.lethe.examples.command.VerifyCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The command line of Lethe. */
@Command(
    name = "lethe",
    header = "Bayesian models that can forget.",
    description = {
      "",
      "Fits a model to a CSV file, forgets rows of it without starting anew, and shows the evidence",
      "that they are gone.",
      ""
    },
    synopsisSubcommandLabel = "COMMAND",
    versionProvider = Version.class,
    sortOptions = false,
    commandListHeading = "%nCommands:%n",
    footer = {
      "",
      "Start with: lethe demo",
      "Then:       lethe COMMAND --help, which has an example for each command"
    })
public final class Lethe {
  private static final Map<String, Class<?>> COMMANDS = new LinkedHashMap<>();

  static {
    COMMANDS.put("demo", DemoCommand.class);
    COMMANDS.put("fit", FitCommand.class);
    COMMANDS.put("summary", SummaryCommand.class);
    COMMANDS.put("predict", PredictCommand.class);
    COMMANDS.put("forget", ForgetCommand.class);
    COMMANDS.put("learn", LearnCommand.class);
    COMMANDS.put("verify", VerifyCommand.class);
    COMMANDS.put("experiment", ExperimentCommand.class);
    COMMANDS.put("bench", BenchCommand.class);
  }

  private static final Set<String> LONG =
      Set.of("bench", "demo", "fit", "forget", "learn", "verify", "experiment");

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Show this help.")
  @SuppressWarnings("UnusedVariable") // the parser acts on it
  private boolean help;

  @Option(
      names = "--verbose",
      scope = ScopeType.INHERIT,
      description = "After an error, show where in the program it arose.")
  private boolean verbose;

  @Option(names = "--version", versionHelp = true, description = "Show the version.")
  @SuppressWarnings("UnusedVariable") // the parser acts on it
  private boolean version;

  private Lethe() {}

  /** Runs one command and ends the process with its exit status. */
  public static void main(String[] arguments) {
    // plots are drawn into files; no window system is needed or looked for
    System.setProperty("java.awt.headless", "true");
    Optional<String> command = longCommand(arguments);
    if (command.isPresent() && SimdLaunch.isWorthwhile()) {
      SimdLaunch.run(command.get(), arguments).ifPresent(System::exit);
    }
    SimdLaunch.followStarter();
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    System.exit(run(out, err, arguments));
  }

  /** The command for which a second start pays: help and short answers come faster without. */
  private static Optional<String> longCommand(String[] arguments) {
    List<String> words = List.of(arguments);
    return words.contains("--help") || words.contains("-h")
        ? Optional.empty()
        : words.stream().filter(LONG::contains).findFirst();
  }

  /**
   * Runs one command.
   *
   * @return 0 if what was asked for holds, 1 if it does not, 2 if the command could not be carried
   *     out
   */
  public static int run(PrintWriter out, PrintWriter err, String... arguments) {
    Lethe lethe = new Lethe();
    Failures failures = new Failures(() -> lethe.verbose);
    int status =
        parser(lethe, arguments)
            .setOut(out)
            .setErr(err)
            .setUsageHelpWidth(100)
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setParameterExceptionHandler(failures)
            .setExecutionExceptionHandler(failures)
            .execute(arguments);
    out.flush();
    err.flush();
    return status;
  }

  /** With the one command that is asked for, or all: to read what each can do takes time. */
  private static CommandLine parser(Lethe lethe, String... arguments) {
    CommandLine parser = new CommandLine(lethe);
    boolean known = arguments.length > 0 && COMMANDS.containsKey(arguments[0]);
    COMMANDS.forEach(
        (name, command) -> {
          if (!known || name.equals(arguments[0])) {
            parser.addSubcommand(name, command);
          }
        });
    return parser;
  }
}
