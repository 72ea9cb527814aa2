package org.lethe.core.expr;

import java.util.ArrayList;
import java.util.List;

/**
 * For each row, or each element of a vector of indices, the element x[index] along the first
 * dimension of x [groups × …].
 */
enum Gather implements Primitive {
  GATHER;

  static Expr of(Expr x, Expr index) {
    if (index instanceof Node.Constant c && c.shape().rank() == 1) {
      return Take.gather(x, c.values());
    }
    return Node.apply(GATHER, x, index);
  }

  /**
   * The group a number stands for.
   *
   * @throws IndexException when it is none of 0…groups − 1
   */
  static int group(double index, int groups) {
    int g = (int) index;
    if (g != index || g < 0 || g >= groups) {
      throw new IndexException(outside(index, groups));
    }
    return g;
  }

  private static String outside(double index, int groups) {
    return "gather: an index of "
        + groups
        + " must be a whole number from 0 to "
        + (groups - 1)
        + ", got "
        + index;
  }

  /**
   * The groups that numbers stand for, known all at once.
   *
   * @throws IndexException when one is none of 0…groups − 1
   */
  static int[] groups(double[] index, int groups) {
    int[] out = new int[index.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = (int) index[i];
      if (out[i] != index[i] || out[i] < 0 || out[i] >= groups) {
        throw new IndexException(outside(index[i], groups) + IndexColumns.hint(index, groups));
      }
    }
    return out;
  }

  @Override
  public Shape shape(List<Expr> args) {
    Shape x = args.get(0).shape();
    Shape index = args.get(1).shape();
    if (x.rows() || x.rank() == 0) {
      throw new ShapeException("gather: needs groups and no rows to gather from, got " + x);
    }
    boolean vector = !index.rows() && index.rank() == 1;
    if (!index.equals(Shape.perRow()) && !vector) {
      throw new ShapeException(
          "gather: index must be one number for each row or a vector, got " + index);
    }
    Shape each = x.without(0);
    if (!vector) {
      return each.withRows(true);
    }
    List<Integer> dims = new ArrayList<>(each.dims());
    dims.add(0, index.size());
    return new Shape(false, dims);
  }

  @Override
  public List<Expr> adjoints(Expr self, List<Expr> args, Expr g) {
    Expr index = args.get(1);
    if (!index.shape().rows()) {
      int n = args.get(0).shape().dim(0);
      return List.of(Node.apply(new IndexScatter(n), g, index), Expr.constant(0));
    }
    Expr inRows = g.shape().rows() ? g : g.times(Expr.ones());
    int groups = args.get(0).shape().dim(0);
    return List.of(Node.apply(new RowScatter(groups), inRows, index), Expr.constant(0));
  }

  @Override
  public Step bind(Buffer out, List<Buffer> args) {
    Buffer x = args.get(0);
    Buffer index = args.get(1);
    int groups = x.shape().dim(0);
    if (!index.rows()) {
      int n = index.size();
      int each = n == 0 ? 0 : out.size() / n;
      return rows -> {
        for (int i = 0; i < n; i++) {
          int from = x.at(group(index.data()[index.at(i)], groups) * each);
          System.arraycopy(x.data(), from, out.data(), out.at(i * each), each);
        }
      };
    }
    int inner = out.size();
    int[] from = new int[out.stride()];
    return rows -> {
      for (int r = 0; r < rows; r++) {
        from[r] = x.at(group(index.data()[index.offset() + r], groups) * inner);
      }
      for (int k = 0; k < inner; k++) {
        int to = out.at(k);
        for (int r = 0; r < rows; r++) {
          out.data()[to + r] = x.data()[from[r] + k];
        }
      }
    };
  }
}
