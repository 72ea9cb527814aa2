package org.lethe.core.expr;

import java.util.Optional;

/**
 * The values that elements of an expression take while an unknown runs over the real line, where
 * that is plain to see: of the unknown itself, of its elements moved or repeated, of monotone
 * functions of these, and of sums and products of these with one number.
 *
 * @param unknown its name
 * @param low the greatest lower bound, which may not be reached
 * @param high the least upper bound
 */
public record Reach(String unknown, double low, double high) {

  /** Of an expression; empty where it is not plain to see. */
  public static Optional<Reach> of(Expr e) {
    if (e instanceof Node.Input input && input.unknown()) {
      double infinite = Double.POSITIVE_INFINITY;
      return Optional.of(new Reach(input.name(), -infinite, infinite));
    }
    if (!(e instanceof Node.Apply a)) {
      return Optional.empty();
    }
    if (a.op() instanceof Binary op && (op == Binary.PLUS || op == Binary.TIMES)) {
      Optional<Double> left = number(a.args().get(0));
      Optional<Double> right = number(a.args().get(1));
      if (left.isPresent() == right.isPresent()) {
        return Optional.empty();
      }
      double c = left.or(() -> right).orElseThrow();
      return of(a.args().get(left.isPresent() ? 1 : 0))
          .map(r -> r.between(op.apply(r.low, c), op.apply(r.high, c)));
    }
    if (a.op() instanceof Unary op) {
      return switch (op) {
        case NEGATE -> of(a.args().get(0)).map(r -> r.between(-r.low, -r.high));
        case EXP -> of(a.args().get(0)).map(r -> r.between(Math.exp(r.low), Math.exp(r.high)));
        case SIGMOID -> of(a.args().get(0)).map(r -> r.between(sigmoid(r.low), sigmoid(r.high)));
        default -> Optional.empty();
      };
    }
    boolean moves = a.op() instanceof Take take && take.fillsNothing();
    moves |= a.op() instanceof Reshape || a.op() == Gather.GATHER;
    return moves ? of(a.args().get(0)) : Optional.empty();
  }

  private Reach between(double a, double b) {
    // 0 for −0
    return new Reach(unknown, Math.min(a, b) + 0.0, Math.max(a, b) + 0.0);
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
