package org.lethe.core.expr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ShapeTest {

  private static final Expr V3 = Expr.input("v", 3);
  private static final Expr M23 = Expr.input("m", 2, 3);

  @Test
  void shapesAlignFromTheRightAndRowsStandApart() {
    assertThat(Shape.perRow().broadcast(Shape.of(3))).isEqualTo(Shape.perRow(3));
    assertThat(Shape.of(2, 1).broadcast(Shape.of(3))).isEqualTo(Shape.of(2, 3));
    assertThat(Expr.columns("a", "b").matmul(M23).shape()).isEqualTo(Shape.perRow(3));
    assertThat(Expr.columns("a", "b").matmul(Expr.input("w", 2)).shape()).isEqualTo(Shape.perRow());
    assertThat(M23.matmul(V3).shape()).isEqualTo(Shape.of(2));
    assertThat(Shape.perRow(2, 3)).hasToString("[rows × 2 × 3]");
  }

  static Stream<Arguments> misfits() {
    return Stream.of(
        misfit("plus: shapes [3] and [2 × 2]", () -> V3.plus(Expr.input("q", 2, 2))),
        misfit("matmul: shapes [3] and [2 × 3]", () -> V3.matmul(M23)),
        misfit("reshape: [3] does not hold", () -> V3.reshape(2)),
        misfit("slice: 1…5 is not inside [3]", () -> V3.slice(1, 5)),
        misfit("cholesky: needs a square matrix", () -> M23.cholesky()),
        misfit("solveLower: shapes", () -> M23.solveLower(V3)),
        misfit("axis must be one of the dimensions of [3], got 1", () -> V3.sum(1)),
        misfit(
            "lowerTriangular: 3 rows need 6 numbers, got [3]", () -> Expr.lowerTriangular(V3, 3)),
        misfit("tril: needs a square matrix, got [2 × 3]", () -> M23.tril()),
        misfit("Gradient: needs a scalar without rows", () -> Gradient.of(V3, V3).get(0)));
  }

  private static Arguments misfit(String message, Supplier<Expr> build) {
    return Arguments.of(message, build);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("misfits")
  void shapesThatDoNotFitAreNamed(String message, Supplier<Expr> build) {
    assertThatThrownBy(build::get).isInstanceOf(ShapeException.class).hasMessageContaining(message);
  }
}
