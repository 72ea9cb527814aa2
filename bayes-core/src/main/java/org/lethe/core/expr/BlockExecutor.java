package org.lethe.core.expr;

import java.util.Arrays;
import org.lethe.core.data.Table;

/**
 * Runs a program on the processor. One call runs its groups of blocks in parallel; several calls
 * run in parallel, each on one thread. Either way the sums are added in the same order.
 */
final class BlockExecutor implements Program.Executor {

  private final Schedule program;
  private final Team team;
  private final Batch batch;
  private final int inputSize;
  private final int fixedOutputs;
  private final int rowOutputs;
  private final boolean hasRows;
  private final Team.Task point = this::point;
  private final Team.Task group = this::group;
  private Worker[] workers = {};
  private double[][] totals = {};
  private double[] partial = {};
  private double[] in = {};
  private double[] out = {};

  BlockExecutor(Schedule program, int threads) {
    this.program = program;
    this.hasRows = program.hasRows();
    this.batch = new Batch(program.layout());
    this.team = new Team(threads);
    this.inputSize = program.inputs().stream().mapToInt(e -> e.shape().size()).sum();
    this.fixedOutputs = outputs(program, false);
    this.rowOutputs = outputs(program, true);
    resize(0);
  }

  private static int outputs(Schedule program, boolean inRows) {
    return program.outputs().stream()
        .map(Expr::shape)
        .filter(shape -> shape.rows() == inRows)
        .mapToInt(Shape::size)
        .sum();
  }

  private void resize(int stride) {
    workers = new Worker[team.size()];
    totals = new double[team.size()][];
    for (int w = 0; w < workers.length; w++) {
      workers[w] = new Worker(program, Buffer.strideOf(stride));
      totals[w] = new double[workers[w].sums().length];
    }
  }

  @Override
  public void rows(Table data, int[] index, double[] weight, int from, int to) {
    batch.bind(data, index, weight, from, to);
    if (batch.blockSize() > workers[0].stride()) {
      resize(batch.blockSize());
    }
    int partials = batch.groups() * workers[0].sums().length;
    if (team.size() > 1 && partial.length < partials) {
      partial = new double[partials];
    }
  }

  @Override
  public void call(double[] in, double[] out) {
    calls(1, in, out);
  }

  @Override
  public void calls(int points, double[] in, double[] out) {
    check(points, in, out);
    this.in = in;
    this.out = out;
    if (points == 1 && batch.groups() > 1 && team.size() > 1 && hasRows) {
      team.run(batch.groups(), group);
      double[] total = totals[0];
      Arrays.fill(total, 0);
      for (int g = 0; g < batch.groups(); g++) {
        add(partial, g * total.length, total);
      }
      workers[0].prelude(in, 0);
      workers[0].epilogue(total, batch.size(), out, 0);
    } else {
      team.run(points, point);
    }
  }

  private void check(int points, double[] in, double[] out) {
    if (hasRows && !batch.isBound()) {
      throw new IllegalStateException("call: rows must be bound first");
    }
    if (in.length < (long) points * inputSize || out.length < (long) points * outputSize()) {
      throw new IllegalArgumentException(
          String.format(
              "call: %d points need %d numbers in and %d out, got %d and %d",
              points,
              (long) points * inputSize,
              (long) points * outputSize(),
              in.length,
              out.length));
    }
  }

  private void point(int thread, int p) {
    Worker worker = workers[thread];
    double[] total = totals[thread];
    Arrays.fill(total, 0);
    worker.prelude(in, p * inputSize);
    int at = p * outputSize();
    // group by group from 0, as the parallel run adds them
    for (int g = 0; hasRows && g < batch.groups(); g++) {
      worker.rows(batch, g, out, at);
      add(worker.sums(), 0, total);
    }
    worker.epilogue(total, batch.size(), out, at);
  }

  private static void add(double[] part, int from, double[] total) {
    for (int i = 0; i < total.length; i++) {
      total[i] += part[from + i];
    }
  }

  private void group(int thread, int g) {
    Worker worker = workers[thread];
    worker.prelude(in, 0);
    worker.rows(batch, g, out, 0);
    double[] sums = worker.sums();
    System.arraycopy(sums, 0, partial, g * sums.length, sums.length);
  }

  @Override
  public int inputSize() {
    return inputSize;
  }

  @Override
  public int outputSize() {
    return fixedOutputs + rowOutputs * batch.size();
  }

  @Override
  public void close() {
    team.close();
  }
}
