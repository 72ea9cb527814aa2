package org.lethe.core.expr;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The expectation of a mixture's row term from below. For terms a_k(θ) and any shares r_k that sum
 * to 1, log Σ_k exp a_k ≥ Σ_k r_k (a_k − log r_k). The expectation of the right side is largest at
 * r = softmax(E a), where it is log Σ_k exp E[a_k]: what soft assignments of rows to components
 * maximise. Terms that are quadratic in θ have E[a_k] in closed form.
 */
public final class SoftAssignment {

  private final Expr theta;
  private final Expr centre;
  private final Expr spread;
  private final Set<Expr> dependent;

  private SoftAssignment(Expr rowTerm, Expr theta, Expr centre, Expr spread) {
    this.theta = theta;
    this.centre = centre;
    this.spread = spread;
    this.dependent = Graph.dependents(Graph.topological(List.of(rowTerm)), Set.of(theta));
  }

  /**
   * A lower bound of E[f] for θ ~ N(centre, spread spreadᵀ), exact where f is quadratic.
   *
   * @param rowTerm f, a sum of quadratics in θ and of log Σ_k exp of such
   * @param theta the input [d]
   * @param centre [d]
   * @param spread [d × m]
   * @return empty where f, by its structure, is of another form
   */
  public static Optional<Expr> bound(Expr rowTerm, Expr theta, Expr centre, Expr spread) {
    return new SoftAssignment(rowTerm, theta, centre, spread).bound(rowTerm);
  }

  private Optional<Expr> bound(Expr f) {
    if (f instanceof Node.Apply a && dependent.contains(f)) {
      Expr x = a.args().get(0);
      if (a.op() instanceof LogSumExp log) {
        return expectation(x).map(e -> e.logSumExp(log.axis()));
      }
      if (a.op() instanceof Reshape) {
        return bound(x).map(e -> Node.apply(a.op(), e));
      }
      if (a.op() == Binary.PLUS) {
        return bound(x).flatMap(e -> bound(a.args().get(1)).map(e::plus));
      }
    }
    return expectation(f);
  }

  private Optional<Expr> expectation(Expr f) {
    return added(f).map(v -> substituted(f).plus(v));
  }

  private Expr substituted(Expr f) {
    return f.substitute(Map.of(theta, centre));
  }

  /** E[f] − f(centre), of the shape of f; empty unless f is quadratic in a form known here. */
  private Optional<Expr> added(Expr f) {
    if (!dependent.contains(f) || along(f).isPresent()) {
      return Optional.of(Simplify.zeros(f.shape().withRows(false)));
    }
    if (!(f instanceof Node.Apply a)) {
      return Optional.empty();
    }
    Expr x = a.args().get(0);
    Primitive op = a.op();
    if (op == Unary.SQUARE) {
      return along(x).map(SoftAssignment::squares);
    }
    if (op == GaussianExponent.GAUSSIAN_EXPONENT && !dependent.contains(x)) {
      Optional<Expr> squares = along(a.args().get(1)).map(d -> squares(d).sum(1).times(-0.5));
      return a.args().size() == 2
          ? squares
          : squares.flatMap(v -> added(a.args().get(2)).map(v::plus));
    }
    if (op == Unary.NEGATE || op instanceof Sum || op instanceof Reshape) {
      return added(x).map(v -> Node.apply(op, repeated(v, x)));
    }
    if (op == Binary.PLUS || op == Binary.MINUS) {
      Expr y = a.args().get(1);
      return added(x).flatMap(v -> added(y).map(w -> op == Binary.PLUS ? v.plus(w) : v.minus(w)));
    }
    return op == Binary.TIMES || op == Binary.OVER ? scaled(a) : Optional.empty();
  }

  private Optional<Expr> scaled(Node.Apply product) {
    Expr x = product.args().get(0);
    Expr y = product.args().get(1);
    if (!dependent.contains(y)) {
      return added(x).map(v -> Node.apply(product.op(), v, y));
    }
    return product.op() == Binary.TIMES && !dependent.contains(x)
        ? added(y).map(v -> v.times(x))
        : Optional.empty();
  }

  /** The change of an affine f along each column of the spread, in a last dimension. */
  private Optional<Expr> along(Expr f) {
    return Linear.of(f, theta, spread);
  }

  private static Expr squares(Expr changes) {
    return changes.square().sum(changes.shape().rank() - 1);
  }

  private static Expr repeated(Expr v, Expr x) {
    return Take.repeat(v, x.shape().dims());
  }
}
