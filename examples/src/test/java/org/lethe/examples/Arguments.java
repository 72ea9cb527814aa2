package org.lethe.examples;

import java.nio.file.Path;
import java.util.Arrays;

/** A command line whose file names are taken to lie in a directory. */
final class Arguments {
  private Arguments() {}

  static String[] in(Path directory, String arguments) {
    return Arrays.stream(arguments.split(" +"))
        .map(
            word ->
                word.matches("[^-/].*\\.(csv|fit|txt|json|html)")
                    ? directory.resolve(word).toString()
                    : word)
        .toArray(String[]::new);
  }
}
