package org.lethe.core.expr;

import java.util.ArrayList;
import java.util.List;

/**
 * The reverse of {@link Gather} by a vector of indices: for each group, the sum of the elements of
 * g [n × …] whose index it is; 0 for a group that no index names.
 */
record IndexScatter(int groups) implements Primitive {

  @Override
  public String name() {
    return "INDEX_SCATTER" + groups;
  }

  @Override
  public Shape shape(List<Expr> args) {
    List<Integer> dims = new ArrayList<>(args.get(0).shape().dims());
    dims.set(0, groups);
    return new Shape(false, dims);
  }

  @Override
  public List<Expr> adjoints(Expr self, List<Expr> args, Expr g) {
    return List.of(Gather.of(g, args.get(1)), Expr.constant(0));
  }

  @Override
  public Step bind(Buffer out, List<Buffer> args) {
    Buffer g = args.get(0);
    Buffer index = args.get(1);
    int n = index.size();
    int each = groups == 0 ? 0 : out.size() / groups;
    Kernels kernels = Kernels.get();
    return rows -> {
      kernels.fill(0, out.data(), out.offset(), out.size());
      for (int i = 0; i < n; i++) {
        int to = out.at(Gather.group(index.data()[index.at(i)], groups) * each);
        kernels.axpy(1, g.data(), g.at(i * each), out.data(), to, each);
      }
    };
  }
}
