package org.lethe.core.expr;

import java.util.List;

/** log Σ eˣ over one fixed dimension, without overflow; −∞ where every term is −∞. */
record LogSumExp(int axis) implements Primitive {

  @Override
  public String name() {
    return "LOG_SUM_EXP" + axis;
  }

  @Override
  public Shape shape(List<Expr> args) {
    return args.get(0).shape().without(axis);
  }

  @Override
  public List<Expr> adjoints(Expr self, List<Expr> args, Expr g) {
    // bounded below, so that a result of −∞ gives weights of 0 and not −∞ − (−∞)
    Expr total = Reshape.insert(self.max(Expr.constant(-Double.MAX_VALUE)), axis);
    Expr softmax = args.get(0).minus(total).exp();
    return List.of(softmax.times(Reshape.insert(g, axis)));
  }

  @Override
  public Step bind(Buffer out, List<Buffer> args) {
    Buffer x = args.get(0);
    Axis a = Axis.of(x.shape(), axis);
    Kernels kernels = Kernels.get();
    int lanes = out.rows() ? a.inner() : 1;
    int stride = x.stride() * a.inner();
    return rows -> {
      int n = out.rows() ? Buffer.padded(rows) : a.inner();
      for (int o = 0; o < a.outer(); o++) {
        for (int i = 0; i < lanes; i++) {
          int from = x.at(a.element(o, 0, i));
          int to = out.at(o * a.inner() + i);
          kernels.logSumExp(x.data(), from, a.count(), stride, n, out.data(), to);
        }
      }
    };
  }
}
