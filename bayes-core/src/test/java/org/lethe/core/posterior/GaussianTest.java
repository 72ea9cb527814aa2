package org.lethe.core.posterior;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.apache.commons.math3.distribution.MultivariateNormalDistribution;
import org.junit.jupiter.api.Test;
import org.lethe.core.expr.Device;
import org.lethe.core.expr.Precision;
import org.lethe.core.expr.Program;
import org.lethe.core.model.Model;
import org.lethe.core.random.RandomStream;

class GaussianTest {
  private static final double[] POINT = {1, 0.2, -2};

  private final Model model = Example.logistic();
  private final Gaussian dense = Example.dense(model);
  private final Gaussian diagonal =
      Gaussian.meanField(model, Example.MEAN, new double[] {0.5, 2, 0.1});

  @Test
  void logDensityIsThatOfTheMultivariateNormal() {
    for (Gaussian q : List.of(dense, diagonal)) {
      double expected =
          Math.log(new MultivariateNormalDistribution(q.mean(), q.covariance()).density(POINT));
      // the reference goes through an eigendecomposition and exp: relative 1e-11 of some 400 nats
      assertThat(q.logDensity(POINT)).isCloseTo(expected, within(1e-8));
    }
  }

  @Test
  void logDensityAsAnExpressionHasTheSameValue() {
    for (Gaussian q : List.of(dense, diagonal)) {
      Program program = Program.of(List.of(model.theta()), List.of(q.logDensity(model.theta())));
      double[] out = new double[1];
      try (Program.Executor executor = program.on(Device.cpu(1), Precision.DOUBLE)) {
        executor.call(POINT, out);
      }
      assertThat(out[0]).isCloseTo(q.logDensity(POINT), within(1e-10));
    }
  }

  @Test
  void logModeIsTheLogDensityAtTheMean() {
    assertThat(dense.logMode()).isCloseTo(dense.logDensity(Example.MEAN), within(1e-14));
    assertThat(diagonal.logMode()).isCloseTo(diagonal.logDensity(Example.MEAN), within(1e-14));
    // −(3/2) log 2π − log(0.5 · 2 · 0.1)
    assertThat(diagonal.logMode()).isCloseTo(-2.756815599614018 + 2.302585092994046, within(1e-14));
  }

  @Test
  void covarianceIsTheProductOfTheFactor() {
    assertThat(dense.covariance()[1][0]).isCloseTo(-0.36, within(1e-15));
    assertThat(dense.covariance()[0][1]).isCloseTo(-0.36, within(1e-15));
    assertThat(dense.covariance()[2][2]).isCloseTo(0.04 + 0.09 + 1.21, within(1e-15));
    assertThat(dense.sd()[2]).isCloseTo(Math.sqrt(1.34), within(1e-15));
  }

  @Test
  void lambdaHoldsTheMeanAndTheFactorWithLogarithmsOnTheDiagonal() {
    assertThat(dense.lambda())
        .containsExactly(
            0.3, -1.2, 0.7, Math.log(0.9), -0.4, Math.log(0.5), 0.2, 0.3, Math.log(1.1));
    assertThat(diagonal.lambda())
        .containsExactly(0.3, -1.2, 0.7, Math.log(0.5), Math.log(2), Math.log(0.1));
    assertThat(Gaussian.ofLambda(model, Structure.DENSE, dense.lambda()).kl(dense))
        .isBetween(0.0, 1e-30);
    assertThat(Gaussian.ofLambda(model, Structure.DIAGONAL, diagonal.lambda()).kl(diagonal))
        .isBetween(0.0, 1e-30);
  }

  @Test
  void aCovarianceIsFactoredByCholesky() {
    Gaussian q = Gaussian.ofCovariance(model, Example.MEAN, dense.covariance());
    for (int i = 0; i < 3; i++) {
      assertThat(q.factor()[i]).containsExactly(Example.FACTOR[i], within(1e-15));
    }
  }

  @Test
  void drawsHaveTheMeanAndTheCovariance() {
    int n = 20_000;
    double[][] draws = dense.draw(n, RandomStream.of(3));
    double[][] covariance = dense.covariance();
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = 0;
        for (double[] draw : draws) {
          sum += (draw[i] - Example.MEAN[i]) * (draw[j] - Example.MEAN[j]);
        }
        double spread =
            Math.sqrt(
                (covariance[i][i] * covariance[j][j] + covariance[i][j] * covariance[i][j]) / n);
        // six entries at 4.5 standard errors: false alarm 4e-5
        assertThat(sum / n).isCloseTo(covariance[i][j], within(4.5 * spread));
      }
    }
  }

  @Test
  void fewerDrawsAreTheFirstOfMore() {
    assertThat(dense.draw(2, RandomStream.of(5)))
        .isDeepEqualTo(new double[][] {draw(5, 0), draw(5, 1)});
  }

  private double[] draw(long seed, int i) {
    return dense.draw(7, RandomStream.of(seed))[i];
  }

  @Test
  void whatIsNoGaussianIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Gaussian.meanField(model, Example.MEAN, new double[] {1, 0, 1}))
        .withMessage("Gaussian: sd must be positive and finite, got 0.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Gaussian.meanField(model, new double[] {1, Double.NaN, 1}, POINT))
        .withMessageContaining("Gaussian: sd must be positive and finite, got -2.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Gaussian.meanField(model, new double[2], new double[] {1, 1}))
        .withMessageContaining("must have the 3 dimensions of model logistic, got 2 and 2");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                Gaussian.fullRank(
                    model, Example.MEAN, new double[][] {{1, 0.5, 0}, {0, 1, 0}, {0, 0, 1}}))
        .withMessage("Gaussian: factor must be lower triangular, got 0.5 at row 0, column 1");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                Gaussian.ofCovariance(
                    model, Example.MEAN, new double[][] {{1, 2, 0}, {2, 1, 0}, {0, 0, 1}}))
        .withMessageContaining("covariance must be positive definite");
  }
}
