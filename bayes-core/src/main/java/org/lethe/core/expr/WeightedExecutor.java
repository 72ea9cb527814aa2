package org.lethe.core.expr;

import java.util.Optional;
import org.lethe.core.data.Table;

/** Runs a program with weights, or its shorter form over batches that have none. */
final class WeightedExecutor implements Program.Executor {

  private final Schedule program;
  private final int threads;
  private Optional<BlockExecutor> weighted = Optional.empty();
  private Optional<BlockExecutor> unweighted = Optional.empty();
  private Optional<BlockExecutor> current = Optional.empty();

  WeightedExecutor(Schedule program, int threads) {
    this.program = program;
    this.threads = threads;
  }

  private BlockExecutor unweighted() {
    if (unweighted.isEmpty()) {
      unweighted = Optional.of(new BlockExecutor(program.unweighted(), threads));
    }
    return unweighted.get();
  }

  private BlockExecutor weighted() {
    if (weighted.isEmpty()) {
      weighted = Optional.of(new BlockExecutor(program, threads));
    }
    return weighted.get();
  }

  /** That of the batch bound; before there is one, either tells the sizes and refuses a call. */
  private BlockExecutor current() {
    return current.isPresent() ? current.get() : unweighted();
  }

  @Override
  public void rows(Table data, int[] index, double[] weight, int from, int to) {
    BlockExecutor bound = weight.length == 0 ? unweighted() : weighted();
    current = weight.length == 0 ? unweighted : weighted; // made once: rows are bound at every step
    bound.rows(data, index, weight, from, to);
  }

  @Override
  public void call(double[] in, double[] out) {
    current().call(in, out);
  }

  @Override
  public void calls(int points, double[] in, double[] out) {
    current().calls(points, in, out);
  }

  @Override
  public int inputSize() {
    return current().inputSize();
  }

  @Override
  public int outputSize() {
    return current().outputSize();
  }

  @Override
  public void close() {
    weighted.ifPresent(BlockExecutor::close);
    unweighted.ifPresent(BlockExecutor::close);
  }
}
