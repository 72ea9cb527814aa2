package org.lethe.core.data;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * SHA-256 over an unambiguous encoding: strings and arrays carry their length, so that no two
 * different sequences of parts give the same bytes. Minus zero counts as zero.
 */
public final class Digest {
  private final MessageDigest sha = sha256();

  private Digest() {}

  /** A digest of nothing yet. */
  public static Digest of() {
    return new Digest();
  }

  /** Appends a string with its length in UTF-8 bytes. */
  public Digest add(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    add(bytes.length);
    sha.update(bytes);
    return this;
  }

  /** Appends a whole number. */
  public Digest add(long value) {
    sha.update(ByteBuffer.allocate(Long.BYTES).putLong(value).array());
    return this;
  }

  /** Appends the bits of a number. */
  public Digest add(double value) {
    return add(Double.doubleToLongBits(value + 0.0));
  }

  /** Appends numbers and how many they are. */
  public Digest add(double[] values) {
    ByteBuffer buffer = ByteBuffer.allocate(Long.BYTES * (values.length + 1));
    buffer.putLong(values.length);
    for (double value : values) {
      buffer.putDouble(value + 0.0);
    }
    sha.update(buffer.array());
    return this;
  }

  /** The 32 bytes; the digest starts over. */
  public byte[] bytes() {
    return sha.digest();
  }

  /** The 64 hexadecimal digits; the digest starts over. */
  public String hex() {
    return HexFormat.of().formatHex(bytes());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
