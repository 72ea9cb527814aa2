package org.lethe.core.expr;

/**
 * Where a node's values lie. Without rows: its elements in row-major order. With rows: element k of
 * row r at {@code offset + k·stride + r}, so rows are in the lanes.
 */
final class Buffer {

  private final Shape shape;
  private final double[] data;
  private final int offset;
  private final int stride;
  private final int size;

  /**
   * @param shape the node's shape
   * @param data the array that holds it, shared with others
   * @param offset where it begins
   * @param stride how far apart the elements of one row are; 1 without rows
   */
  Buffer(Shape shape, double[] data, int offset, int stride) {
    this.shape = shape;
    this.data = data;
    this.offset = offset;
    this.stride = stride;
    this.size = shape.size();
  }

  /** The same numbers under another shape of as many. */
  Buffer reshaped(Shape other) {
    return new Buffer(other, data, offset, stride);
  }

  Shape shape() {
    return shape;
  }

  double[] data() {
    return data;
  }

  int offset() {
    return offset;
  }

  int stride() {
    return stride;
  }

  /** How many numbers there are without rows, or in each row. */
  int size() {
    return size;
  }

  boolean rows() {
    return shape.rows();
  }

  /** Where element {@code k} (of the first row) lies. */
  int at(int k) {
    return offset + k * stride;
  }
}
