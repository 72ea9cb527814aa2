package org.lethe.core.expr;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.decomposition.TriangularSolver_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.CholeskyDecomposition_F64;
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

/** Products, Cholesky factors and solves with 256 right-hand sides, beside EJML. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class MatrixBenchmark {

  private static final int RIGHT_HAND_SIDES = 256;

  @Param({"8", "32", "100", "256", "500"})
  public int n;

  private Buffer a;
  private Buffer b;
  private Buffer out;
  private Step product;
  private Step cholesky;
  private Step solve;
  private DMatrixRMaj ma;
  private DMatrixRMaj mb;
  private DMatrixRMaj mout;
  private CholeskyDecomposition_F64<DMatrixRMaj> ejml;
  private DMatrixRMaj mfactor;
  private final double[][] sides = new double[RIGHT_HAND_SIDES][];

  @Setup
  public void fill() {
    double[] values = IntStream.range(0, n * n).mapToDouble(i -> Math.sin(1.7 * i)).toArray();
    ma = new DMatrixRMaj(n, n);
    DMatrixRMaj v = new DMatrixRMaj(n, n, true, values);
    CommonOps_DDRM.multTransB(v, v, ma);
    for (int i = 0; i < n; i++) {
      ma.add(i, i, n);
    }
    mb = v;
    mout = new DMatrixRMaj(n, n);
    ejml = DecompositionFactory_DDRM.chol(n, true);
    a = buffer(ma.data, n, n);
    b = buffer(values, n, n);
    out = buffer(new double[n * n], n, n);
    product = Matmul.MATMUL.bind(out, List.of(a, b));
    cholesky = Cholesky.CHOLESKY.bind(out, List.of(a));
    Buffer factor = buffer(new double[n * n], n, n);
    Cholesky.CHOLESKY.bind(factor, List.of(a)).run(0);
    double[] all =
        IntStream.range(0, n * RIGHT_HAND_SIDES).mapToDouble(i -> Math.cos(0.3 * i)).toArray();
    Buffer right = buffer(all, n, RIGHT_HAND_SIDES);
    mfactor = new DMatrixRMaj(n, n, true, Arrays.copyOf(factor.data(), n * n));
    for (int s = 0; s < RIGHT_HAND_SIDES; s++) {
      sides[s] = Arrays.copyOf(values, n);
    }
    Buffer x = buffer(new double[n * RIGHT_HAND_SIDES], n, RIGHT_HAND_SIDES);
    solve = new SolveLower(false).bind(x, List.of(factor, right));
  }

  private static Buffer buffer(double[] values, int rows, int columns) {
    double[] padded = Arrays.copyOf(values, Buffer.padded(values.length));
    return new Buffer(Shape.of(rows, columns), padded, 0, 1);
  }

  @Benchmark
  public Object product() {
    product.run(0);
    return out;
  }

  @Benchmark
  public Object productEjml() {
    CommonOps_DDRM.mult(ma, mb, mout);
    return mout;
  }

  @Benchmark
  public Object cholesky() {
    cholesky.run(0);
    return out;
  }

  @Benchmark
  public Object choleskyEjml() {
    System.arraycopy(ma.data, 0, mout.data, 0, ma.data.length);
    return ejml.decompose(mout);
  }

  @Benchmark
  public Object solve() {
    solve.run(0);
    return out;
  }

  /** One side after the other, each side's numbers together: what EJML offers. */
  @Benchmark
  public Object solveEjml() {
    for (double[] side : sides) {
      System.arraycopy(mb.data, 0, side, 0, n);
      TriangularSolver_DDRM.solveL(mfactor.data, side, n);
    }
    return sides;
  }
}
