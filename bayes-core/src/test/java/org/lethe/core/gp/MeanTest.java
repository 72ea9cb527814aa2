package org.lethe.core.gp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lethe.core.data.Table;
import org.lethe.core.expr.Evaluate;
import org.lethe.core.expr.Expr;

class MeanTest {
  private static final double[][] A = {{1, 2}, {3, -1}};

  @Test
  void meansAreThoseOfTheFormulaWithAndWithoutRows() {
    Mean linear = Mean.linear(Expr.constant(0.5), Expr.vector(2, 3));
    Table rows = Table.of(Map.of("x1", new double[] {1, 3}, "x2", new double[] {2, -1}));
    Expr x = Expr.columns("x1", "x2");
    assertThat(Evaluate.constant(linear.at(Expr.constant(A)))).containsExactly(8.5, 3.5);
    assertThat(Evaluate.rows(linear.at(x), Expr.input("unused"), rows, 0))
        .containsExactly(8.5, 3.5);
    assertThat(Evaluate.constant(Mean.zero().at(x))).containsExactly(0);
    assertThat(Evaluate.constant(Mean.constant(Expr.constant(7)).at(x))).containsExactly(7);
  }
}
