package org.lethe.core.expr;

import java.util.List;

/**
 * log Σ eˣ over one fixed dimension, without overflow; −∞ where every term is −∞. Its second
 * argument is the {@link ExpTerms} of the first, whose sum and maximum it takes.
 */
record LogSumExp(int axis) implements Primitive {

  static Expr of(Expr x, int axis) {
    return Node.apply(new LogSumExp(axis), x, ExpTerms.of(x, axis));
  }

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
    return List.of(Softmax.weighted(args.get(0), axis, g), Expr.constant(0));
  }

  @Override
  public Step bind(Buffer out, List<Buffer> args) {
    Buffer t = args.get(1);
    Axis a = Axis.of(t.shape(), axis);
    Kernels kernels = Kernels.get();
    int lanes = out.rows() ? a.inner() : 1;
    return rows -> {
      int n = out.rows() ? Buffer.padded(rows) : a.inner();
      for (int o = 0; o < a.outer(); o++) {
        for (int i = 0; i < lanes; i++) {
          int sum = t.at(a.element(o, a.count() - 2, i));
          int top = t.at(a.element(o, a.count() - 1, i));
          kernels.logTotal(t.data(), sum, top, out.data(), out.at(o * a.inner() + i), n);
        }
      }
    };
  }
}
