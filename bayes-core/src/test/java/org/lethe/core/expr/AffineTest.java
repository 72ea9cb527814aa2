package org.lethe.core.expr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lethe.core.data.Table;

class AffineTest {

  private static final Table ROWS =
      Table.of(Map.of("a", new double[] {1, -2, 0.5}, "b", new double[] {3, 0.7, -1}));
  private static final Expr THETA = Expr.input("theta", 3);
  private static final Expr X = Expr.columns("a", "b");

  private static Expr linear() {
    return X.matmul(THETA.slice(1, 3)).plus(THETA.at(0));
  }

  @Test
  void aLogisticTermHasOnePredictor() {
    Expr f = linear();
    Expr term = Expr.column("b").times(f).minus(f.softplus()).times(Expr.weight());
    assertThat(Affine.predictor(term, THETA)).contains(f);
    assertThat(Affine.isQuadratic(term, THETA)).isFalse();
  }

  @Test
  void twoPredictorsOrAScaleBesideAreNone() {
    Expr f = linear();
    assertThat(Affine.predictor(f.exp().plus(Expr.column("a").times(THETA.at(0))), THETA))
        .isEmpty();
    assertThat(Affine.predictor(f.times(THETA.at(2).exp()).exp(), THETA)).isEmpty();
    assertThat(Affine.predictor(f.square().times(THETA.at(2)), THETA)).isEmpty();
    assertThat(
            Affine.predictor(
                X.matmul(THETA.reshape(1, 3).slice(0, 1).reshape(3).slice(0, 2).exp()), THETA))
        .isEmpty();
  }

  @Test
  void aGaussianTermIsQuadraticAndALogisticOneIsNot() {
    Expr residual = Expr.column("a").minus(linear());
    assertThat(Affine.isQuadratic(residual.square().times(-0.5).minus(1.2), THETA)).isTrue();
    assertThat(Affine.isQuadratic(residual.times(residual), THETA)).isTrue();
    assertThat(Affine.isQuadratic(residual.times(residual).times(residual), THETA)).isFalse();
    assertThat(Affine.isQuadratic(residual.square().over(THETA.at(0)), THETA)).isFalse();
    assertThat(Affine.isQuadratic(residual.abs(), THETA)).isFalse();
  }

  static Stream<Expr> affine() {
    Expr constant = Expr.constant(new double[][] {{1, 2, 0}, {-1, 0.3, 2}});
    Expr moved = constant.matmul(THETA.negate()).plus(Expr.constant(1, 2));
    Expr row = THETA.reshape(1, 3).matmul(constant.transpose()).reshape(2);
    return Stream.of(
        linear(),
        linear().times(2).minus(Expr.column("a")),
        linear().over(Expr.column("b")),
        X.matmul(moved),
        X.matmul(row),
        X.times(THETA.slice(0, 2)).sum(0),
        X.matmul(THETA.toDiagonal().slice(0, 2)).sum(0));
  }

  @ParameterizedTest
  @MethodSource("affine")
  void theLinearPartIsTheChangeAlongEachDirection(Expr f) {
    double[][] directions = {{0.3, 1}, {-2, 0.4}, {0.9, -1.5}};
    double[] base = {0.2, -0.7, 1.1};
    double[] change =
        Evaluate.rows(Affine.linear(f, THETA, Expr.constant(directions)), THETA, ROWS, base);
    double[] at = Evaluate.rows(f, THETA, ROWS, base);
    assertThat(Affine.predictor(f.exp(), THETA)).isPresent();
    for (int j = 0; j < 2; j++) {
      double[] moved = base.clone();
      for (int i = 0; i < 3; i++) {
        moved[i] += directions[i][j];
      }
      double[] to = Evaluate.rows(f, THETA, ROWS, moved);
      for (int r = 0; r < 3; r++) {
        assertThat(change[2 * r + j]).isCloseTo(to[r] - at[r], within(1e-13));
      }
    }
  }
}
