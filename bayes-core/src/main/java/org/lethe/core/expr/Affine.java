package org.lethe.core.expr;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What is affine or quadratic in an input, seen from the structure of an expression. */
public final class Affine {

  private static final int BEYOND = 3;

  private Affine() {}

  /**
   * The single predictor of a row term: the [rows] node, affine in θ, through which alone the term
   * depends on θ and on row noise, and after which there are elementwise operations only. Empty if
   * there is none.
   */
  public static Optional<Expr> predictor(Expr rowTerm, Expr theta) {
    List<Expr> order = Graph.topological(List.of(rowTerm));
    Map<Expr, Integer> degrees = degrees(order, theta);
    for (Expr e : order) {
      if (degrees.getOrDefault(e, 0) == 1
          && e.shape().equals(Shape.perRow())
          && isOnlyWay(e, order, theta)
          && Linear.of(e, theta, identity(theta)).isPresent()) {
        return Optional.of(e);
      }
    }
    return Optional.empty();
  }

  /**
   * The linear part of f applied to directions: column j of the result is f(θ + d_j) − f(θ).
   *
   * @param f a predictor found by {@link #predictor}
   * @param theta the input [d]
   * @param directions [d × m]
   * @return [rows × m]
   * @throws IllegalArgumentException when f is not affine in θ by its structure
   */
  public static Expr linear(Expr f, Expr theta, Expr directions) {
    return Linear.of(f, theta, directions)
        .orElseThrow(
            () -> new IllegalArgumentException("linear: the expression is not affine in " + theta));
  }

  /**
   * Whether f is affine in θ and in row noise together, by its structure.
   *
   * @param f [rows]
   * @param theta the input [d]
   */
  public static boolean isAffine(Expr f, Expr theta) {
    return degrees(Graph.topological(List.of(f)), theta).getOrDefault(f, BEYOND) == 1
        && Linear.of(f, theta, identity(theta)).isPresent();
  }

  /** Whether e depends neither on θ nor on row noise. */
  public static boolean isKnown(Expr e, Expr theta) {
    return degrees(Graph.topological(List.of(e)), theta).getOrDefault(e, BEYOND) == 0;
  }

  /** Whether f is a polynomial of degree at most 2 in θ, by its structure. */
  public static boolean isQuadratic(Expr f, Expr theta) {
    return degrees(Graph.topological(List.of(f)), theta).getOrDefault(f, BEYOND) <= 2;
  }

  private static Expr identity(Expr theta) {
    double[] ones = new double[theta.shape().size()];
    Arrays.fill(ones, 1);
    return Expr.vector(ones).toDiagonal();
  }

  /** Whether nothing but {@code e} leads from θ to the last node, elementwise from there on. */
  private static boolean isOnlyWay(Expr e, List<Expr> order, Expr theta) {
    Set<Expr> around = new HashSet<>();
    for (Expr node : order) {
      boolean depends = Graph.args(node).stream().anyMatch(around::contains);
      if (node != e && (node == theta || node instanceof Node.Noise || depends)) {
        around.add(node);
      }
    }
    Expr last = order.get(order.size() - 1);
    return !around.contains(last) && elementwiseFrom(e, order);
  }

  /** Whether there are elementwise operations only after {@code e}. */
  static boolean elementwiseFrom(Expr e, List<Expr> order) {
    return Graph.dependents(order, Set.of(e)).stream().allMatch(n -> n == e || isElementwise(n));
  }

  private static boolean isElementwise(Expr e) {
    return e instanceof Node.Apply a
        && (a.op().elementwise() || a.op() instanceof Reshape)
        && e.shape().rows();
  }

  private static Map<Expr, Integer> degrees(List<Expr> order, Expr theta) {
    Map<Expr, Integer> degrees = new HashMap<>();
    for (Expr e : order) {
      boolean source = e == theta || e instanceof Node.Noise;
      degrees.put(e, source ? 1 : e instanceof Node.Apply a ? degree(a, degrees) : 0);
    }
    return degrees;
  }

  private static int degree(Node.Apply node, Map<Expr, Integer> degrees) {
    int[] args = node.args().stream().mapToInt(degrees::get).toArray();
    int highest = Arrays.stream(args).max().orElse(0);
    Primitive op = node.op();
    if (highest == 0) {
      return 0;
    }
    if (op == Unary.SQUARE || op == GaussianExponent.GAUSSIAN_EXPONENT) {
      return Math.min(2 * highest, BEYOND);
    }
    if (op == Binary.TIMES || op == Matmul.MATMUL || op == RowOuter.ROW_OUTER) {
      return Math.min(args[0] + args[1], BEYOND);
    }
    if (op == RowMoment.ROW_MOMENT) {
      return Math.min(args[0] + Math.max(args[1], args[2]), BEYOND);
    }
    if (op == Binary.OVER || op == Gather.GATHER || op instanceof RowScatter) {
      return args[1] == 0 ? args[0] : BEYOND;
    }
    if (op == Where.WHERE || op instanceof SolveLower) {
      return args[0] == 0 ? highest : BEYOND;
    }
    return Linear.keepsDegree(op) ? highest : BEYOND;
  }
}
