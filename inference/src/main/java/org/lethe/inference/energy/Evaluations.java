package org.lethe.inference.energy;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.lethe.core.expr.Device;
import org.lethe.core.expr.Expr;
import org.lethe.core.expr.Gradient;

/**
 * A scalar of some inputs with its derivatives in the first: a few programs, each compiled when it
 * is first asked for.
 */
final class Evaluations implements AutoCloseable {

  /** What is computed. */
  enum Order {
    VALUE,
    GRADIENT,
    SLOPE,
    HESSIAN_VECTOR
  }

  private final Expr scalar;
  private final List<Expr> inputs;
  private final List<Expr> detached;
  private final Device device;
  private final boolean rows;
  private final Map<Order, BoundProgram> programs = new EnumMap<>(Order.class);

  /**
   * @param scalar the function
   * @param inputs all of them; derivatives are with respect to the first
   * @param detached copies of the first that take part in the second derivative only
   */
  Evaluations(Expr scalar, List<Expr> inputs, List<Expr> detached, boolean rows, Device device) {
    this.scalar = scalar;
    this.inputs = inputs;
    this.detached = detached;
    this.device = device;
    this.rows = rows;
  }

  /**
   * Runs at points that lie end to end. The inputs of a Hessian product end with the direction;
   * outputs are the value, the value and the gradient, the gradient alone, or the product.
   */
  void calls(Order order, Batch batch, int points, double[] in, double[] out) {
    BoundProgram program = program(order);
    (rows ? program.over(batch) : program).calls(points, in, out);
  }

  /** Whether two points in one program would read the rows once. */
  boolean sharesRows() {
    return program(Order.VALUE).sharesRows(); // the products are there already, and it is shorter
  }

  private BoundProgram program(Order order) {
    BoundProgram known = programs.get(order);
    if (known != null) {
      return known;
    }
    BoundProgram made = compile(order);
    programs.put(order, made);
    return made;
  }

  private BoundProgram compile(Order order) {
    return switch (order) {
      case VALUE -> new BoundProgram(inputs, List.of(scalar), device);
      case GRADIENT -> new BoundProgram(inputs, List.of(scalar, slope()), device);
      case SLOPE -> new BoundProgram(inputs, List.of(slope()), device);
      case HESSIAN_VECTOR -> product();
    };
  }

  private Expr slope() {
    return Gradient.of(scalar, inputs.get(0)).get(0);
  }

  /** ∇⟨∇F, v⟩, the outer derivative taken through the detached copies too. */
  private BoundProgram product() {
    Expr at = inputs.get(0);
    int size = at.shape().size();
    Expr v = Expr.input("direction", size);
    Expr along = Gradient.of(scalar, at).get(0).times(v).sum();
    Expr product = Gradient.of(along, at).get(0);
    for (Expr copy : detached) {
      product = product.plus(Gradient.of(along, copy).get(0));
    }
    List<Expr> all = new ArrayList<>(inputs);
    all.add(v);
    return new BoundProgram(all, List.of(product), device);
  }

  @Override
  public void close() {
    programs.values().forEach(BoundProgram::close);
  }
}
