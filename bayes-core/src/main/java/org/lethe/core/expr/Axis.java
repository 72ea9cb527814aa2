package org.lethe.core.expr;

/** A shape seen along one of its dimensions: what lies outside it, its size, what lies inside. */
record Axis(int outer, int count, int inner) {

  static Axis of(Shape shape, int axis) {
    int count = shape.dim(axis);
    int outer = 1;
    int inner = 1;
    for (int i = 0; i < shape.rank(); i++) {
      if (i < axis) {
        outer *= shape.dim(i);
      } else if (i > axis) {
        inner *= shape.dim(i);
      }
    }
    return new Axis(outer, count, inner);
  }

  /** The row-major position of an element. */
  int element(int o, int c, int i) {
    return (o * count + c) * inner + i;
  }
}
