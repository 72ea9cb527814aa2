package org.lethe.core.expr;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What one thread needs to run a program: buffers for every node, and the steps bound to them. */
final class Worker {

  private final int stride;
  private final RowView view = new RowView();
  private final Buffer[] inputs;
  private final int[] inputAt;
  private final Buffer[] outputs;
  private final Buffer[] reductions;
  private final Loader[] loaders;
  private final Step[] prelude;
  private final Step[] body;
  private final Step[] epilogue;
  private final double[] sums;

  /** Brings columns or weights into a block's buffer. */
  @FunctionalInterface
  private interface Loader {
    void load(Batch batch, int start, int rows);
  }

  /**
   * @param stride how many rows a block holds at most, a multiple of {@link Buffer#ALIGNED}
   */
  Worker(Schedule program, int stride) {
    this.stride = stride;
    List<Canonical.Entry> entries = program.graph().entries();
    List<Buffer> buffers = new Allocation(program, stride).buffers(view);
    List<Buffer> reduced = new ArrayList<>();
    List<Loader> loading = new ArrayList<>();
    for (int i = 0; i < entries.size(); i++) {
      Buffer b = buffers.get(i);
      if (program.phase(i) == Phase.REDUCTION) {
        reduced.add(b);
      }
      load(program.layout(), entries.get(i).node(), b, loading);
    }
    loaders = loading.toArray(new Loader[0]);
    reductions = reduced.toArray(new Buffer[0]);
    sums = new double[reduced.stream().mapToInt(Buffer::size).sum()];
    inputs = buffers(program.inputs(), program, buffers);
    inputAt = offsets(program);
    outputs = buffers(program.outputs(), program, buffers);
    prelude = steps(program, buffers, Phase.PRELUDE, Phase.PRELUDE);
    body = steps(program, buffers, Phase.ROWS, Phase.REDUCTION);
    epilogue = steps(program, buffers, Phase.EPILOGUE, Phase.EPILOGUE);
    run(steps(program, buffers, Phase.CONSTANT, Phase.CONSTANT), 0);
  }

  private static Buffer[] buffers(List<Expr> nodes, Schedule program, List<Buffer> buffers) {
    return nodes.stream()
        .mapToInt(program.graph()::number)
        .filter(number -> number >= 0)
        .mapToObj(buffers::get)
        .toArray(Buffer[]::new);
  }

  /** Where each input that is used begins in the numbers of a call. */
  private static int[] offsets(Schedule program) {
    List<Integer> at = new ArrayList<>();
    int next = 0;
    for (Expr input : program.inputs()) {
      if (program.graph().number(input) >= 0) {
        at.add(next);
      }
      next += input.shape().size();
    }
    return at.stream().mapToInt(Integer::intValue).toArray();
  }

  private static Step[] steps(Schedule program, List<Buffer> buffers, Phase first, Phase second) {
    List<Canonical.Entry> entries = program.graph().entries();
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < entries.size(); i++) {
      Canonical.Entry entry = entries.get(i);
      boolean now = program.phase(i) == first || program.phase(i) == second;
      boolean due = now && !Allocation.isAlias(program, i) && !program.pairs().isBrought(i);
      if (due && entry.node() instanceof Node.Apply a) {
        steps.add(
            program.pairs().bringsAnother(i)
                ? program.pairs().step(i, buffers)
                : a.op().bind(buffers.get(i), entry.args().stream().map(buffers::get).toList()));
      }
    }
    return steps.toArray(new Step[0]);
  }

  private void load(RowLayout layout, Expr e, Buffer out, List<Loader> loading) {
    double[] to = out.data();
    int at = out.offset();
    if (e instanceof Node.Constant c) {
      System.arraycopy(c.values(), 0, to, at, c.values().length);
    } else if (e instanceof Node.Ones) {
      Arrays.fill(to, at, at + stride, 1);
    } else if (e instanceof Node.Weight) {
      loading.add((batch, start, rows) -> batch.loadWeights(start, rows, to, at));
    } else if (e instanceof Node.Columns c && out.table().isEmpty()) {
      for (int k = 0; k < c.names().size(); k++) {
        int place = layout.position(c) + k;
        int lane = out.at(k);
        loading.add((batch, start, rows) -> batch.load(view, place, start, rows, to, lane));
      }
    }
  }

  int stride() {
    return stride;
  }

  /** The sums over the rows of the group that ran last. */
  double[] sums() {
    return sums;
  }

  private static void run(Step[] steps, int rows) {
    for (Step step : steps) {
      step.run(rows);
    }
  }

  /** Takes the inputs of one call, end to end from {@code at}, and computes what needs no rows. */
  void prelude(double[] in, int at) {
    for (int i = 0; i < inputs.length; i++) {
      Buffer b = inputs[i];
      System.arraycopy(in, at + inputAt[i], b.data(), b.offset(), b.size());
    }
    run(prelude, 0);
  }

  /** Runs the blocks of one group; its sums are then in {@link #sums}. */
  void rows(Batch batch, int group, double[] out, int outAt) {
    int length = batch.blockSize();
    Arrays.fill(sums, 0);
    for (int b = batch.firstBlock(group); b < batch.firstBlock(group + 1); b++) {
      int start = b * length;
      int rows = Math.min(length, batch.size() - start);
      batch.view(start, rows, view);
      for (Loader loader : loaders) {
        loader.load(batch, start, rows);
      }
      run(body, rows);
      addReductions();
      writeRows(start, rows, batch.size(), out, outAt);
    }
  }

  private void addReductions() {
    int at = 0;
    for (Buffer b : reductions) {
      for (int k = 0; k < b.size(); k++) {
        sums[at++] += b.data()[b.offset() + k];
      }
    }
  }

  /** Takes the sums over all rows, finishes, and writes the outputs that have no rows. */
  void epilogue(double[] total, int batchRows, double[] out, int outAt) {
    int from = 0;
    for (Buffer b : reductions) {
      System.arraycopy(total, from, b.data(), b.offset(), b.size());
      from += b.size();
    }
    run(epilogue, 0);
    int at = outAt;
    for (Buffer b : outputs) {
      if (!b.rows()) {
        System.arraycopy(b.data(), b.offset(), out, at, b.size());
      }
      at += b.rows() ? b.size() * batchRows : b.size();
    }
  }

  private void writeRows(int start, int rows, int batchRows, double[] out, int outAt) {
    int at = outAt;
    for (Buffer b : outputs) {
      int size = b.size();
      for (int k = 0; b.rows() && k < size; k++) {
        for (int r = 0; r < rows; r++) {
          out[at + (start + r) * size + k] = b.data()[b.at(k) + r];
        }
      }
      at += b.rows() ? size * batchRows : size;
    }
  }
}
