package org.lethe.core.model;

import java.util.List;
import java.util.stream.IntStream;
import org.lethe.core.distribution.Support;

/**
 * A named part of θ.
 *
 * @param name unique in its model
 * @param offset where its numbers begin in θ
 * @param size how many numbers θ holds for it, which may be fewer than it has itself
 * @param dims its own dimensions, outermost first; empty for a scalar
 * @param support where it lives; θ holds it transformed to the real line
 */
public record Parameter(String name, int offset, int size, List<Integer> dims, Support support) {

  public Parameter {
    dims = List.copyOf(dims);
  }

  /** The dimensions that its numbers in θ have. */
  public List<Integer> freeDims() {
    return support.freeDims(dims);
  }

  /** The elements of θ that hold it. */
  public IntStream positions() {
    return IntStream.range(offset, offset + size);
  }
}
