package org.lethe.core.expr;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** What one thread needs to run a program: buffers for every node, and the steps bound to them. */
final class Worker {

  private final int stride;
  private final Buffer[] inputs;
  private final int[] inputAt;
  private final Buffer[] outputs;
  private final Step[][] steps = new Step[Phase.values().length][];
  private final Loader[] loaders;
  private final double[] reductions;
  private final double[] sums;

  /** Brings columns, weights or ones into a block's buffer. */
  @FunctionalInterface
  private interface Loader {
    void load(Batch batch, int start, int rows);
  }

  Worker(Schedule program, int stride) {
    this.stride = Math.max(1, stride);
    int[] sizes = new int[Phase.values().length];
    List<Canonical.Entry> entries = program.graph().entries();
    for (int i = 0; i < entries.size(); i++) {
      sizes[program.phase(i).ordinal()] += aliased(entries.get(i)) ? 0 : length(entries.get(i));
    }
    double[][] arenas = Arrays.stream(sizes).mapToObj(double[]::new).toArray(double[][]::new);
    reductions = arenas[Phase.REDUCTION.ordinal()];
    sums = new double[reductions.length];
    List<List<Step>> todo =
        Stream.generate(() -> (List<Step>) new ArrayList<Step>()).limit(sizes.length).toList();
    List<Loader> loading = new ArrayList<>();
    int[] used = new int[sizes.length];
    List<Buffer> buffers = new ArrayList<>();
    for (int i = 0; i < entries.size(); i++) {
      Phase phase = program.phase(i);
      Canonical.Entry entry = entries.get(i);
      buffers.add(buffer(entry, buffers, arenas[phase.ordinal()], used[phase.ordinal()]));
      used[phase.ordinal()] += aliased(entry) ? 0 : length(entry);
      bind(entry, buffers, todo.get(phase.ordinal()), loading);
    }
    Arrays.setAll(steps, phase -> todo.get(phase).toArray(new Step[0]));
    loaders = loading.toArray(new Loader[0]);
    inputs = used(program.inputs(), program, buffers);
    inputAt = offsets(program);
    outputs = used(program.outputs(), program, buffers);
    run(Phase.CONSTANT, 0);
  }

  private static Buffer[] used(List<Expr> nodes, Schedule program, List<Buffer> buffers) {
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

  private int length(Canonical.Entry entry) {
    Shape shape = entry.node().shape();
    return shape.rows() ? Math.multiplyExact(shape.size(), stride) : shape.size();
  }

  private static boolean aliased(Canonical.Entry entry) {
    return entry.node() instanceof Node.Apply a && a.op() instanceof Reshape;
  }

  private Buffer buffer(Canonical.Entry entry, List<Buffer> buffers, double[] arena, int offset) {
    Shape shape = entry.node().shape();
    if (aliased(entry)) {
      return buffers.get(entry.args().get(0)).reshaped(shape);
    }
    return new Buffer(shape, arena, offset, shape.rows() ? stride : 1);
  }

  private void bind(
      Canonical.Entry entry, List<Buffer> buffers, List<Step> todo, List<Loader> loading) {
    Buffer out = buffers.get(buffers.size() - 1);
    Expr e = entry.node();
    if (e instanceof Node.Apply a) {
      if (!aliased(entry)) {
        todo.add(a.op().bind(out, entry.args().stream().map(buffers::get).toList()));
      }
    } else if (e instanceof Node.Constant c) {
      System.arraycopy(c.values(), 0, out.data(), out.offset(), c.values().length);
    } else if (e instanceof Node.Columns c) {
      for (int k = 0; k < c.names().size(); k++) {
        String name = c.names().get(k);
        int at = out.at(k);
        loading.add((batch, start, rows) -> batch.load(name, start, rows, out.data(), at));
      }
    } else if (e instanceof Node.Weight) {
      loading.add((batch, start, rows) -> batch.loadWeights(start, rows, out.data(), out.offset()));
    } else if (e instanceof Node.Ones) {
      Arrays.fill(out.data(), out.offset(), out.offset() + stride, 1);
    }
  }

  int stride() {
    return stride;
  }

  int reductionSize() {
    return reductions.length;
  }

  private void run(Phase phase, int rows) {
    for (Step step : steps[phase.ordinal()]) {
      step.run(rows);
    }
  }

  /** Takes the inputs of one call, end to end from {@code at}, and computes what needs no rows. */
  void prelude(double[] in, int at) {
    for (int i = 0; i < inputs.length; i++) {
      Buffer b = inputs[i];
      System.arraycopy(in, at + inputAt[i], b.data(), b.offset(), b.size());
    }
    run(Phase.PRELUDE, 0);
  }

  /** Runs the blocks of one group; its sums are then in {@link #sums}. */
  void rows(Batch batch, int group, double[] out, int outAt) {
    int length = batch.blockSize();
    Arrays.fill(sums, 0);
    for (int b = batch.firstBlock(group); b < batch.firstBlock(group + 1); b++) {
      int start = b * length;
      int rows = Math.min(length, batch.size() - start);
      for (Loader loader : loaders) {
        loader.load(batch, start, rows);
      }
      run(Phase.ROWS, rows);
      run(Phase.REDUCTION, rows);
      for (int i = 0; i < sums.length; i++) {
        sums[i] += reductions[i];
      }
      writeRows(start, rows, batch.size(), out, outAt);
    }
  }

  /** The sums over the rows of the group that ran last. */
  double[] sums() {
    return sums;
  }

  /** Takes the sums over all rows, finishes, and writes the outputs that have no rows. */
  void epilogue(double[] total, int batchRows, double[] out, int outAt) {
    System.arraycopy(total, 0, reductions, 0, reductions.length);
    run(Phase.EPILOGUE, 0);
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
