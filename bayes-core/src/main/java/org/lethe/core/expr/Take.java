package org.lethe.core.expr;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * Moves elements: result[i] = x[index[i]], or 0 where index[i] is −1. Slices, transposes,
 * triangles, diagonals and repeats are all of this kind. With rows, the same move is made in each
 * row.
 */
final class Take implements Primitive {

  static final int NONE = -1;

  private final int[] index;
  private final List<Integer> dims;

  Take(int[] index, List<Integer> dims) {
    this.index = index;
    this.dims = dims;
  }

  private static Expr of(Expr x, IntUnaryOperator index, Integer... dims) {
    int size = Arrays.stream(dims).reduce(1, Math::multiplyExact);
    return of(x, IntStream.range(0, size).map(index).toArray(), List.of(dims));
  }

  /** A move of what has been moved is one move. */
  static Expr of(Expr x, int[] index, List<Integer> dims) {
    if (x instanceof Node.Apply a && a.op() instanceof Take first) {
      int[] through = Arrays.stream(index).map(i -> i == NONE ? NONE : first.index[i]).toArray();
      return of(a.args().get(0), through, dims);
    }
    boolean stays = index.length == x.shape().size();
    for (int i = 0; stays && i < index.length; i++) {
      stays = index[i] == i;
    }
    return stays
        ? x.reshape(dims.stream().mapToInt(Integer::intValue).toArray())
        : Node.apply(new Take(index, dims), x);
  }

  static Expr slice(Expr x, int from, int to) {
    Shape s = x.shape();
    if (s.rank() == 0 || from < 0 || to > s.dim(0) || from > to) {
      throw new ShapeException("slice: " + from + "…" + to + " is not inside " + s);
    }
    Integer[] dims = s.dims().toArray(new Integer[0]);
    int each = Axis.of(s, 0).inner();
    dims[0] = to - from;
    return from == 0 && to == s.dim(0) ? x : of(x, i -> i + from * each, dims);
  }

  static Expr slice(Expr x, int axis, int from, int to) {
    Shape s = x.shape();
    if (axis < 0 || axis >= s.rank() || from < 0 || to > s.dim(axis) || from > to) {
      throw new ShapeException(
          "slice: " + from + "…" + to + " along " + axis + " is not inside " + s);
    }
    Integer[] dims = s.dims().toArray(new Integer[0]);
    Axis a = Axis.of(s, axis);
    int each = (to - from) * a.inner();
    dims[axis] = to - from;
    return of(x, i -> a.element(i / each, from + i % each / a.inner(), i % a.inner()), dims);
  }

  /** Elements at constant positions along the first dimension. */
  static Expr gather(Expr x, double[] positions) {
    Shape s = x.shape();
    if (s.rank() == 0) {
      throw new ShapeException("gather: needs groups to gather from, got " + s);
    }
    int each = Axis.of(s, 0).inner();
    int[] at = Gather.groups(positions, s.dim(0));
    Integer[] dims = s.dims().toArray(new Integer[0]);
    dims[0] = at.length;
    return of(x, i -> at[i / each] * each + i % each, dims);
  }

  static Expr transpose(Expr x) {
    matrix("transpose", x);
    int m = x.shape().dim(0);
    int n = x.shape().dim(1);
    return of(x, i -> (i % m) * n + i / m, n, m);
  }

  static Expr tril(Expr x, int k) {
    int n = square("tril", x);
    return of(x, i -> i % n <= i / n + k ? i : NONE, n, n);
  }

  static Expr diagonal(Expr x) {
    int n = square("diagonal", x);
    return of(x, i -> i * (n + 1), n);
  }

  static Expr toDiagonal(Expr x) {
    int n = x.shape().dim(0);
    return of(x, i -> i / n == i % n ? i / n : NONE, n, n);
  }

  static Expr lowerTriangular(Expr packed, int d) {
    if (!packed.shape().dims().equals(List.of(d * (d + 1) / 2))) {
      throw new ShapeException(
          "lowerTriangular: "
              + d
              + " rows need "
              + d * (d + 1) / 2
              + " numbers, got "
              + packed.shape());
    }
    return of(packed, i -> i % d <= i / d ? (i / d) * (i / d + 1) / 2 + i % d : NONE, d, d);
  }

