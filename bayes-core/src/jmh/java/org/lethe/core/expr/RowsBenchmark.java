package org.lethe.core.expr;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.lethe.core.data.Table;
import org.lethe.core.random.RandomStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Products of 1000 random rows of 50 columns with one vector, read where they lie, beside copying
 * the rows together; from a table that fits in the cache and from one that does not.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class RowsBenchmark {

  private static final int COLUMNS = 50;
  private static final int BATCH = 1000;

  /** Minibatches drawn beforehand, so that drawing them is not measured. */
  private static final int BATCHES = 256;

  @Param({"2000", "100000"})
  public int tableRows;

  private final Kernels kernels = new VectorKernels();
  private final int width = Buffer.padded(COLUMNS);
  private final int[][] batches = new int[BATCHES][BATCH];
  private final double[] w = new double[width];
  private final double[] out = new double[Buffer.padded(BATCH)];
  private final double[] copied = new double[BATCH * width];
  private final RowView view = new RowView();
  private RowTable table;
  private int next;

  @Setup(Level.Trial)
  public void fill() {
    Map<String, double[]> columns = new LinkedHashMap<>();
    for (int j = 0; j < width; j++) {
      double[] x = new double[tableRows];
      RandomStream.of(1).at(j, 1).gaussians(x, 0, tableRows);
      columns.put("x" + j, x);
      w[j] = j < COLUMNS ? 1 : 0;
    }
    table = RowTable.of(Table.of(columns), List.copyOf(columns.keySet()));
    SplittableRandom random = new SplittableRandom(3);
    for (int[] batch : batches) {
      for (int i = 0; i < BATCH; i++) {
        batch[i] = random.nextInt(tableRows);
      }
    }
  }

  private int[] batch() {
    next = (next + 1) % BATCHES;
    return batches[next];
  }

  @Benchmark
  public double[] copy() {
    int[] index = batch();
    for (int r = 0; r < BATCH; r++) {
      System.arraycopy(table.data(), table.start(index[r]), copied, r * width, width);
    }
    return copied;
  }

  @Benchmark
  public double[] dotsWhereTheyLie() {
    view.listed(table, batch(), 0, BATCH);
    kernels.rowDots(view, 0, w, width, out, 0, BATCH);
    return out;
  }

  @Benchmark
  public double[] dotsPlain() {
    int[] index = batch();
    for (int r = 0; r < BATCH; r++) {
      int at = table.start(index[r]);
      double sum = 0;
      for (int j = 0; j < COLUMNS; j++) {
        sum += table.data()[at + j] * w[j];
      }
      out[r] = sum;
    }
    return out;
  }
}
