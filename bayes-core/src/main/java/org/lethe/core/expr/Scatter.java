package org.lethe.core.expr;

import java.util.Arrays;
import java.util.List;

/** The reverse of a move that repeats elements: result[index[i]] += x[i]. */
final class Scatter implements Primitive {
  private final int[] index;
  private final List<Integer> from;
  private final List<Integer> dims;

  Scatter(int[] index, List<Integer> from, List<Integer> dims) {
    this.index = index;
    this.from = from;
    this.dims = dims;
  }

  @Override
  public String name() {
    return "SCATTER" + Arrays.toString(index) + dims;
  }

  @Override
  public Shape shape(List<Expr> args) {
    return args.get(0).shape().withDims(dims);
  }

  @Override
  public List<Expr> adjoints(Expr self, List<Expr> args, Expr g) {
    return List.of(Take.of(g, index, from));
  }

  @Override
  public Step bind(Buffer out, List<Buffer> args) {
    Buffer x = args.get(0);
    Kernels kernels = Kernels.get();
    boolean inRows = out.rows();
    return rows -> {
      int n = inRows ? rows : 1;
      for (int k = 0; k < out.size(); k++) {
        kernels.fill(0, out.data(), out.at(k), n);
      }
      for (int i = 0; i < index.length; i++) {
        if (index[i] != Take.NONE) {
          kernels.axpy(1, x.data(), x.at(i), out.data(), out.at(index[i]), n);
        }
      }
    };
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Scatter s
        && Arrays.equals(index, s.index)
        && from.equals(s.from)
        && dims.equals(s.dims);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(index) + dims.hashCode();
  }
}
