package org.lethe.core.expr;

import java.util.List;

/** The immutable nodes of an expression graph. Identity is the node itself. */
abstract sealed class Node implements Expr {

  private final Shape shape;

  private Node(Shape shape) {
    this.shape = shape;
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
      super(op.shape(args));
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
      super(shape);
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
      super(shape);
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
      super(single ? Shape.perRow() : Shape.perRow(names.size()));
      this.names = names;
    }

    List<String> names() {
      return names;
    }
  }

  /** The weight of each row in the bound batch. */
  static final class Weight extends Node {
    Weight() {
      super(Shape.perRow());
    }
  }

  /** One for each row. */
  static final class Ones extends Node {
    Ones() {
      super(Shape.perRow());
    }
  }

  /** A standard normal for each row; {@link RowNoise} integrates it out. */
  static final class Noise extends Node {
    Noise() {
      super(Shape.perRow());
    }
  }

  static Expr apply(Primitive op, Expr... args) {
    return apply(op, List.of(args));
  }

  static Expr apply(Primitive op, List<Expr> args) {
    return new Apply(op, List.copyOf(args));
  }
}
