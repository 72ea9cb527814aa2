package org.lethe.core.expr;

import java.util.Optional;

/**
 * Where a node's values lie. Without rows: its elements in row-major order. With rows: element k of
 * row r at {@code offset + k·stride + r}, so rows are in the lanes; or, for columns that only whole
 * products read, in the table itself.
 */
final class Buffer {

  /** Stretches begin at multiples of this, and row strides are multiples of it. */
  static final int ALIGNED = 8;

  /** So many numbers apart, lines of a first cache of 64 sets come eight sets apart. */
  private static final int CROWDED = 64;

  private final Shape shape;
  private final double[] data;
  private final int offset;
  private final int stride;
  private final int size;
  private final Optional<RowView> table;
  private final Role role;

  /**
   * What products may know of a matrix without rows, and sums of anything.
   *
   * @param held the triangle outside of which it is 0
   * @param wanted the triangle outside of which nothing reads it
   * @param transposed whether its columns lie where rows should: it lies there transposed
   * @param squared whether the roots of its elements lie there
   */
  record Role(Triangle held, Triangle wanted, boolean transposed, boolean squared) {
    static final Role PLAIN = new Role(Triangle.ALL, Triangle.ALL, false, false);
  }

  /**
   * @param shape the node's shape
   * @param data the array that holds it, shared with others
   * @param offset where it begins
   * @param stride how far apart the elements of one row are; 1 without rows
   */
  Buffer(Shape shape, double[] data, int offset, int stride) {
    this(shape, data, offset, stride, Optional.empty(), Role.PLAIN);
  }

  private Buffer(
      Shape shape, double[] data, int offset, int stride, Optional<RowView> table, Role role) {
    this.shape = shape;
    this.data = data;
    this.offset = offset;
    this.stride = stride;
    this.size = shape.size();
    this.table = table;
    this.role = role;
  }

  /** Columns that stay in the table, from {@code position} in each row on. */
  static Buffer inTable(Shape shape, RowView view, int position) {
    return new Buffer(shape, new double[0], position, 1, Optional.of(view), Role.PLAIN);
  }

  /** {@code n} rounded up to whole stretches. */
  static int padded(int n) {
    return (n + ALIGNED - 1) & -ALIGNED;
  }

  /**
   * The row stride for blocks of n rows. Where it would be a multiple of 64 numbers it is eight
   * more: elements of one row would else share few sets of the first cache, which products that
   * walk along them would wait for.
   */
  static int strideOf(int n) {
    int padded = padded(n);
    return padded % CROWDED == 0 ? padded + ALIGNED : padded;
  }

  /** The same numbers under another shape of as many. */
  Buffer reshaped(Shape other) {
    return new Buffer(other, data, offset, stride);
  }

  /** The same place, seen in that role. */
  Buffer as(Shape other, Role known) {
    return new Buffer(other, data, offset, stride, table, known);
  }

  Role role() {
    return role;
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

  /** The rows of the current block, if these columns stay in the table. */
  Optional<RowView> table() {
    return table;
  }

  /** Where element {@code k} (of the first row) lies. */
  int at(int k) {
    return offset + k * stride;
  }
}
