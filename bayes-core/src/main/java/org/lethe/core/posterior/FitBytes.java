package org.lethe.core.posterior;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.lethe.core.posterior.FitFileException.Reason;

/**
 * The bytes of a fit file: {@code LETHEFIT}, the version of the format and the length of the header
 * (32 bits each), the header (JSON in UTF-8), numbers (64 bits each) and SHA-256 of all that
 * precedes it. Everything binary is little-endian.
 *
 * @param header the readable part
 * @param numbers those of the posterior, then those of the curvature row by row
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record FitBytes(FitHeader header, double[] numbers) {
  static final int VERSION = 1;
  private static final byte[] MAGIC = "LETHEFIT".getBytes(StandardCharsets.US_ASCII);
  private static final int FIXED = MAGIC.length + 2 * Integer.BYTES;
  private static final int CHECKSUM = 32;

  byte[] encode() {
    byte[] text = FitJson.write(header).getBytes(StandardCharsets.UTF_8);
    int content = Math.toIntExact(FIXED + text.length + (long) numbers.length * Double.BYTES);
    ByteBuffer out = ByteBuffer.allocate(content + CHECKSUM).order(ByteOrder.LITTLE_ENDIAN);
    out.put(MAGIC).putInt(VERSION).putInt(text.length).put(text);
    for (double number : numbers) {
      out.putDouble(number);
    }
    return out.put(checksum(out.array(), content)).array();
  }

  static FitBytes read(Path file) {
    byte[] bytes = bytes(file);
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    byte[] start = Arrays.copyOf(bytes, Math.min(bytes.length, MAGIC.length));
    if (start.length == 0 || !Arrays.equals(start, Arrays.copyOf(MAGIC, start.length))) {
      throw new FitFileException(
          file, Reason.NOT_A_FIT, "this is not a fit file; it does not begin with LETHEFIT");
    }
    if (bytes.length >= FIXED && in.getInt(MAGIC.length) > VERSION) {
      throw new FitFileException(
          file,
          Reason.NEWER_VERSION,
          String.format(
              "the file has version %d of the format, and this Lethe (%s) reads up to version %d; read"
                  + " it with a newer Lethe",
              in.getInt(MAGIC.length), Versions.lethe(), VERSION));
    }
    int content = bytes.length - CHECKSUM;
    if (content < FIXED) {
      throw truncated(file, bytes.length);
    }
    byte[] stored = Arrays.copyOfRange(bytes, content, bytes.length);
    boolean intact = MessageDigest.isEqual(stored, checksum(bytes, content));
    int numbersFrom = FIXED + in.getInt(FIXED - Integer.BYTES);
    if (numbersFrom < FIXED || (intact && numbersFrom > content)) {
      throw edited(file);
    }
    if (numbersFrom > content) {
      throw truncated(file, bytes.length);
    }
    FitHeader header = header(file, bytes, numbersFrom);
    long numbers = header.numbers() + (long) header.curvature() * header.curvature();
    long expected = numbersFrom + numbers * Double.BYTES;
    if (content < expected) {
      throw truncated(file, bytes.length);
    }
    if (!intact || content > expected) {
      throw edited(file);
    }
    double[] values = new double[(int) numbers];
    in.position(numbersFrom);
    in.asDoubleBuffer().get(values);
    return new FitBytes(header, values);
  }

  private static FitHeader header(Path file, byte[] bytes, int end) {
    try {
      String text = new String(bytes, FIXED, end - FIXED, StandardCharsets.UTF_8);
      return FitJson.read(text, FitHeader.class);
    } catch (IllegalArgumentException e) {
      throw edited(file);
    }
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new FitFileException(file, Reason.UNREADABLE, e, "there is no such file");
    } catch (IOException e) {
      String why = Files.isDirectory(file) ? "it is a directory" : String.valueOf(e.getMessage());
      throw new FitFileException(file, Reason.UNREADABLE, e, "cannot be read: " + why);
    }
  }

  private static FitFileException truncated(Path file, int length) {
    return new FitFileException(
        file,
        Reason.TRUNCATED,
        String.format(
            "the file ends early, after %d bytes; it was cut short, copy it again or fit again",
            length));
  }

  private static FitFileException edited(Path file) {
    return new FitFileException(
        file,
        Reason.EDITED,
        "the content does not have the checksum that it was saved with; it was edited or damaged");
  }

  private static byte[] checksum(byte[] bytes, int length) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      sha.update(bytes, 0, length);
      return sha.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
