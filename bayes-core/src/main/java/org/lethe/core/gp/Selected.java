package org.lethe.core.gp;

import java.util.Arrays;
import org.lethe.core.data.Checks;
import org.lethe.core.expr.Expr;

/** A kernel of some of the dimensions. */
record Selected(Kernel kernel, int... dimensions) implements Kernel {

  Selected {
    dimensions = dimensions.clone();
  }

  @Override
  public Expr matrix(Expr a, Expr b) {
    Inputs.check(a, b);
    Expr chosen = chosen(a);
    // the same expression stays the same, by which white noise knows it
    return kernel.matrix(chosen, a == b ? chosen : chosen(b));
  }

  @Override
  public Expr diagonal(Expr x) {
    return kernel.diagonal(chosen(x));
  }

  private Expr chosen(Expr x) {
    int d = Inputs.dimension(x);
    double[][] choice = new double[d][dimensions.length];
    for (int k = 0; k < dimensions.length; k++) {
      int dimension = dimensions[k];
      Checks.that(
          dimension >= 0 && dimension < d,
          "Kernel: on must name dimensions from 0 to %d, got %s",
          d - 1,
          Arrays.toString(dimensions));
      choice[dimension][k] = 1;
    }
    return x.matmul(Expr.constant(choice));
  }
}
