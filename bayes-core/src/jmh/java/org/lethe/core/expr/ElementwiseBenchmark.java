package org.lethe.core.expr;

import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
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

/** Elementwise operations and reductions: SIMD beside plain kernels. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class ElementwiseBenchmark {

  @Param({"8", "1000", "100000"})
  public int length;

  @Param({"simd", "plain"})
  public String kernels;

  private Kernels k;
  private double[] x;
  private double[] y;
  private double[] out;

  @Setup
  public void fill() {
    k = kernels.equals("simd") ? new VectorKernels() : PlainKernels.INSTANCE;
    x = IntStream.range(0, length).mapToDouble(i -> 3 * Math.sin(i)).toArray();
    y = IntStream.range(0, length).mapToDouble(i -> Math.cos(i)).toArray();
    out = new double[length];
  }

  @Benchmark
  public double[] plus() {
    k.binary(Binary.PLUS, x, 0, y, 0, out, 0, length);
    return out;
  }

  @Benchmark
  public double[] exp() {
    k.unary(Unary.EXP, x, 0, out, 0, length);
    return out;
  }

  @Benchmark
  public double[] softplus() {
    k.unary(Unary.SOFTPLUS, x, 0, out, 0, length);
    return out;
  }

  @Benchmark
  public double[] sigmoid() {
    k.unary(Unary.SIGMOID, x, 0, out, 0, length);
    return out;
  }

  @Benchmark
  public double[] log() {
    k.unary(Unary.LOG, y, 0, out, 0, length);
    return out;
  }

  @Benchmark
  public double sum() {
    return k.sum(x, 0, length);
  }

  @Benchmark
  public double dot() {
    return k.dot(x, 0, y, 0, length);
  }
}
