package org.lethe.core.expr;

import java.util.List;

/** The sum over one fixed dimension. */
record Sum(int axis) implements Primitive {

  // written out: the platform's own for records is made of method handles, milliseconds at each
  // start
  @Override
  public boolean equals(Object o) {
    return o instanceof Sum s && axis == s.axis;
  }

  @Override
  public int hashCode() {
    return axis;
  }

  @Override
  public String name() {
    return "SUM" + axis;
  }

  @Override
  public Shape shape(List<Expr> args) {
    return args.get(0).shape().without(axis);
  }

  @Override
  public List<Expr> adjoints(Expr self, List<Expr> args, Expr g) {
    return List.of(Reshape.insert(g, axis));
  }

  @Override
  public Step bind(Buffer out, List<Buffer> args) {
    Buffer x = args.get(0);
    Axis a = Axis.of(x.shape(), axis);
    Kernels kernels = Kernels.get();
    boolean squared = x.role().squared();
    if (!out.rows() && a.inner() == 1) {
      return rows -> {
        for (int o = 0; o < a.outer(); o++) {
          int from = x.at(o * a.count());
          out.data()[out.at(o)] =
              squared
                  ? kernels.dot(x.data(), from, x.data(), from, a.count())
                  : kernels.sum(x.data(), from, a.count());
        }
      };
    }
    int lanes = out.rows() ? a.inner() : 1;
    return rows -> {
      int n = out.rows() ? Buffer.padded(rows) : a.inner();
      for (int o = 0; o < a.outer(); o++) {
        for (int i = 0; i < lanes; i++) {
          int to = out.at(o * a.inner() + i);
          kernels.fill(0, out.data(), to, n);
          for (int c = 0; c < a.count(); c++) {
            int from = x.at(a.element(o, c, i));
            if (squared) {
              kernels.addSquares(x.data(), from, out.data(), to, n);
            } else {
              kernels.axpy(1, x.data(), from, out.data(), to, n);
            }
          }
        }
      }
    };
  }
}
