package org.lethe.core.random;

/**
 * The uniforms of one address one after the other, for methods that cannot say beforehand how many
 * they need. One thread at a time may read them.
 */
public final class Uniforms {
  private final RandomStream stream;
  private int read;

  private Uniforms(RandomStream stream) {
    this.stream = stream;
  }

  /** Those of an address, from the first. */
  public static Uniforms of(RandomStream stream) {
    return new Uniforms(stream);
  }

  /** The next one, strictly between 0 and 1. */
  public double next() {
    return stream.uniform(read++);
  }
}
