package org.lethe.core.expr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lethe.core.data.Table;

class FactorTest {

  private static final Expr X = Expr.input("x", 3);
  private static final double[] AT = {1.5, -2, .25};

  private static long constants(Expr e) {
    return Graph.topological(List.of(e)).stream().filter(n -> n instanceof Node.Constant).count();
  }

  @Test
  void numbersThatCancelAreGone() {
    Expr product = X.over(2).times(X.exp()).times(2);
    assertThat(constants(product)).isZero();
    assertThat(product.shape()).isEqualTo(Shape.of(3));
    double[] value = Evaluate.at(product, X, AT);
    for (int i = 0; i < 3; i++) {
      assertThat(value[i]).isCloseTo(AT[i] * Math.exp(AT[i]), within(1e-14));
    }
  }

  @Test
  void numbersMeetThroughProductsQuotientsAndSigns() {
    Expr product = X.over(10).square().times(-0.5).negate().times(X.times(-3)).times(0.7);
    assertThat(constants(product)).isLessThanOrEqualTo(2);
    double[] value = Evaluate.at(product, X, AT);
    for (int i = 0; i < 3; i++) {
      double exact = AT[i] * AT[i] / 100 * 0.5 * -3 * AT[i] * 0.7;
      // six roundings
      assertThat(value[i]).isCloseTo(exact, within(6 * Math.ulp(exact)));
    }
  }

  @Test
  void aNumberGoesToTheOperandWithoutRows() {
    Table rows = Table.of(Map.of("a", new double[] {2, 3}));
    Expr scalar = X.sum();
    Expr product = scalar.times(Expr.column("a").times(0.25));
    Node.Apply outer = (Node.Apply) product;
    assertThat(outer.args()).filteredOn(arg -> arg.shape().rows()).containsExactly(columnOf(outer));
    assertThat(Evaluate.rows(product, X, rows, AT)).containsExactly(-.125, -.1875);
  }

  private static Expr columnOf(Node.Apply product) {
    return Graph.topological(List.of(product)).stream()
        .filter(n -> n instanceof Node.Columns)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aNumberInAVectorOfOneKeepsItsDimension() {
    Expr one = Expr.vector(2).times(X.sum()).times(0.5);
    assertThat(one.shape()).isEqualTo(Shape.of(1));
    assertThat(Evaluate.at(one, X, AT)).containsExactly(-.25);
  }

  @Test
  void numbersNearUnderOrOverflowStayWhereTheyAre() {
    Expr product = X.times(1e200).times(1e-200).times(1e200).times(1e-200);
    assertThat(Evaluate.at(product, X, AT)).containsExactly(AT, within(1e-15));
  }

  @Test
  void aNegatedFactorNegatesTheProduct() {
    Expr a = Expr.vector(1, 2, 3, 4).reshape(2, 2);
    Expr b = Expr.vector(5, 6, 7, 8).reshape(2, 2);
    assertThat(Program.value(a.negate().matmul(b))).containsExactly(-19, -22, -43, -50);
  }
}
