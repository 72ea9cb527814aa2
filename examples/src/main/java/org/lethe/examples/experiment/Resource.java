package org.lethe.examples.experiment;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Data that come with the program, see DATA.md. */
final class Resource {
  private Resource() {}

  static byte[] bytes(String name) {
    try (InputStream in = Resource.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the data " + name + " must be in the jar");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the resource " + name, e);
    }
  }
}
