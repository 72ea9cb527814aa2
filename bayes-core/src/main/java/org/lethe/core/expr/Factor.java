package org.lethe.core.expr;

import java.util.Optional;

/**
 * A product seen as a known number times the rest. Numbers meet: 2·(x·(0.5·y)) is x·y. What is left
 * of them goes to the smaller operand, or in front, where the next may meet it. Numbers between
 * 1e−15 and 1e15 alone move, so that under- and overflow stay within such a factor of where they
 * were.
 *
 * @param number a constant of one element, if there is one
 * @param rest what it multiplies
 */
record Factor(Optional<Node.Constant> number, Expr rest) {

  private static final double LEAST = 1e-15;
  private static final double GREATEST = 1e15;

  private static Factor of(Expr e) {
    if (isProduct(e)) {
      Expr x = ((Node.Apply) e).args().get(0);
      Expr y = ((Node.Apply) e).args().get(1);
      if (isNumber(x)) {
        return new Factor(Optional.of((Node.Constant) x), y);
      }
      if (isProduct(x) && isNumber(((Node.Apply) x).args().get(0))) {
        Factor inner = of(x);
        return new Factor(inner.number, Simplify.binary(Binary.TIMES, inner.rest, y));
      }
    }
    return new Factor(Optional.empty(), e);
  }

  private static boolean isProduct(Expr e) {
    return e instanceof Node.Apply a && a.op() == Binary.TIMES;
  }

  /** Whether this is a number that may move: not 0, and far from under- and overflow. */
  static boolean isNumber(Expr e) {
    return e instanceof Node.Constant c && c.shape().size() == 1 && isTame(c.values()[0]);
  }

  private static boolean isTame(double v) {
    return Math.abs(v) > LEAST && Math.abs(v) < GREATEST;
  }

  /** 1/c for a {@link #isNumber}. */
  static Expr inverse(Expr number) {
    return constant(number.shape(), 1 / ((Node.Constant) number).values()[0]);
  }

  private static Expr constant(Shape shape, double value) {
    return new Node.Constant(shape, new double[] {value});
  }

  static Expr product(Expr x, Expr y) {
    if (isNumber(y) && !isNumber(x)) {
      return product(y, x);
    }
    Factor a = isNumber(x) ? new Factor(Optional.of((Node.Constant) x), Expr.constant(1)) : of(x);
    Factor b = of(y);
    boolean alone = isNumber(x) && b.number.isEmpty();
    if (alone || (a.number.isEmpty() && b.number.isEmpty())) {
      return Simplify.binary(Binary.TIMES, x, y);
    }
    double value = value(a) * value(b);
    if (!isTame(value)) {
      return Simplify.binary(Binary.TIMES, x, y);
    }
    Expr number = constant(shape(a).broadcast(shape(b)), value);
    return isNumber(x) ? scaled(number, b.rest) : placed(number, a.rest, b.rest);
  }

  private static double value(Factor f) {
    return f.number.map(c -> c.values()[0]).orElse(1.0);
  }

  private static Shape shape(Factor f) {
    return f.number.map(Node.Constant::shape).orElse(Shape.scalar());
  }

  private static Expr scaled(Expr number, Expr rest) {
    if (rest instanceof Node.Apply a && isProduct(rest)) {
      return placed(number, a.args().get(0), a.args().get(1));
    }
    return Simplify.times(number, rest);
  }

  private static Expr placed(Expr number, Expr x, Expr y) {
    Shape all = x.shape().broadcast(y.shape());
    if (isSmaller(x.shape(), all)) {
      return Simplify.binary(Binary.TIMES, Simplify.times(number, x), y);
    }
    if (isSmaller(y.shape(), all)) {
      return Simplify.binary(Binary.TIMES, Simplify.times(number, y), x);
    }
    Expr product = Simplify.binary(Binary.TIMES, x, y);
    boolean one = Simplify.all(number, 1) && product.shape().rank() >= number.shape().rank();
    return one ? product : Simplify.binary(Binary.TIMES, number, product);
  }

  private static boolean isSmaller(Shape part, Shape all) {
    return part.rows() != all.rows() || part.size() < all.size();
  }
}
