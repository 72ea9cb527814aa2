package org.lethe.core.expr;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.stream.IntStream;

/**
 * sᵢ = f(sᵢ₋₁, xᵢ, k) for i = 1…n, all states [n × c], of s₀ [c], x [n × m] and k [k], which holds
 * what the step reads besides. The reverse rule is such a recursion too, run backwards: with g the
 * adjoint of all states and t = gᵢ + aᵢ, aᵢ₋₁ = (∂f/∂s)ᵀ t, k̄ grows by (∂f/∂k)ᵀ t and x̄ᵢ =
 * (∂f/∂x)ᵀ t; its states are (a, k̄, x̄). That recursion is linear in g, which therefore stands
 * apart from the rest: what a second reverse gives to g depends on neither g nor a, and so rows may
 * read it, though g is a sum over them.
 */
final class Scan implements Primitive {

  private final Expr state;
  private final Expr row;
  private final Expr captured;
  private final Expr next;
  private final int linear;
  private final Program program;
  private final String digest;

  /**
   * The inputs s [c], x [m] and k [k] of one step, and f [c] in them.
   *
   * @param linear how many of x come first and from an argument of their own; f is linear in them
   *     and s together
   */
  private Scan(Expr state, Expr row, Expr captured, Expr next, int linear) {
    this.state = state;
    this.row = row;
    this.captured = captured;
    this.next = next;
    this.linear = linear;
    this.program = Program.of(List.of(state, row, captured), List.of(next));
    this.digest = program.digest();
  }

  static Expr of(Expr start, Expr inOrder, BinaryOperator<Expr> step) {
    Shape s = start.shape();
    Shape x = inOrder.shape();
    if (s.rows() || x.rows() || x.rank() == 0) {
      throw new ShapeException(
          "scan: needs a start and an array without rows, got " + s + " and " + x);
    }
    Expr state = Expr.input("state", s.size());
    Expr row = Expr.input("row", x.without(0).size());
    Expr next = step.apply(state.reshape(dims(s)), row.reshape(dims(x.without(0))));
    if (!next.shape().equals(s)) {
      throw new ShapeException(
          "scan: a step must keep the shape of the start, " + s + ", got " + next.shape());
    }
    List<Expr> others = ScanGraph.frontier(next, state, row);
    int size = others.stream().mapToInt(e -> e.shape().size()).sum();
    Expr captured = Expr.input("captured", size);
    Map<Expr, Expr> parts = new LinkedHashMap<>();
    int at = 0;
    for (Expr other : others) {
      int end = at + other.shape().size();
      parts.put(other, captured.slice(at, end).reshape(dims(other.shape())));
      at = end;
    }
    Expr inside = next.substitute(parts).reshape(s.size());
    Expr flat = ScanGraph.flat(others);
    int n = x.dim(0);
    Expr rows = inOrder.reshape(n, row.shape().size());
    Scan scan = new Scan(state, row, captured, inside, 0);
    Expr states = Node.apply(scan, start.reshape(s.size()), rows, flat);
    int[] all = IntStream.concat(IntStream.of(n), IntStream.of(dims(s))).toArray();
    return states.reshape(all);
  }

  private static int[] dims(Shape shape) {
    return shape.dims().stream().mapToInt(Integer::intValue).toArray();
  }

  @Override
  public String name() {
    return "SCAN" + linear + digest;
  }

  @Override
  public Shape shape(List<Expr> args) {
    return Shape.of(args.get(1).shape().dim(0), state.shape().size());
  }

