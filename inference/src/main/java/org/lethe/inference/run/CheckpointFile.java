package org.lethe.inference.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.lethe.core.data.AtomicFile;

/**
 * The state of a long computation in a file: magic, version, identity, counters, numbers, SHA-256
 * of it all; little-endian.
 */
public final class CheckpointFile {

  private static final byte[] MAGIC = "LETHESTP".getBytes(StandardCharsets.US_ASCII);
  private static final int VERSION = 2;
  private static final String OLD = "; delete it or name another file";
  private static final int CHECKSUM = 32;

  private CheckpointFile() {}

  /**
   * Writes a state, whole or not at all.
   *
   * @param identity of recipe, model, data and seed; a file with another one is refused
   */
  public static void save(Path file, String identity, long[] counters, double[]... parts) {
    byte[] id = identity.getBytes(StandardCharsets.UTF_8);
    int size = size(id, counters, parts);
    ByteBuffer out =
        ByteBuffer.allocate(Math.addExact(size, CHECKSUM)).order(ByteOrder.LITTLE_ENDIAN);
    out.put(MAGIC).putInt(VERSION).putInt(id.length).put(id);
    out.putInt(counters.length).putInt(parts.length);
    for (double[] part : parts) {
      out.putInt(part.length);
    }
    for (long counter : counters) {
      out.putLong(counter);
    }
    for (double[] part : parts) {
      for (double number : part) {
        out.putDouble(number);
      }
    }
    out.put(sha256(out.array(), size));
    AtomicFile.write(file, out.array());
  }

  private static int size(byte[] id, long[] counters, double[][] parts) {
    int words = counters.length + Arrays.stream(parts).mapToInt(part -> part.length).sum();
    return MAGIC.length
        + (4 + parts.length) * Integer.BYTES
        + id.length
        + Math.multiplyExact(words, Long.BYTES);
  }

  /**
   * Reads a state into arrays of the lengths that it was written with.
   *
   * @throws IllegalArgumentException when the file is damaged or belongs to another computation
   */
  public static void load(Path file, String identity, long[] counters, double[]... parts) {
    byte[] bytes = read(file);
    int size = bytes.length - CHECKSUM;
    if (size < MAGIC.length + 4 * Integer.BYTES
        || !Arrays.equals(MAGIC, Arrays.copyOf(bytes, MAGIC.length))
        || !Arrays.equals(sha256(bytes, size), Arrays.copyOfRange(bytes, size, bytes.length))) {
      throw refuse(file, "is no checkpoint, or was truncated or edited; name another file");
    }
    ByteBuffer in = ByteBuffer.wrap(bytes, 0, size).order(ByteOrder.LITTLE_ENDIAN);
    in.position(MAGIC.length);
    int version = in.getInt();
    if (version != VERSION) {
      throw refuse(file, "has version " + version + ", this program reads " + VERSION + OLD);
    }
    byte[] expected = identity.getBytes(StandardCharsets.UTF_8);
    byte[] id = new byte[expected.length];
    boolean same = size == size(expected, counters, parts) && in.getInt() == id.length;
    if (same) {
      in.get(id);
      same =
          Arrays.equals(id, expected)
              && in.getInt() == counters.length
              && in.getInt() == parts.length;
    }
    for (int i = 0; same && i < parts.length; i++) {
      same = in.getInt() == parts[i].length;
    }
    if (!same) {
      throw refuse(file, "belongs to another recipe, model, data set or seed" + OLD);
    }
    Arrays.setAll(counters, i -> in.getLong());
    for (double[] part : parts) {
      Arrays.setAll(part, i -> in.getDouble());
    }
  }

  /** Removes the checkpoint of a computation that has come to its end. */
  public static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException("Checkpoint: " + file + " cannot be deleted", e);
    }
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException("Checkpoint: " + file + " cannot be read", e);
    }
  }

  private static IllegalArgumentException refuse(Path file, String why) {
    return new IllegalArgumentException("Checkpoint: " + file + " " + why);
  }

  private static byte[] sha256(byte[] bytes, int size) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(bytes, 0, size);
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime must provide SHA-256", e);
    }
  }
}
