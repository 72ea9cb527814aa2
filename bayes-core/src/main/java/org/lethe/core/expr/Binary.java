package org.lethe.core.expr;

import java.util.List;
import java.util.Locale;

/** Functions of two values, element by element with broadcasting. */
enum Binary implements Primitive {
  PLUS,
  MINUS,
  TIMES,
  OVER,
  MIN,
  MAX,
  GREATER,
  AT_LEAST,
  EQUAL;

  /** The function on two numbers. */
  double apply(double x, double y) {
    return switch (this) {
      case PLUS -> x + y;
      case MINUS -> x - y;
      case TIMES -> x * y;
      case OVER -> x / y;
      case MIN -> Math.min(x, y);
      case MAX -> Math.max(x, y);
      case GREATER -> x > y ? 1 : 0;
      case AT_LEAST -> x >= y ? 1 : 0;
      case EQUAL -> x == y ? 1 : 0;
    };
  }

  @Override
  public Shape shape(List<Expr> args) {
    try {
      return args.get(0).shape().broadcast(args.get(1).shape());
    } catch (ShapeException e) {
      throw new ShapeException(name().toLowerCase(Locale.ROOT) + ": " + e.getMessage());
    }
  }

  @Override
  public boolean elementwise() {
    return true;
  }

  @Override
  public List<Expr> adjoints(Expr self, List<Expr> args, Expr g) {
    Expr x = args.get(0);
    Expr y = args.get(1);
    Expr none = Expr.constant(0);
    return switch (this) {
      case PLUS -> List.of(g, g);
      case MINUS -> List.of(g, g.negate());
      case TIMES -> List.of(g.times(y), g.times(x));
      case OVER -> List.of(g.over(y), g.times(self).over(y).negate());
      case MIN -> List.of(y.atLeast(x).where(g, none), y.atLeast(x).where(none, g));
      case MAX -> List.of(x.atLeast(y).where(g, none), x.atLeast(y).where(none, g));
      case GREATER, AT_LEAST, EQUAL -> List.of(none, none);
    };
  }

  @Override
  public Step bind(Buffer out, List<Buffer> args) {
    return Broadcast.of(this, out, args.get(0), args.get(1));
  }
}
