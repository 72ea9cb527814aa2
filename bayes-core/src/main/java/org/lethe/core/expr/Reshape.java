package org.lethe.core.expr;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The same elements in row-major order under other fixed dimensions; costs nothing. */
record Reshape(List<Integer> dims) implements Primitive {

  // written out: the platform's own for records is made of method handles, milliseconds at each
  // start
  @Override
  public boolean equals(Object o) {
    return o instanceof Reshape r && dims.equals(r.dims);
  }

  @Override
  public int hashCode() {
    return dims.hashCode();
  }

  static Expr of(Expr x, int... dims) {
    List<Integer> list = IntStream.of(dims).boxed().toList();
    return x.shape().dims().equals(list) ? x : of(x, list);
  }

  /** A dimension of size 1 put in at {@code axis}, so that the value repeats along it. */
  static Expr insert(Expr x, int axis) {
    List<Integer> list = new ArrayList<>(x.shape().dims());
    list.add(axis, 1);
    return of(x, List.copyOf(list));
  }

  /** Signs go outward, and numbers that are known stay so. */
  private static Expr of(Expr x, List<Integer> dims) {
    if (Simplify.isNegated(x)) {
      return of(x.negate(), dims).negate();
    }
    Reshape reshape = new Reshape(dims);
    return x instanceof Node.Constant c
        ? new Node.Constant(reshape.shape(List.of(c)), c.values())
        : Node.apply(reshape, x);
  }

  @Override
  public String name() {
    return "RESHAPE" + dims;
  }

  @Override
  public Shape shape(List<Expr> args) {
    Shape from = args.get(0).shape();
    Shape to = from.withDims(dims);
    if (to.size() != from.size()) {
      throw new ShapeException("reshape: " + from + " does not hold as many numbers as " + to);
    }
    return to;
  }

  @Override
  public List<Expr> adjoints(Expr self, List<Expr> args, Expr g) {
    Shape to = args.get(0).shape();
    return List.of(of(g, to.dims().stream().mapToInt(Integer::intValue).toArray()));
  }

  @Override
  public Step bind(Buffer out, List<Buffer> args) {
    return rows -> {};
  }
}
