package org.lethe.unlearning.reversekl;

import java.util.ArrayList;
import java.util.List;
import org.lethe.core.expr.Device;
import org.lethe.core.expr.Expr;
import org.lethe.core.expr.Gradient;
import org.lethe.core.expr.Precision;
import org.lethe.core.expr.Program;

/**
 * Programs of a scalar and its derivatives in the first of its inputs: the value; the value and the
 * gradient; the product of the Hessian with a direction, which is the last input there.
 */
record Derivatives(Program.Executor value, Program.Executor gradient, Program.Executor product)
    implements AutoCloseable {

  static Derivatives of(Expr f, List<Expr> inputs, Device device) {
    Expr at = inputs.get(0);
    Expr v = Expr.input("direction", at.shape().size());
    List<Expr> along = new ArrayList<>(inputs);
    along.add(v);
    return new Derivatives(
        program(inputs, List.of(f), device),
        program(inputs, List.of(f, Gradient.of(f, at).get(0)), device),
        program(along, List.of(Gradient.hessianVector(f, at, v)), device));
  }

  private static Program.Executor program(List<Expr> inputs, List<Expr> outputs, Device device) {
    return Program.of(inputs, outputs).on(device, Precision.DOUBLE);
  }

  @Override
  public void close() {
    value.close();
    gradient.close();
    product.close();
  }
}