  static Expr stack(List<Expr> parts) {
    if (parts.isEmpty()) {
      throw new ShapeException("stack: needs at least one part");
    }
    List<Integer> each = parts.get(0).shape().dims();
    List<Expr> flat = new ArrayList<>();
    for (Expr part : parts) {
      if (!part.shape().dims().equals(each)) {
        throw new ShapeException(
            "stack: parts must have one shape, got "
                + parts.get(0).shape()
                + " and "
                + part.shape());
      }
      flat.add(part.reshape(part.shape().size()));
    }
    List<Integer> dims = new ArrayList<>(each);
    dims.add(0, parts.size());
    return Concat.vectors(flat).reshape(dims.stream().mapToInt(Integer::intValue).toArray());
  }

  /** {@code x} repeated to the given fixed dimensions. */
  static Expr repeat(Expr x, List<Integer> dims) {
    if (x.shape().dims().equals(dims)) {
      return x;
    }
    Shape to = x.shape().withDims(dims);
    return of(x, Broadcast.index(to, x.shape()), dims);
  }

  /** The same move for an argument that has a last dimension of size {@code m} besides. */
  Expr wide(Expr x, int m) {
    int[] each = new int[index.length * m];
    for (int i = 0; i < each.length; i++) {
      each[i] = index[i / m] == NONE ? NONE : index[i / m] * m + i % m;
    }
    List<Integer> wider = new ArrayList<>(dims);
    wider.add(m);
    return of(x, each, List.copyOf(wider));
  }

  /** Whether this transposes a matrix of that shape. */
  boolean isTransposeOf(Shape from) {
    boolean fits = !from.rows() && from.rank() == 2 && from.size() == index.length;
    fits &= dims.equals(fits ? List.of(from.dim(1), from.dim(0)) : List.of());
    for (int i = 0; fits && i < index.length; i++) {
      fits = index[i] == i % from.dim(0) * from.dim(1) + i / from.dim(0);
    }
    return fits;
  }

  /** Whether every element of the result is one of the argument. */
  boolean fillsNothing() {
    return Arrays.stream(index).noneMatch(i -> i == NONE);
  }

  /** Whether these are the first elements of the argument, in order. */
  boolean isBeginning() {
    for (int k = 0; k < index.length; k++) {
      if (index[k] != k) {
        return false;
      }
    }
    return true;
  }

  /** Zeros without rows are written once. */
  @Override
  public boolean keepsResult(Shape result) {
    return !result.rows() && !fillsNothing();
  }

  /** Which element of the argument the k-th of the result is, or {@link #NONE}. */
  int source(int k) {
    return index[k];
  }

  private static void matrix(String what, Expr x) {
    if (x.shape().rank() != 2) {
      throw new ShapeException(what + ": needs a matrix, got " + x.shape());
    }
  }

  private static int square(String what, Expr x) {
    matrix(what, x);
    if (x.shape().dim(0) != x.shape().dim(1)) {
      throw new ShapeException(what + ": needs a square matrix, got " + x.shape());
    }
    return x.shape().dim(0);
  }

  @Override
  public String name() {
    return "TAKE" + Arrays.toString(index) + dims;
  }

  @Override
  public Shape shape(List<Expr> args) {
    return args.get(0).shape().withDims(dims);
  }

  @Override
  public List<Expr> adjoints(Expr self, List<Expr> args, Expr g) {
    Shape from = args.get(0).shape();
    int[] back = new int[from.size()];
    Arrays.fill(back, NONE);
    for (int i = 0; i < index.length; i++) {
      if (index[i] != NONE) {
        if (back[index[i]] != NONE) {
          return List.of(Node.apply(new Scatter(index, dims, from.dims()), g));
        }
        back[index[i]] = i;
      }
    }
    return List.of(of(g, back, from.dims()));
  }

  @Override
  public Step bind(Buffer out, List<Buffer> args) {
    Buffer x = args.get(0);
    if (!out.rows() && isTransposeOf(x.shape())) {
      return transposes(x, out);
    }
    if (!out.rows()) {
      return Moves.of(index, x, out);
    }
    return rows -> {
      for (int k = 0; k < index.length; k++) {
        if (index[k] == NONE) {
          Arrays.fill(out.data(), out.at(k), out.at(k) + rows, 0);
        } else {
          System.arraycopy(x.data(), x.at(index[k]), out.data(), out.at(k), rows);
        }
      }
    };
  }

  private static Step transposes(Buffer x, Buffer out) {
    int m = x.shape().dim(0);
    int n = x.shape().dim(1);
    return rows -> Transposed.copy(x.data(), x.offset(), n, out.data(), out.offset(), m, m, n);
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Take t && Arrays.equals(index, t.index) && dims.equals(t.dims);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(index) + dims.hashCode();
  }
}
