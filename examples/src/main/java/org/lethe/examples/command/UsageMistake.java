package org.lethe.examples.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What is wrong with a command line, said so that it can be mended. */
final class UsageMistake {
  private UsageMistake() {}

  /** The sentence for a mistake, or {@code otherwise} where the parser's own is as good. */
  static String sentence(ParameterException e, String otherwise) {
    CommandLine command = e.getCommandLine();
    List<String> unknown = command.getUnmatchedArguments();
    if (!unknown.isEmpty()) {
      return unknown(command, unknown);
    }
    return choice(e).orElse(otherwise);
  }

  private static String unknown(CommandLine command, List<String> words) {
    String first = words.get(0);
    if (!command.getSubcommands().isEmpty()) {
      return "there is no command '"
          + first
          + "'; the commands are "
          + String.join(", ", command.getSubcommands().keySet());
    }
    List<String> meant = new UnmatchedArgumentException(command, words).getSuggestions();
    return (first.startsWith("-") ? "there is no option '" : "nothing is expected at '")
        + first
        + "'"
        + (meant.isEmpty() ? "" : "; did you mean " + String.join(" or ", meant) + "?");
  }

  /** A word that is none of the few that an option takes. */
  private static Optional<String> choice(ParameterException e) {
    ArgSpec argument = e.getArgSpec();
    List<String> allowed = new ArrayList<>();
    if (argument instanceof OptionSpec && argument.completionCandidates() != null) {
      argument.completionCandidates().forEach(allowed::add);
    }
    return allowed.isEmpty() || e.getValue() == null
        ? Optional.empty()
        : Optional.of(
            ((OptionSpec) argument).longestName()
                + " must be one of "
                + String.join(", ", allowed)
                + ", got '"
                + e.getValue()
                + "'");
  }
}
