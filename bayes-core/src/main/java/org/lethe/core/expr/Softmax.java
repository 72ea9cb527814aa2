package org.lethe.core.expr;

import java.util.Arrays;
import java.util.List;

/**
 * w eˣ / Σ eˣ over one fixed dimension, without overflow; zeros where every x is −∞. Arguments are
 * x, its {@link ExpTerms}, and, unless it is 1, the weight w, which has one number where x has K.
 */
record Softmax(int axis) implements Primitive {

  static Expr of(Expr x, int axis) {
    return Node.apply(new Softmax(axis), x, ExpTerms.of(x, axis));
  }

  /**
   * The same times w, scaled along with the division.
   *
   * @param w of the shape of x without the dimension, with or without rows
   */
  static Expr weighted(Expr x, int axis, Expr w) {
    if (Simplify.isNegated(w)) {
      return weighted(x, axis, w.negate()).negate();
    }
    Expr along = Reshape.insert(w, axis);
    return w instanceof Node.Constant || w.shape().rows() != x.shape().rows()
        ? of(x, axis).times(along)
        : Node.apply(new Softmax(axis), x, ExpTerms.of(x, axis), along);
  }

  @Override
  public String name() {
    return "SOFTMAX" + axis;
  }

  @Override
  public Shape shape(List<Expr> args) {
    Shape x = args.get(0).shape();
    x.dim(axis);
    return x;
  }

  @Override
  public List<Expr> adjoints(Expr self, List<Expr> args, Expr g) {
    Expr p = args.size() == 2 ? self : of(args.get(0), axis);
    Expr along = Reshape.insert(p.times(g).sum(axis), axis);
    Expr x = self.times(g.minus(along));
    Expr none = Expr.constant(0);
    return args.size() == 2 ? List.of(x, none) : List.of(x, none, along);
  }

  @Override
  public Step bind(Buffer out, List<Buffer> args) {
    Buffer t = args.get(1);
    Axis to = Axis.of(out.shape(), axis);
    Axis from = Axis.of(t.shape(), axis);
    Kernels kernels = Kernels.get();
    int lanes = out.rows() ? to.inner() : 1;
    int ts = t.stride() * from.inner();
    int os = out.stride() * to.inner();
    double[] each = new double[Buffer.padded(out.rows() ? out.stride() : to.inner())];
    double[] ones = new double[each.length];
    Arrays.fill(ones, 1);
    boolean weighted = args.size() == 3;
    double[] w = weighted ? args.get(2).data() : ones;
    return rows -> {
      int n = out.rows() ? Buffer.padded(rows) : to.inner();
      for (int o = 0; o < to.outer(); o++) {
        for (int i = 0; i < lanes; i++) {
          int at = t.at(from.element(o, 0, i));
          int wo = weighted ? args.get(2).at(o * to.inner() + i) : 0;
          int oo = out.at(to.element(o, 0, i));
          kernels.shares(t.data(), at, to.count(), ts, w, wo, out.data(), oo, os, n, each);
        }
      }
    };
  }
}
