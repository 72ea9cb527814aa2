package org.lethe.inference.energy;

import java.util.List;
import java.util.Optional;
import org.lethe.core.expr.Device;
import org.lethe.core.expr.Expr;
import org.lethe.core.expr.Precision;
import org.lethe.core.expr.Program;

/**
 * A program with the batch that it runs over, which is bound anew only when it is another one. It
 * has buffers from its first run on: what is only asked about needs none.
 */
final class BoundProgram implements AutoCloseable {
  private static final Object NONE = new Object();

  private final Program program;
  private final Device device;
  private Optional<Program.Executor> executor = Optional.empty();
  private Object bound = NONE;

  BoundProgram(List<Expr> inputs, List<Expr> outputs, Device device) {
    program = Program.of(inputs, outputs);
    this.device = device;
  }

  @SuppressWarnings("ReferenceEquality") // a batch is bound by identity, not by value
  BoundProgram over(Batch batch) {
    if (bound != batch) {
      executor().rows(batch.rows(), batch.index(), batch.weight(), batch.from(), batch.to());
      bound = batch;
    }
    return this;
  }

  boolean sharesRows() {
    return program.sharesRows();
  }

  private Program.Executor executor() {
    if (executor.isEmpty()) {
      executor = Optional.of(program.on(device, Precision.DOUBLE));
    }
    return executor.get();
  }

  void calls(int points, double[] in, double[] out) {
    if (points == 1) {
      executor().call(in, out);
    } else {
      executor().calls(points, in, out);
    }
  }

  @Override
  public void close() {
    executor.ifPresent(Program.Executor::close);
  }
}