  @Override
  public List<Expr> adjoints(Expr self, List<Expr> args, Expr g) {
    int n = self.shape().dim(0);
    int c = state.shape().size();
    int m = row.shape().size();
    int k = captured.shape().size();
    Expr x = linear == 0 ? args.get(1) : Concat.of(1, List.of(args.get(3), args.get(1)));
    Expr before = Expr.concat(args.get(0), self.reshape(n * c)).slice(0, n * c).reshape(n, c);
    Expr read = ScanGraph.backwards(Concat.of(1, List.of(before, x)));
    Expr captive = args.get(2);
    Expr none = Expr.vector(new double[c + k + m]);
    Expr states = Node.apply(reverse(), none, read, captive, ScanGraph.backwards(g));
    Expr last = states.at(n - 1);
    Expr ofRows = ScanGraph.backwards(ScanGraph.columns(states, c + k + linear, c + k + m));
    Expr ofStart = last.slice(0, c);
    Expr ofCaptured = last.slice(c, c + k);
    if (linear == 0) {
      return List.of(ofStart, ofRows, ofCaptured);
    }
    Expr slopes = ScanGraph.backwards(Concat.of(1, List.of(g, args.get(1))));
    Expr tangents = Node.apply(tangent(), Expr.vector(new double[c + linear]), slopes, captive);
    Expr ofLinear = ScanGraph.backwards(ScanGraph.columns(tangents, c, c + linear));
    return List.of(ofStart, ofRows, ofCaptured, ofLinear);
  }

  private Scan reverse() {
    int c = state.shape().size();
    int m = row.shape().size();
    int k = captured.shape().size();
    Expr carried = Expr.input("adjoints", c + k + m);
    Expr read = Expr.input("row", 2 * c + m);
    Expr adjoint = read.slice(0, c).plus(carried.slice(0, c));
    List<Expr> slopes = Gradient.of(next.times(adjoint).sum(), state, row, captured);
    Expr grown = slopes.get(2).plus(carried.slice(c, c + k));
    Map<Expr, Expr> here = Map.of(state, read.slice(c, 2 * c), row, read.slice(2 * c, 2 * c + m));
    Expr out = Expr.concat(slopes.get(0), grown, slopes.get(1)).substitute(here);
    return new Scan(carried, read, captured, out, c);
  }

  /** The reverse in what the step is linear in alone, which reads nothing of that. */
  private Scan tangent() {
    int c = state.shape().size();
    int m = row.shape().size();
    Expr carried = Expr.input("adjoints", c + linear);
    Expr read = Expr.input("row", c + m - linear);
    Expr adjoint = read.slice(0, c).plus(carried.slice(0, c));
    List<Expr> slopes = Gradient.of(next.times(adjoint).sum(), state, row);
    Expr others = read.slice(c, c + m - linear);
    Map<Expr, Expr> here =
        Map.of(
            state,
            Expr.vector(new double[c]),
            row,
            Expr.concat(Expr.vector(new double[linear]), others));
    Expr out = Expr.concat(slopes.get(0), slopes.get(1).slice(0, linear)).substitute(here);
    return new Scan(carried, read, captured, out, 0);
  }

  @Override
  public Step bind(Buffer out, List<Buffer> args) {
    Buffer start = args.get(0);
    Buffer x = args.get(1);
    Buffer k = args.get(2);
    int n = x.shape().dim(0);
    int c = start.size();
    int m = row.shape().size();
    int own = m - linear;
    Buffer first = linear == 0 ? x : args.get(3);
    double[] in = new double[c + m + k.size()];
    double[] to = new double[c];
    Program.Executor step = program.on(Device.cpu(1), Precision.DOUBLE);
    return rows -> {
      System.arraycopy(start.data(), start.offset(), in, 0, c);
      System.arraycopy(k.data(), k.offset(), in, c + m, k.size());
      for (int i = 0; i < n; i++) {
        System.arraycopy(first.data(), first.at(i * linear), in, c, linear);
        System.arraycopy(x.data(), x.at(i * own), in, c + linear, own);
        step.call(in, to);
        System.arraycopy(to, 0, in, 0, c);
        System.arraycopy(to, 0, out.data(), out.at(i * c), c);
      }
    };
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Scan s && linear == s.linear && digest.equals(s.digest);
  }

  @Override
  public int hashCode() {
    return digest.hashCode();
  }
}
