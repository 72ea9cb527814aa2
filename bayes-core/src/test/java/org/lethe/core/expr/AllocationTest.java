package org.lethe.core.expr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lethe.core.data.Table;

/**
 * Places are given to other nodes after their last use. A program that puts every node out must
 * keep them all: one that puts out a few must give them the same bits.
 */
class AllocationTest {
  private static final int ROWS = 1100;
  private static final int N = 4;

  private static final Table TABLE =
      Table.of(
          Map.of(
              "a", IntStream.range(0, ROWS).mapToDouble(i -> Math.sin(1.7 * i)).toArray(),
              "b", IntStream.range(0, ROWS).mapToDouble(i -> Math.cos(0.9 * i)).toArray()));

  @ParameterizedTest
  @ValueSource(ints = {0, 100, 200, 300})
  void everyNodeKeepsItsNumbersUntilTheyAreReadForTheLastTime(int first) {
    for (int seed = first; seed < first + 25; seed++) {
      new RandomGraph(seed).compare();
    }
  }

  @Test
  void fewPlacesServeALongChain() {
    Expr x = Expr.input("x", 100);
    Expr y = x;
    for (int i = 0; i < 50; i++) {
      y = y.tanh().matmul(Expr.vector(new double[100]).toDiagonal().plus(1)).plus(x);
    }
    Schedule program = (Schedule) Program.of(List.of(x), List.of(y));
    List<Buffer> buffers = new Allocation(program, 0).buffers(new RowView());
    Buffer last = buffers.get(program.graph().number(y));
    assertThat(last.data().length).isLessThanOrEqualTo(5 * Buffer.padded(100));
  }

  @Test
  void whatRepeatsItsOwnBeginningIsReadBeforeItIsWritten() {
    Expr x = Expr.input("x", 2, 2);
    double[] numbers = {0.5, -1, 2, 3};
    double[] out = new double[4];
    Expr y = x.exp();
    try (Program.Executor run =
        Program.of(List.of(x), List.of(y.minus(y.slice(0, 1))))
            .on(Device.cpu(1), Precision.DOUBLE)) {
      run.call(numbers, out);
    }
    for (int k = 0; k < 4; k++) {
      // one number less itself, or differences of two that are right to four units in the last
      // place
      double expected = Math.exp(numbers[k]) - Math.exp(numbers[k % 2]);
      assertThat(out[k]).isCloseTo(expected, within(8 * Math.ulp(Math.exp(3))));
    }
  }

  @Test
  void rowsOfAsManyNumbersAsScratchHoldsKeepTheirNormalCdf() {
    String[] names =
        IntStream.range(0, Kernels.CHUNK).mapToObj(j -> "x" + j).toArray(String[]::new);
    Map<String, double[]> columns = new HashMap<>();
    for (int j = 0; j < names.length; j++) {
      columns.put(names[j], new double[] {0.01 * j, -0.01 * j});
    }
    Expr k = Expr.input("k");
    Expr f = Expr.columns(names).times(k).logNormalCdf().sum(0).sumRows();
    double[] out = new double[1];
    try (Program.Executor run =
        Program.of(List.of(k), List.of(f)).on(Device.cpu(1), Precision.DOUBLE)) {
      run.rows(Table.of(columns), new int[0], new double[0], 0, 2);
      run.call(new double[] {0}, out);
    }
    assertThat(out[0]).isCloseTo(2 * Kernels.CHUNK * Math.log(0.5), within(1e-10));
  }

  /** Operations of every phase, each on some that came before. */
  private static final class RandomGraph {
    private final Random random;
    private final Expr matrix = Expr.input("matrix", N, N);
    private final Expr vector = Expr.input("vector", N);
    private final List<Expr> fixed = new ArrayList<>(List.of(matrix, vector));
    private final List<Expr> inRows = new ArrayList<>();

    RandomGraph(int seed) {
      random = new Random(seed);
    }

