package org.lethe.core.expr;

import java.util.Optional;
import java.util.function.DoubleUnaryOperator;

/**
 * The values that elements of an expression take while an unknown runs over the real line, where
 * that is plain to see: of the unknown itself, of its elements moved or repeated, of monotone
 * functions, squares and absolute values of these, and of sums, differences, products and quotients
 * of these with one number.
 *
 * @param unknown its name
 * @param low the greatest lower bound, which may not be reached; NaN where some values are the root
 *     of a negative number
 * @param high the least upper bound
 * @param rounding how far rounding may have put a bound off
 * @param linear whether no other function than a linear one came between
 */
public record Reach(String unknown, double low, double high, double rounding, boolean linear) {

  /** Of an expression; empty where it is not plain to see. */
  public static Optional<Reach> of(Expr e) {
    if (e instanceof Node.Input input && input.unknown()) {
      double infinite = Double.POSITIVE_INFINITY;
      return Optional.of(new Reach(input.name(), -infinite, infinite, 0, true));
    }
    if (!(e instanceof Node.Apply a)) {
      return Optional.empty();
    }
    if (a.op() == Binary.PLUS || a.op() == Binary.MINUS || a.op() == Binary.TIMES) {
      Optional<Double> left = number(a.args().get(0));
      Optional<Double> right = number(a.args().get(1));
      if (left.isPresent() == right.isPresent()) {
        return Optional.empty();
      }
      double c = left.or(() -> right).orElseThrow();
      Binary op = (Binary) a.op();
      DoubleUnaryOperator f = x -> left.isPresent() ? op.apply(c, x) : op.apply(x, c);
      double scale = op == Binary.TIMES ? Math.abs(c) : 1;
      return of(a.args().get(left.isPresent() ? 1 : 0))
          .map(
              r -> r.through(f, r.linear, scale * r.rounding + (op == Binary.TIMES ? 0 : ulps(c))));
    }
    if (a.op() == Binary.OVER) {
      return number(a.args().get(0)).flatMap(c -> of(a.args().get(1)).flatMap(r -> r.under(c)));
    }
    if (a.op() == Unary.SQRT) {
      return of(a.args().get(0)).map(Reach::root);
    }
    if (a.op() == Unary.SQUARE || a.op() == Unary.ABS) {
      DoubleUnaryOperator f = a.op() == Unary.ABS ? Math::abs : x -> x * x;
      return of(a.args().get(0)).map(r -> r.folded(f));
    }
    if (a.op() instanceof Unary op) {
      Optional<DoubleUnaryOperator> f = monotone(op);
      boolean negates = op == Unary.NEGATE;
      return f.flatMap(
          g -> of(a.args().get(0)).map(r -> r.through(g, r.linear && negates, r.rounding)));
    }
    boolean moves = a.op() instanceof Take take && take.fillsNothing();
    moves |= a.op() instanceof Reshape || a.op() == Gather.GATHER;
    return moves ? of(a.args().get(0)) : Optional.empty();
  }

  private Reach through(DoubleUnaryOperator f, boolean stillLinear, double before) {
    double a = f.applyAsDouble(low);
    double b = f.applyAsDouble(high);
    // 0 for −0
    double least = Math.min(a, b) + 0.0;
    double most = Math.max(a, b) + 0.0;
    return new Reach(unknown, least, most, before + ulps(least) + ulps(most), stillLinear);
  }

  /** Of c/x, which has no bounds where x has both signs. */
  private Optional<Reach> under(double c) {
    boolean above = low >= -rounding;
    boolean below = high <= rounding;
    if (above && below) {
      return Optional.empty();
    }
    if (!above && !below) {
      double infinite = Double.POSITIVE_INFINITY;
      return Optional.of(new Reach(unknown, -infinite, infinite, 0, false));
    }
    double nearest = above ? low : -high;
    double before = nearest > rounding ? rounding * Math.abs(c) / (nearest * nearest) : 0;
    return Optional.of(
        through(x -> c / (above ? Math.max(x, 0.0) : Math.min(x, -0.0)), false, before));
  }

  /** Of √x; rounding below 0 is none of x. */
  private Reach root() {
    double before = high > 0 ? Math.max(rounding, rounding / Math.sqrt(high)) : rounding;
    return through(x -> x < 0 && x >= -rounding ? 0 : Math.sqrt(x), false, before);
  }

  /** Of a function that falls up to 0 and rises from there. */
  private Reach folded(DoubleUnaryOperator f) {
    double most = Math.max(f.applyAsDouble(low), f.applyAsDouble(high));
    boolean zero = low <= 0 && high >= 0;
    double least = zero ? 0 : Math.min(f.applyAsDouble(low), f.applyAsDouble(high));
    double steep = Double.isFinite(most) ? Math.max(1, 3 * most) : 1;
    return new Reach(unknown, least, most, steep * rounding + ulps(least) + ulps(most), false);
  }

  private static double ulps(double bound) {
    return Double.isFinite(bound) ? 2 * Math.ulp(bound) : 0;
  }

  private static Optional<DoubleUnaryOperator> monotone(Unary op) {
    return switch (op) {
      case NEGATE -> Optional.of(x -> -x);
      case EXP -> Optional.of(Math::exp);
      case SIGMOID -> Optional.of(PlainUnary::sigmoid);
      case TANH -> Optional.of(Math::tanh);
      case SOFTPLUS -> Optional.of(PlainUnary::softplus);
      case LOG -> Optional.of(x -> Math.log(Math.max(x, 0)));
      default -> Optional.empty();
    };
  }

  /** The number that all elements of a constant are, other than 0. */
  private static Optional<Double> number(Expr e) {
    return e instanceof Node.Constant c
            && c.values().length > 0
            && c.values()[0] != 0
            && Simplify.all(e, c.values()[0])
        ? Optional.of(c.values()[0])
        : Optional.empty();
  }
}
