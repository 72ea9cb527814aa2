package org.lethe.core.expr;

import java.util.ArrayList;
import java.util.List;

/**
 * What a softmax and a log-sum-exp over one fixed dimension have in common: in place of its K
 * values x the K terms e^(x − max x), then their sum, then max x. Value and gradient of a mixture
 * so take one exponential a term between them. Where every x is −∞ the terms are 0 and the sum is
 * 1, where some are +∞ their terms are 1 and others 0.
 */
record ExpTerms(int axis) implements Primitive {

  static Expr of(Expr x, int axis) {
    return Node.apply(new ExpTerms(axis), x);
  }

  // written out: the platform's own for records is made of method handles, milliseconds at each
  // start
  @Override
  public boolean equals(Object o) {
    return o instanceof ExpTerms e && axis == e.axis;
  }

  @Override
  public int hashCode() {
    return axis;
  }

  @Override
  public String name() {
    return "EXP_TERMS" + axis;
  }

  @Override
  public Shape shape(List<Expr> args) {
    return wide(args.get(0).shape());
  }

  /** The shape of the terms, sum and maximum of an x of that shape. */
  Shape wide(Shape x) {
    List<Integer> dims = new ArrayList<>(x.dims());
    dims.set(axis, x.dim(axis) + 2);
    return x.withDims(dims);
  }

  /** All that reads the terms says itself how it depends on x. */
  @Override
  public List<Expr> adjoints(Expr self, List<Expr> args, Expr g) {
    return List.of(Expr.constant(0));
  }

  @Override
  public Step bind(Buffer out, List<Buffer> args) {
    Buffer x = args.get(0);
    Axis from = Axis.of(x.shape(), axis);
    Axis to = Axis.of(out.shape(), axis);
    Kernels kernels = Kernels.get();
    int lanes = out.rows() ? from.inner() : 1;
    int xs = x.stride() * from.inner();
    int ts = out.stride() * to.inner();
    return rows -> {
      int n = out.rows() ? Buffer.padded(rows) : from.inner();
      for (int o = 0; o < from.outer(); o++) {
        for (int i = 0; i < lanes; i++) {
          int xo = x.at(from.element(o, 0, i));
          int oo = out.at(to.element(o, 0, i));
          kernels.expTerms(x.data(), xo, from.count(), xs, out.data(), oo, ts, n);
        }
      }
    };
  }
}
