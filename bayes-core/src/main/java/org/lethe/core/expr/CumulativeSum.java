package org.lethe.core.expr;

import java.util.List;

/**
 * Running sums along one fixed dimension: element i holds the sum of the elements up to i, or from
 * i on where {@code backwards}. Each direction is the other's reverse.
 */
record CumulativeSum(int axis, boolean backwards) implements Primitive {

  @Override
  public String name() {
    return (backwards ? "CUMULATIVE_SUM_BACKWARDS" : "CUMULATIVE_SUM") + axis;
  }

  @Override
  public Shape shape(List<Expr> args) {
    Shape shape = args.get(0).shape();
    shape.dim(axis);
    return shape;
  }

  @Override
  public List<Expr> adjoints(Expr self, List<Expr> args, Expr g) {
    return List.of(Node.apply(new CumulativeSum(axis, !backwards), g));
  }

  @Override
  public Step bind(Buffer out, List<Buffer> args) {
    Buffer x = args.get(0);
    Axis a = Axis.of(x.shape(), axis);
    Kernels kernels = Kernels.get();
    int first = backwards ? a.count() - 1 : 0;
    int step = backwards ? -1 : 1;
    int lanes = out.rows() ? a.inner() : 1;
    return rows -> {
      int n = out.rows() ? Buffer.padded(rows) : a.inner();
      for (int o = 0; o < a.outer(); o++) {
        for (int i = 0; i < lanes; i++) {
          for (int c = 0; c < a.count(); c++) {
            int k = a.element(o, first + c * step, i);
            int to = out.at(k);
            if (c == 0) {
              System.arraycopy(x.data(), x.at(k), out.data(), to, n);
            } else {
              int sofar = out.at(k - step * a.inner());
              kernels.binary(Binary.PLUS, out.data(), sofar, x.data(), x.at(k), out.data(), to, n);
            }
          }
        }
      }
    };
  }
}
