package org.lethe.core.expr;

import java.util.List;

/** The immutable nodes of an expression graph. Identity is the node itself. */
abstract sealed class Node implements Expr {

  private final Shape shape;
  private final Origins origins;

  private Node(Shape shape, Origins origins) {
    this.shape = shape;
    this.origins = origins;
  }

  /** What it is made of. */
  Origins origins() {
    return origins;
  }

  /**
   * What a node is made of, kept with it so that no walk is needed to tell.
   *
   * @param inputs whether any input
   * @param rows whether there is a value for each row anywhere in it
   * @param sumsRows whether it sums over rows
   */
  record Origins(boolean inputs, boolean rows, boolean sumsRows) {
    private static final Origins NONE = new Origins(false, false, false);
    private static final Origins INPUT = new Origins(true, false, false);
    private static final Origins ROWS = new Origins(false, true, false);

    private static Origins of(Primitive op, List<Expr> args) {
      Origins all = op.reducesRows() ? new Origins(false, false, true) : NONE;
      for (Expr arg : args) {
        all = all.and(((Node) arg).origins);
      }
      return all;
    }

    private Origins and(Origins o) {
      return o == this || o == NONE
          ? this
          : new Origins(inputs | o.inputs, rows | o.rows, sumsRows | o.sumsRows);
    }
  }

  @Override
  public Shape shape() {
    return shape;
  }

  @Override
  public String toString() {
    return getClass().getSimpleName() + shape;
  }

  /** The arguments; none for a leaf. */
  List<Expr> args() {
    return List.of();
  }

  /** An operation applied to arguments. */
  static final class Apply extends Node {
    private final Primitive op;
    private final List<Expr> args;

    private Apply(Primitive op, List<Expr> args) {
      super(op.shape(args), Origins.of(op, args));
      this.op = op;
      this.args = args;
    }

    Primitive op() {
      return op;
    }

    @Override
    List<Expr> args() {
      return args;
    }

    @Override
    public String toString() {
      return op.name() + shape();
    }
  }

  /** Known numbers, in row-major order. */
  static final class Constant extends Node {
    private final double[] values;

    Constant(Shape shape, double[] values) {
      super(shape, Origins.NONE);
      this.values = values;
    }

    static Constant matrix(double[][] values) {
      int columns = values.length == 0 ? 0 : values[0].length;
      double[] flat = new double[values.length * columns];
      for (int i = 0; i < values.length; i++) {
        if (values[i].length != columns) {
          throw new ShapeException(
              String.format(
                  "constant: every row must have %d numbers, row %d has %d",
                  columns, i, values[i].length));
        }
        System.arraycopy(values[i], 0, flat, i * columns, columns);
      }
      return new Constant(Shape.of(values.length, columns), flat);
    }

    double[] values() {
      return values;
    }
  }

  /** Numbers given at each call, named for messages and digests. */
  static final class Input extends Node {
    private final String name;
    private final boolean unknown;

    Input(String name, Shape shape, boolean unknown) {
      super(shape, shape.rows() ? new Origins(true, true, false) : Origins.INPUT);
      this.name = name;
      this.unknown = unknown;
    }

    /** Whether it may be any real numbers. */
    boolean unknown() {
      return unknown;
    }

    String name() {
      return name;
    }

    @Override
    public String toString() {
      return name + shape();
    }
  }

  /** Columns of the bound table, side by side. */
  static final class Columns extends Node {
    private final List<String> names;

    Columns(List<String> names, boolean single) {
      super(single ? Shape.perRow() : Shape.perRow(names.size()), Origins.ROWS);
      this.names = names;
    }

    List<String> names() {
      return names;
    }
  }

  /** The weight of each row in the bound batch. */
  static final class Weight extends Node {
    Weight() {
      super(Shape.perRow(), Origins.ROWS);
    }
  }

  /** One for each row. */
  static final class Ones extends Node {
    Ones() {
      super(Shape.perRow(), Origins.ROWS);
    }
  }

  /** A standard normal for each row; {@link RowNoise} integrates it out. */
  static final class Noise extends Node {
    Noise() {
      super(Shape.perRow(), Origins.ROWS);
    }
  }

  static Expr apply(Primitive op, Expr... args) {
    return apply(op, List.of(args));
  }

  static Expr apply(Primitive op, List<Expr> args) {
    return new Apply(op, List.copyOf(args));
  }
}
