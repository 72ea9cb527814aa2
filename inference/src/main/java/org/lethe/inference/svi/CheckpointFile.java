package org.lethe.inference.svi;

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
 * The state of a descent in a file: magic, version, identity, counters, numbers, SHA-256 of it all;
 * little-endian.
 */
final class CheckpointFile {

  private static final byte[] MAGIC = "LETHESTP".getBytes(StandardCharsets.US_ASCII);
  private static final int VERSION = 1;
  private static final int CHECKSUM = 32;

  private CheckpointFile() {}

  static void save(Path file, String identity, DescentState state) {
    byte[] id = identity.getBytes(StandardCharsets.UTF_8);
    int numbers = 4 * state.x.length + state.energies.length + 1;
    int size = MAGIC.length + 16 + id.length + 3 * Long.BYTES + numbers * Double.BYTES;
    ByteBuffer out = ByteBuffer.allocate(size + CHECKSUM).order(ByteOrder.LITTLE_ENDIAN);
    out.put(MAGIC).putInt(VERSION).putInt(id.length).put(id);
    out.putInt(state.x.length).putInt(state.energies.length);
    out.putLong(state.step).putLong(state.tailCount).putLong(state.rowGradients);
    out.putDouble(state.windowSum);
    for (double[] part : parts(state)) {
      for (double number : part) {
        out.putDouble(number);
      }
    }
    out.put(sha256(out.array(), size));
    AtomicFile.write(file, out.array());
  }

  /**
   * Reads into a fresh state.
   *
   * @throws IllegalArgumentException when the file is damaged or belongs to another fit
   */
  static void load(Path file, String identity, DescentState state) {
    byte[] bytes = read(file);
    int size = bytes.length - CHECKSUM;
    if (size < MAGIC.length + 16
        || !Arrays.equals(MAGIC, Arrays.copyOf(bytes, MAGIC.length))
        || !Arrays.equals(sha256(bytes, size), Arrays.copyOfRange(bytes, size, bytes.length))) {
      throw refuse(file, "is no checkpoint, or was truncated or edited");
    }
    ByteBuffer in = ByteBuffer.wrap(bytes, 0, size).order(ByteOrder.LITTLE_ENDIAN);
    in.position(MAGIC.length);
    int version = in.getInt();
    if (version != VERSION) {
      throw refuse(file, "has version " + version + ", this program reads " + VERSION);
    }
    byte[] id = new byte[in.getInt()];
    in.get(id);
    if (!new String(id, StandardCharsets.UTF_8).equals(identity)
        || in.getInt() != state.x.length
        || in.getInt() != state.energies.length) {
      throw refuse(file, "belongs to another recipe, model, data set or seed");
    }
    state.step = in.getLong();
    state.tailCount = in.getLong();
    state.rowGradients = in.getLong();
    state.windowSum = in.getDouble();
    for (double[] part : parts(state)) {
      for (int i = 0; i < part.length; i++) {
        part[i] = in.getDouble();
      }
    }
  }

  private static double[][] parts(DescentState s) {
    return new double[][] {s.x, s.adam.mean(), s.adam.square(), s.tailSum, s.energies};
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException("Checkpoint: " + file + " cannot be read", e);
    }
  }

  private static IllegalArgumentException refuse(Path file, String why) {
    return new IllegalArgumentException(
        "Checkpoint: " + file + " " + why + "; delete it or name another file");
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
