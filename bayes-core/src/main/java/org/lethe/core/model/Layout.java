package org.lethe.core.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lethe.core.expr.Expr;

/**
 * Unknowns end to end in one vector.
 *
 * @param parts which of its elements hold which unknown
 * @param vector the input that holds them all
 * @param slices the part of the vector that takes the place of each unknown's own input
 * @param start a start value for each element, where unknowns have one
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Layout(List<Parameter> parts, Expr vector, Map<Expr, Expr> slices, double[] start) {

  static Layout of(String name, Collection<Unknown> unknowns) {
    List<Parameter> parts = new ArrayList<>();
    int d = 0;
    for (Unknown u : unknowns) {
      int size = u.free().shape().size();
      parts.add(new Parameter(u.name(), d, size, u.value().shape().dims(), u.support()));
      d += size;
    }
    Expr vector = Expr.input(name, d);
    Map<Expr, Expr> slices = new LinkedHashMap<>();
    int at = 0;
    for (Unknown u : unknowns) {
      int[] dims = u.free().shape().dims().stream().mapToInt(Integer::intValue).toArray();
      int size = u.free().shape().size();
      slices.put(u.free(), vector.slice(at, at + size).reshape(dims));
      at += size;
    }
    double[] start = unknowns.stream().flatMapToDouble(u -> Arrays.stream(u.start())).toArray();
    return new Layout(List.copyOf(parts), vector, slices, start);
  }

  int size() {
    return vector.shape().size();
  }
}
