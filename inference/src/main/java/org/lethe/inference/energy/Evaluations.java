package org.lethe.inference.energy;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.lethe.core.expr.Device;
import org.lethe.core.expr.Expr;
import org.lethe.core.expr.Gradient;
import org.lethe.core.expr.Precision;
import org.lethe.core.expr.Program;

/**
 * A scalar of some inputs with its derivatives in the first: three programs, each compiled when it
 * is first asked for.
 */
final class Evaluations implements AutoCloseable {

  /** What is computed. */
  enum Order {
    VALUE,
    GRADIENT,
    HESSIAN_VECTOR
  }

  private final Expr scalar;
  private final List<Expr> inputs;
  private final List<Expr> detached;
  private final Device device;
  private final boolean rows;
  private final Map<Order, Bound> bound = new EnumMap<>(Order.class);
  private final Function<Order, Bound> allocate = this::allocate;

  private static final class Bound {
    private final Program.Executor executor;
    private Optional<Batch> batch = Optional.empty();

    private Bound(Program.Executor executor) {
      this.executor = executor;
    }
  }

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
   * outputs are the value, the value and the gradient, or the product.
   */
  @SuppressWarnings("ReferenceEquality") // a batch is bound by identity, not by value
  void calls(Order order, Batch batch, int points, double[] in, double[] out) {
    Bound run = bound.computeIfAbsent(order, allocate);
    if (rows && (run.batch.isEmpty() || run.batch.get() != batch)) {
      run.executor.rows(batch.rows(), batch.index(), batch.weight(), batch.from(), batch.to());
      run.batch = Optional.of(batch);
    }
    if (points == 1) {
      run.executor.call(in, out);
    } else {
      run.executor.calls(points, in, out);
    }
  }

  private Bound allocate(Order order) {
    Program program =
        switch (order) {
          case VALUE -> Program.of(inputs, List.of(scalar));
          case GRADIENT ->
              Program.of(inputs, List.of(scalar, Gradient.of(scalar, inputs.get(0)).get(0)));
          case HESSIAN_VECTOR -> product();
        };
    return new Bound(program.on(device, Precision.DOUBLE));
  }

  /** ∇⟨∇F, v⟩, the outer derivative taken through the detached copies too. */
  private Program product() {
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
    return Program.of(all, List.of(product));
  }

  @Override
  public void close() {
    bound.values().forEach(open -> open.executor.close());
  }
}
