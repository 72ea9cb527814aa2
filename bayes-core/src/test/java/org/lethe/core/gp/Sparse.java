package org.lethe.core.gp;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.lethe.core.data.Table;
import org.lethe.core.distribution.Distribution;
import org.lethe.core.distribution.Normal;
import org.lethe.core.expr.Expr;
import org.lethe.core.model.Model;

/** A small sparse process and its rows, whose reference values NumPy gives. */
public final class Sparse {

  /** u ~ N(m, LLᵀ). */
  public static final double[] MEAN = {0.7, -1.1, 0.4};

  public static final double[][] FACTOR = {{.5, 0, 0}, {.1, .4, 0}, {-.2, .3, .6}};

  private Sparse() {}

  /** Three inducing inputs, σ² = 1.7, ℓ = (0.8, 1.5), mean 0.25 + 0.5 x₁ − 0.2 x₂. */
  public static SparseGp process() {
    return process(
        Expr.vector(1.7, 0.8, 1.5),
        Expr.constant(new double[][] {{-1, .5}, {.4, -.3}, {1.2, 1.1}}));
  }

  static SparseGp process(Expr numbers, Expr inducing) {
    Mean mean = Mean.linear(Expr.constant(0.25), Expr.vector(0.5, -0.2));
    return SparseGp.of(Kernel.rbf(numbers.at(0), numbers.slice(1, 3)), inducing).mean(mean);
  }

  /** Four rows; the last is an inducing input. */
  public static Table rows() {
    Map<String, double[]> columns = new LinkedHashMap<>();
    columns.put("x1", new double[] {0.3, 1.1, -0.7, 0.4});
    columns.put("x2", new double[] {-1.2, 0.4, 2.0, -0.3});
    columns.put("y", new double[] {0.4, -1.0, 0.3, 1.2});
    columns.put("label", new double[] {1, 0, 1, 1});
    columns.put("count", new double[] {0, 3, 1, 2});
    return Table.of(columns);
  }

  /** u ~ N(0, I), the column given by the process. */
  public static Model model(String column, Function<Expr, Distribution> response) {
    return Model.define(
        "sparse",
        rows().schema(),
        m -> {
          Expr u = m.parameter("u", Normal.of(0, 1), 3);
          m.observe(column, response.apply(process().conditional(u, m.columns("x1", "x2"))));
        });
  }
}
