package org.lethe.core.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * Saves a file whole or not at all: the bytes go to a temporary file beside it, are forced to the
 * disk, and take the name in one step. Killing the process at any moment leaves the old file as it
 * was, or the new one.
 */
public final class AtomicFile {
  private AtomicFile() {}

  /**
   * Replaces the content of {@code file}. A symbolic link keeps pointing where it points; something
   * that is no plain file, such as {@code /dev/null}, is written to and not replaced.
   *
   * @throws UncheckedIOException if the file cannot be written; the message says why, and the old
   *     file is untouched
   */
  public static void write(Path file, byte[] content) {
    try {
      Path target = Files.isSymbolicLink(file) ? file.toRealPath() : file.toAbsolutePath();
      if (Files.isDirectory(target)) {
        throw new IOException("it is a directory");
      }
      if (Files.exists(target) && !Files.isRegularFile(target)) {
        Files.write(target, content);
      } else {
        replace(target, content);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write '" + file + "': " + reason(e), e);
    }
  }

  private static void replace(Path target, byte[] content) throws IOException {
    Path folder = target.resolveSibling("");
    if (!Files.isDirectory(folder)) {
      throw new IOException("there is no directory '" + folder + "'");
    }
    Path temporary =
        target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + ".tmp");
    try {
      try (FileChannel channel =
          FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        ByteBuffer buffer = ByteBuffer.wrap(content);
        while (buffer.hasRemaining()) {
          channel.write(buffer);
        }
        channel.force(true);
      }
      Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private static String reason(IOException e) {
    if (e instanceof AccessDeniedException) {
      return "no permission to write there";
    }
    if (e instanceof FileSystemException failure) {
      String why = failure.getReason();
      return why == null ? "the system lets no file be made there" : why;
    }
    String message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message;
  }
}
