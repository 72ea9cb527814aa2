package org.lethe.core.expr;

import java.util.List;
import java.util.function.IntUnaryOperator;

/**
 * Σ log(1 + eˣ) over rows; fixed dimensions stay. It takes one logarithm for a block, where
 * softplus takes one for each row.
 */
enum SoftplusSum implements Primitive {
  SOFTPLUS_SUM;

  @Override
  public Shape shape(List<Expr> args) {
    return args.get(0).shape().withRows(false);
  }

  @Override
  public boolean reducesRows() {
    return true;
  }

  @Override
  public List<Expr> adjoints(Expr self, List<Expr> args, Expr g) {
    return List.of(g.times(args.get(0).sigmoid()));
  }

  @Override
  public Step bind(Buffer out, List<Buffer> args) {
    Buffer x = args.get(0);
    double[] slope = new double[x.stride()];
    return step(out, x, slope, k -> 0);
  }

  /** The sum, and the sigmoid of the same numbers. */
  static Step both(Buffer sum, Buffer sigmoid, Buffer x) {
    return step(sum, x, sigmoid.data(), sigmoid::at);
  }

  private static Step step(Buffer out, Buffer x, double[] slope, IntUnaryOperator at) {
    Kernels kernels = Kernels.get();
    double[] scratch = new double[2 * kernels.lanes()];
    return rows -> {
      int all = Buffer.padded(rows);
      for (int k = 0; k < out.size(); k++) {
        out.data()[out.at(k)] =
            kernels.softplusSum(x.data(), x.at(k), slope, at.applyAsInt(k), rows, all, scratch);
      }
    };
  }
}
