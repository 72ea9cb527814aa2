package org.lethe.core.expr;

/**
 * Where a node's values lie. Without rows: its elements in row-major order. With rows: element k of
 * row r at {@code offset + k·stride + r}, so rows are in the lanes.
 *
 * @param shape the node's shape
 * @param data the array that holds it, shared with others
 * @param offset where it begins
 * @param stride how far apart the elements of one row are; 1 without rows
 */
record Buffer(Shape shape, double[] data, int offset, int stride) {

  /** Where element {@code k} (of the first row) lies. */
  int at(int k) {
    return offset + k * stride;
  }

  boolean rows() {
    return shape.rows();
  }

  int size() {
    return shape.size();
  }
}
