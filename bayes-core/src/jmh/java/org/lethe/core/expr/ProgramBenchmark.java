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
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Value and gradient of a logistic regression on 100 000 × 50: a minibatch of 1000, and all rows. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class ProgramBenchmark {

  private static final int ROWS = 100_000;
  private static final int COLUMNS = 50;
  private static final int BATCH = 1000;

  @Param({"1", "2"})
  public int threads;

  private Table table;
  private Program.Executor program;
  private final SplittableRandom random = new SplittableRandom(3);
  private final int[] index = new int[BATCH];
  private final double[] weight = new double[BATCH];
  private final double[] in = new double[COLUMNS];
  private final double[] out = new double[COLUMNS + 1];

  @Setup
  public void trace() {
    Map<String, double[]> columns = new LinkedHashMap<>();
    for (int j = 0; j < COLUMNS; j++) {
      double[] x = new double[ROWS];
      RandomStream.of(1).at(j, 1).gaussians(x, 0, ROWS);
      columns.put("x" + j, x);
    }
    String[] names = columns.keySet().toArray(new String[0]);
    double[] y = columns.get("x0").clone();
    for (int i = 0; i < ROWS; i++) {
      y[i] = y[i] > 0 ? 1 : 0;
    }
    columns.put("y", y);
    table = Table.of(columns);
    Expr w = Expr.input("w", COLUMNS);
    Expr f = Expr.columns(names).matmul(w);
    Expr loss = f.softplus().minus(Expr.column("y").times(f)).times(Expr.weight()).sumRows();
    Expr energy = loss.plus(w.square().sum().times(0.5));
    List<Expr> outputs = List.of(energy, Gradient.of(energy, w).get(0));
    program = Program.of(List.of(w), outputs).on(Device.cpu(threads), Precision.DOUBLE);
  }

  @Benchmark
  public double[] minibatch() {
    for (int i = 0; i < BATCH; i++) {
      index[i] = random.nextInt(ROWS);
      weight[i] = (double) ROWS / BATCH;
    }
    program.rows(table, index, weight, 0, BATCH);
    program.call(in, out);
    return out;
  }

  @Benchmark
  public double[] allRows() {
    program.rows(table, new int[0], new double[0], 0, ROWS);
    program.call(in, out);
    return out;
  }
}
