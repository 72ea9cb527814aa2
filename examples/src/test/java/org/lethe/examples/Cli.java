package org.lethe.examples;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

/** One call of {@code lethe} within the test: its status and what it wrote. */
record Cli(int status, String out, String err) {
  /** Arguments separated by blanks. */
  static Cli lethe(String arguments) {
    return lethe(arguments.split(" +"));
  }

  static Cli lethe(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int status = Lethe.run(new PrintWriter(out), new PrintWriter(err), arguments);
    return new Cli(status, out.toString(), err.toString());
  }

  /** The lines on standard error. */
  List<String> complaints() {
    return err.lines().toList();
  }
}
