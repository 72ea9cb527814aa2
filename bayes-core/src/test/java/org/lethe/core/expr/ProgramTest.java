package org.lethe.core.expr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lethe.core.data.Table;

class ProgramTest {

  private static final double[] EMPTY = {};

  private static Table table(int n) {
    double[] a = IntStream.range(0, n).mapToDouble(i -> Math.sin(i)).toArray();
    double[] b = IntStream.range(0, n).mapToDouble(i -> Math.cos(3 * i)).toArray();
    double[] y = IntStream.range(0, n).mapToDouble(i -> i % 3 == 0 ? 1 : 0).toArray();
    return Table.of(Map.of("a", a, "b", b, "y", y));
  }

  private static Expr energy(Expr w) {
    Expr f = Expr.columns("a", "b").matmul(w.slice(0, 2)).plus(w.at(2));
    Expr y = Expr.column("y");
    return f.softplus().minus(y.times(f)).times(Expr.weight()).sumRows().plus(w.square().sum());
  }

  private static double direct(Table t, double[] w, int[] index, double[] weight) {
    double s = w[0] * w[0] + w[1] * w[1] + w[2] * w[2];
    for (int k = 0; k < index.length; k++) {
      int i = index[k];
      double f = t.column("a")[i] * w[0] + t.column("b")[i] * w[1] + w[2];
      s += weight[k] * (Math.log1p(Math.exp(f)) - t.column("y")[i] * f);
    }
    return s;
  }

  @Test
  void valueGradientAndHessianProductEqualADirectComputation() {
    Table t = table(1300);
    Expr w = Expr.input("w", 3);
    Expr v = Expr.input("v", 3);
    Expr f = energy(w);
    Program program =
        Program.of(
            List.of(w, v), List.of(f, Gradient.of(f, w).get(0), Gradient.hessianVector(f, w, v)));
    int[] index = IntStream.range(0, 1300).map(i -> (i * 7) % 1300).toArray();
    double[] weight = IntStream.range(0, 1300).mapToDouble(i -> i % 2 == 0 ? 1 : -0.5).toArray();
    double[] out = new double[7];
    double[] at = {0.3, -1.2, 0.4, 0.5, 1, -2};
    try (Program.Executor run = program.on(Device.cpu(1), Precision.DOUBLE)) {
      run.rows(t, index, weight, 0, index.length);
      run.call(at, out);
    }
    double[] x = {0.3, -1.2, 0.4};
    assertThat(out[0]).isCloseTo(direct(t, x, index, weight), within(1e-10));
    double h = 1e-5;
    for (int j = 0; j < 3; j++) {
      double[] up = x.clone();
      double[] down = x.clone();
      up[j] += h;
      down[j] -= h;
      double slope = (direct(t, up, index, weight) - direct(t, down, index, weight)) / (2 * h);
      assertThat(out[1 + j]).isCloseTo(slope, within(1e-6));
    }
    double step = 1e-4;
    double[] up = {x[0] + step * at[3], x[1] + step * at[4], x[2] + step * at[5]};
    double[] down = {x[0] - step * at[3], x[1] - step * at[4], x[2] - step * at[5]};
    double curvature =
        (direct(t, up, index, weight)
                - 2 * direct(t, x, index, weight)
                + direct(t, down, index, weight))
            / (step * step);
    assertThat(out[4] * at[3] + out[5] * at[4] + out[6] * at[5]).isCloseTo(curvature, within(1e-3));
  }

  @Test
  void oneThreadAndTwoThreadsGiveTheSameBits() {
    Table t = table(5000);
    Expr w = Expr.input("w", 3);
    Expr f = energy(w);
    Program program = Program.of(List.of(w), List.of(f, Gradient.of(f, w).get(0)));
    double[] points = {0.3, -1.2, 0.4, 1, 2, 3, -1, 0, 1};
    double[][] single = new double[2][12];
    double[][] many = new double[2][12];
    for (int threads = 1; threads <= 2; threads++) {
      try (Program.Executor run = program.on(Device.cpu(threads), Precision.DOUBLE)) {
        run.rows(t, new int[0], EMPTY, 0, t.size());
        run.calls(3, points, many[threads - 1]);
        for (int p = 0; p < 3; p++) {
          double[] out = new double[4];
          run.call(new double[] {points[3 * p], points[3 * p + 1], points[3 * p + 2]}, out);
          System.arraycopy(out, 0, single[threads - 1], 4 * p, 4);
        }
      }
    }
    assertThat(many[0]).containsExactly(many[1]);
    assertThat(single[0]).containsExactly(many[0]);
    assertThat(single[1]).containsExactly(many[0]);
  }

