package org.lethe.core.expr;

import java.util.Optional;
import java.util.function.DoubleUnaryOperator;

/**
 * The values that elements of an expression take while an unknown runs over the real line, where
 * that is plain to see: of the unknown itself, of its elements moved or repeated, of monotone
 * functions of these, and of sums, differences and products of these with one number.
 *
 * @param unknown its name
 * @param low the greatest lower bound, which may not be reached
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

  private static double ulps(double bound) {
    return Double.isFinite(bound) ? 2 * Math.ulp(bound) : 0;
  }

  private static Optional<DoubleUnaryOperator> monotone(Unary op) {
    return switch (op) {
      case NEGATE -> Optional.of(x -> -x);
      case EXP -> Optional.of(Math::exp);
      case SIGMOID -> Optional.of(Reach::sigmoid);
      case TANH -> Optional.of(Math::tanh);
      case LOG -> Optional.of(x -> Math.log(Math.max(x, 0)));
      default -> Optional.empty();
    };
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
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
