package org.lethe.examples.command;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.HexFormat;

/** A secret of 32 bytes in a file of 64 hexadecimal digits that only its owner may read. */
final class KeyFile {
  private static final int BYTES = 32;

  private KeyFile() {}

  /** The secret in the file; a file that is not there is made. */
  static byte[] readOrCreate(Path file) {
    try {
      return Files.exists(file) ? read(file) : create(file);
    } catch (IOException e) {
      throw new BadInputException("--key: cannot read or make '" + file + "'", e);
    }
  }

  private static byte[] read(Path file) throws IOException {
    try {
      byte[] key = HexFormat.of().parseHex(Files.readString(file).strip());
      if (key.length == BYTES) {
        return key;
      }
    } catch (IllegalArgumentException e) {
      throw new BadInputException(refusal(file), e);
    }
    throw new BadInputException(refusal(file));
  }

  private static String refusal(Path file) {
    return "--key: '"
        + file
        + "' must hold 64 hexadecimal digits; name a new file to have one made";
  }

  private static byte[] create(Path file) throws IOException {
    byte[] key = new byte[BYTES];
    new SecureRandom().nextBytes(key);
    byte[] text = (HexFormat.of().formatHex(key) + "\n").getBytes(StandardCharsets.US_ASCII);
    EnumSet<StandardOpenOption> once =
        EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try (SeekableByteChannel channel = Files.newByteChannel(file, once, ownerOnly())) {
      channel.write(ByteBuffer.wrap(text));
    }
    return key;
  }

  private static FileAttribute<?>[] ownerOnly() {
    boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }
}
