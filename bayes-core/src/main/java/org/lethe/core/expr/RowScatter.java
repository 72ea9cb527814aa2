package org.lethe.core.expr;

import java.util.ArrayList;
import java.util.List;

/**
 * The reverse of {@link Gather}: for each group, the sum over the rows of that group of g [rows ×
 * …]; 0 for a group without rows.
 */
record RowScatter(int groups) implements Primitive {

  @Override
  public String name() {
    return "ROW_SCATTER" + groups;
  }

  @Override
  public Shape shape(List<Expr> args) {
    List<Integer> dims = new ArrayList<>(args.get(0).shape().dims());
    dims.add(0, groups);
    return new Shape(false, dims);
  }

  @Override
  public boolean reducesRows() {
    return true;
  }

  @Override
  public List<Expr> adjoints(Expr self, List<Expr> args, Expr g) {
    return List.of(Gather.of(g, args.get(1)), Expr.constant(0));
  }

  @Override
  public Step bind(Buffer out, List<Buffer> args) {
    Buffer g = args.get(0);
    Buffer index = args.get(1);
    int inner = g.size();
    int[] to = new int[g.stride()];
    return rows -> {
      Kernels.get().fill(0, out.data(), out.offset(), out.size());
      for (int r = 0; r < rows; r++) {
        to[r] = out.at(Gather.group(index.data()[index.offset() + r], groups) * inner);
      }
      for (int k = 0; k < inner; k++) {
        int from = g.at(k);
        for (int r = 0; r < rows; r++) {
          out.data()[to[r] + k] += g.data()[from + r];
        }
      }
    };
  }
}
