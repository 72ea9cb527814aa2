package org.lethe.core.random;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Nanoseconds a Gaussian, beside the platform's generator. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class GaussianBenchmark {

  private static final int N = 10_000;

  private final double[] out = new double[N];
  private final RandomStream stream = RandomStream.of(7);
  private final SplittableRandom platform = new SplittableRandom(7);

  @Benchmark
  @OperationsPerInvocation(N)
  public double[] addressed() {
    stream.gaussians(out, 0, N);
    return out;
  }

  @Benchmark
  @OperationsPerInvocation(N)
  public double[] splittableRandom() {
    for (int i = 0; i < N; i++) {
      out[i] = platform.nextGaussian();
    }
    return out;
  }
}
