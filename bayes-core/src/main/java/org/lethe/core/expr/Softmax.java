package org.lethe.core.expr;

import java.util.List;

/** eˣ / Σ eˣ over one fixed dimension, without overflow; zeros where every x is −∞. */
record Softmax(int axis) implements Primitive {

  static Expr of(Expr x, int axis) {
    return Node.apply(new Softmax(axis), x);
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
    Expr along = Reshape.insert(self.times(g).sum(axis), axis);
    return List.of(self.times(g.minus(along)));
  }

  @Override
  public Step bind(Buffer out, List<Buffer> args) {
    Buffer x = args.get(0);
    Axis a = Axis.of(x.shape(), axis);
    Kernels kernels = Kernels.get();
    int lanes = out.rows() ? a.inner() : 1;
    int apart = x.stride() * a.inner();
    double[][] scratch = new double[2][Buffer.padded(out.rows() ? out.stride() : a.inner())];
    return rows -> {
      int n = out.rows() ? Buffer.padded(rows) : a.inner();
      for (int o = 0; o < a.outer(); o++) {
        for (int i = 0; i < lanes; i++) {
          int from = a.element(o, 0, i);
          kernels.softmax(
              x.data(), x.at(from), a.count(), apart, out.data(), out.at(from), n, scratch);
        }
      }
    };
  }
}
