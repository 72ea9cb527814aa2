package org.lethe.examples.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Checks, before anything long begins, that its result can be written. */
final class OutputFile {
  private OutputFile() {}

  /** Refuses a file that could not be written, and returns it. */
  static Path check(String option, Path file) {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null || Files.isDirectory(file)) {
      throw new BadInputException(option + ": '" + file + "' is a directory; name a file");
    }
    if (!Files.isDirectory(folder)) {
      throw new BadInputException(
          option + ": cannot write '" + file + "': there is no directory '" + folder + "'");
    }
    requireWritable(option, folder);
    return file;
  }

  /** Makes a directory for several files where there is none, and returns it. */
  static Path directory(String option, Path directory) {
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new BadInputException(
          option + ": cannot make the directory '" + directory + "'; name another", e);
    }
    requireWritable(option, directory);
    return directory;
  }

  private static void requireWritable(String option, Path folder) {
    if (!Files.isWritable(folder)) {
      throw new BadInputException(
          option + ": no permission to write into '" + folder + "'; name another directory");
    }
  }
}
