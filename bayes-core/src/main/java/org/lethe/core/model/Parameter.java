package org.lethe.core.model;

import java.util.List;
import org.lethe.core.distribution.Support;

/**
 * A named part of θ.
 *
 * @param name unique in its model
 * @param offset where its numbers begin in θ
 * @param size how many numbers it has, the product of {@code dims}
 * @param dims its dimensions, outermost first; empty for a scalar
 * @param support where it lives; θ holds it transformed to the real line
 */
public record Parameter(String name, int offset, int size, List<Integer> dims, Support support) {

  public Parameter {
    dims = List.copyOf(dims);
  }
}