  @Test
  void aRunningProgramAllocatesNothing() {
    Table t = table(700);
    Expr w = Expr.input("w", 3);
    Expr f = energy(w);
    Program program = Program.of(List.of(w), List.of(f, Gradient.of(f, w).get(0)));
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    double[] in = {0.1, 0.2, 0.3};
    double[] out = new double[4];
    try (Program.Executor run = program.on(Device.cpu(1), Precision.DOUBLE)) {
      run.rows(t, new int[0], EMPTY, 0, t.size());
      long allocated = Long.MAX_VALUE;
      // vectors live on the heap until their loops are compiled, which happens in the background
      for (int round = 0; round < 200 && allocated > 0; round++) {
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 1000; i++) {
          run.call(in, out);
        }
        allocated = threads.getCurrentThreadAllocatedBytes() - before;
      }
      assertThat(allocated).isZero();
    }
  }

  @Test
  void rowOutputsComeRowByRow() {
    Table t = table(1100);
    Expr w = Expr.input("w", 2);
    Expr perRow = Expr.columns("a", "b").times(w);
    Program program = Program.of(List.of(w), List.of(perRow, w.sum()));
    try (Program.Executor run = program.on(Device.cpu(2), Precision.DOUBLE)) {
      run.rows(t, new int[0], EMPTY, 0, t.size());
      double[] out = new double[run.outputSize()];
      run.call(new double[] {2, 3}, out);
      assertThat(out).hasSize(2201);
      for (int i = 0; i < 1100; i++) {
        assertThat(out[2 * i]).isEqualTo(2 * t.column("a")[i]);
        assertThat(out[2 * i + 1]).isEqualTo(3 * t.column("b")[i]);
      }
      assertThat(out[2200]).isEqualTo(5);
    }
  }

  @Test
  void equalSubexpressionsAreOneAndDigestsTellProgramsApart() {
    Expr w = Expr.input("w", 3);
    Program once = Program.of(List.of(w), List.of(energy(w)));
    Expr other = Expr.input("other name", 3);
    assertThat(Program.of(List.of(other), List.of(energy(other))).digest())
        .isEqualTo(once.digest());
    assertThat(Program.of(List.of(w), List.of(energy(w).times(2))).digest())
        .isNotEqualTo(once.digest());
    assertThat(new Canonical(List.of(energy(w), energy(w))).entries())
        .hasSameSizeAs(new Canonical(List.of(energy(w))).entries());
    assertThat(once.columns()).containsExactly("a", "b", "y");
  }

  @Test
  void anUnlistedInputAndASecondPassAreRefusedInWords() {
    Expr w = Expr.input("w", 3);
    assertThatThrownBy(() -> Program.of(List.of(), List.of(energy(w))))
        .hasMessageContaining("reads w[3], which is not among the inputs");
    Expr mean = Expr.column("a").sumRows();
    assertThatThrownBy(
            () -> Program.of(List.of(), List.of(Expr.column("a").minus(mean).square().sumRows())))
        .hasMessageContaining("two passes");
  }

  @Test
  void anEmptyBatchSumsToNothing() {
    Expr w = Expr.input("w", 3);
    Program program = Program.of(List.of(w), List.of(energy(w)));
    try (Program.Executor run = program.on(Device.cpu(2), Precision.DOUBLE)) {
      run.rows(table(10), new int[0], EMPTY, 4, 4);
      double[] out = new double[1];
      run.call(new double[] {1, 2, 3}, out);
      assertThat(out[0]).isEqualTo(14);
    }
  }

  @Test
  void knownIsWhatReadsNoInputNoRowsAndNoNoise() {
    Expr two = Expr.constant(1).plus(1);
    assertThat(Program.isKnown(two)).isTrue();
    assertThat(Program.isKnown(two.times(Expr.input("x")))).isFalse();
    for (Expr perRow :
        List.of(
            Expr.column("x"), Expr.columns("x", "y"), Expr.weight(), Expr.ones(), Expr.noise())) {
      assertThat(Program.isKnown(two.times(perRow))).isFalse();
      assertThat(Program.isKnown(two.times(perRow.sumRows()).sum())).isFalse();
    }
  }
}