    private void compare() {
      grow(12);
      inRows.addAll(List.of(Expr.columns("a", "b").matmul(half()), half(Expr.columns("a", "b"))));
      for (int i = 0; i < 14; i++) {
        inRows.add(rowNode());
      }
      for (int i = 0; i < 4; i++) {
        Expr x = any(inRows);
        fixed.add(
            x.shape().rank() == 1 && random.nextBoolean() ? outer(x) : x.sumRows().times(1e-3));
      }
      grow(14);
      List<Expr> all = Stream.concat(fixed.stream(), inRows.stream()).distinct().toList();
      List<Expr> few = List.of(fixed.get(fixed.size() - 1), any(fixed), any(inRows), any(all));
      double[][] kept = run(all);
      double[][] reused = run(few);
      for (int k = 0; k < few.size(); k++) {
        assertThat(reused[k]).isEqualTo(kept[all.indexOf(few.get(k))]);
      }
    }

    private Expr half() {
      return matrix.slice(0, 2);
    }

    private Expr half(Expr pair) {
      return pair.matmul(Expr.constant(new double[][] {{1}, {-0.5}})).reshape();
    }

    private Expr outer(Expr x) {
      return RowOuter.of(x, any(inRows.stream().filter(e -> e.shape().rank() == 1).toList()))
          .times(1e-3);
    }

    private Expr any(List<Expr> from) {
      return from.get(random.nextInt(from.size()));
    }

    private void grow(int count) {
      for (int i = 0; i < count; i++) {
        fixed.add(random.nextInt(4) == 0 ? moved(any(fixed)) : arithmetic(any(fixed), any(fixed)));
      }
    }

    private Expr rowNode() {
      Expr x = any(inRows);
      List<Expr> other = random.nextBoolean() ? inRows : before();
      return random.nextInt(4) == 0 && x.shape().rank() == 1
          ? x.matmul(matrix)
          : arithmetic(x, any(other));
    }

    /** What no row takes part in. */
    private List<Expr> before() {
      return fixed.subList(0, 14);
    }

    private Expr arithmetic(Expr x, Expr given) {
      Expr y = given;
      if (x.shape().rows() || y.shape().rows()) {
        // one fixed dimension at most
        y = !y.shape().rows() && y.shape().rank() == 2 ? y.sum(0) : y;
      }
      return switch (random.nextInt(9)) {
        case 0 -> x.plus(y);
        case 1 -> x.minus(y);
        case 2 -> x.times(y).tanh();
        case 3 -> x.max(y).times(0.7);
        case 4 -> x.tanh();
        case 5 -> x.logNormalCdf().times(0.1);
        case 6 -> LogNormalCdf.of(1, x); // computed with the one above, or alone
        case 7 -> x.shape().rank() == 0 ? x.sigmoid() : x.minus(x.slice(0, 1));
        default -> x.square().plus(1).log().minus(y);
      };
    }

    private Expr moved(Expr x) {
      if (x.shape().rank() != 2) {
        return x.shape().rank() == 1 ? x.toDiagonal() : x.negate();
      }
      return switch (random.nextInt(4)) {
        case 0 -> x.tril();
        case 1 -> x.transpose();
        case 2 -> x.slice(0, 2).sum(0);
        default -> x.matmul(x.transpose()).times(0.2);
      };
    }

    /** What a second call gives, at another point than the first. */
    private double[][] run(List<Expr> outputs) {
      Program program = Program.of(List.of(matrix, vector), outputs);
      double[] first = IntStream.range(0, N * N + N).mapToDouble(i -> Math.cos(i)).toArray();
      double[] second = IntStream.range(0, N * N + N).mapToDouble(i -> Math.sin(1.1 * i)).toArray();
      try (Program.Executor executor = program.on(Device.cpu(1), Precision.DOUBLE)) {
        executor.rows(TABLE, IntStream.range(0, ROWS).toArray(), new double[0], 0, ROWS);
        double[] out = new double[executor.outputSize()];
        executor.call(first, out);
        executor.call(second, out);
        double[][] parts = new double[outputs.size()][];
        int at = 0;
        for (int k = 0; k < parts.length; k++) {
          Shape shape = outputs.get(k).shape();
          int size = shape.size() * (shape.rows() ? ROWS : 1);
          parts[k] = Arrays.copyOfRange(out, at, at + size);
          at += size;
        }
        return parts;
      }
    }
  }
}
