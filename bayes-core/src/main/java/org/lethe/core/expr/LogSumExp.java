package org.lethe.core.expr;

import java.util.List;

/**
 * log Σ eˣ over one fixed dimension, without overflow; −∞ where every term is −∞. Its second
 * argument is the softmax s of the first, which is its derivative: log Σ eˣ = max x − log max s, so
 * that value and gradient take one exponential a term between them.
 */
record LogSumExp(int axis) implements Primitive {

  static Expr of(Expr x, int axis) {
    return Node.apply(new LogSumExp(axis), x, Softmax.of(x, axis));
  }

  @Override
  public String name() {
    return "LOG_SUM_EXP" + axis;
  }

  @Override
  public Shape shape(List<Expr> args) {
    return args.get(0).shape().without(axis);
  }

  /** All of the derivative goes by way of x; that s depends on x too is in the formula already. */
  @Override
  public List<Expr> adjoints(Expr self, List<Expr> args, Expr g) {
    return List.of(args.get(1).times(Reshape.insert(g, axis)), Expr.constant(0));
  }

  @Override
  public Step bind(Buffer out, List<Buffer> args) {
    Buffer x = args.get(0);
    Buffer s = args.get(1);
    Axis a = Axis.of(x.shape(), axis);
    Kernels kernels = Kernels.get();
    int lanes = out.rows() ? a.inner() : 1;
    int apart = x.stride() * a.inner();
    return rows -> {
      int n = out.rows() ? Buffer.padded(rows) : a.inner();
      for (int o = 0; o < a.outer(); o++) {
        for (int i = 0; i < lanes; i++) {
          int from = a.element(o, 0, i);
          int to = out.at(o * a.inner() + i);
          kernels.logSumExp(
              x.data(), x.at(from), s.data(), s.at(from), a.count(), apart, out.data(), to, n);
        }
      }
    };
  }
}
