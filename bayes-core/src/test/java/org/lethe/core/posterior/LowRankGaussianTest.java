package org.lethe.core.posterior;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lethe.core.data.Table;
import org.lethe.core.distribution.Normal;
import org.lethe.core.expr.Expr;
import org.lethe.core.expr.Program;
import org.lethe.core.model.Model;
import org.lethe.core.random.RandomStream;

/** diag(s²) + BBᵀ beside the same covariance as a dense matrix. */
class LowRankGaussianTest {
  private static final double[] MEAN = {1, -2, .5, 3};
  private static final double[] SCALE = {.5, 2, 1, .25};
  private static final double[][] LOADINGS = {{1, .5}, {-2, 1}, {.25, -3}, {4, .125}};
  private static final Table ROWS = Table.of(Map.of("y", new double[] {0}));
  private static final Model MODEL =
      Model.define(
          "four",
          ROWS.schema(),
          m -> m.observe("y", Normal.of(m.parameter("b", Normal.of(0, 1), 4).sum(0), 1)));

  private static Gaussian lowRank(double size) {
    double[][] loadings =
        Arrays.stream(LOADINGS)
            .map(row -> Arrays.stream(row).map(b -> size * b).toArray())
            .toArray(double[][]::new);
    return Gaussian.lowRank(MODEL, MEAN, SCALE, loadings);
  }

  private static double[][] covariance() {
    double[][] out = new double[4][4];
    for (int i = 0; i < 4; i++) {
      for (int j = 0; j < 4; j++) {
        out[i][j] = LOADINGS[i][0] * LOADINGS[j][0] + LOADINGS[i][1] * LOADINGS[j][1];
      }
      out[i][i] += SCALE[i] * SCALE[i];
    }
    return out;
  }

  @Test
  void densityAndMomentsAreThoseOfTheDenseCovariance() {
    Gaussian dense = Gaussian.ofCovariance(MODEL, MEAN, covariance());
    Gaussian low = lowRank(1);
    assertThat(low.structure()).isEqualTo(Structure.LOW_RANK);
    assertThat(low.loadings()).isDeepEqualTo(LOADINGS);
    assertThat(low.logMode()).isCloseTo(dense.logMode(), within(1e-13));
    double[] theta = {0, 1, -1, 7};
    assertThat(low.logDensity(theta)).isCloseTo(dense.logDensity(theta), within(1e-12));
    Expr symbolic = low.logDensity(Expr.vector(theta));
    assertThat(Program.value(symbolic)[0]).isCloseTo(dense.logDensity(theta), within(1e-12));
    for (int i = 0; i < 4; i++) {
      assertThat(low.sd()[i]).isCloseTo(dense.sd()[i], within(1e-14));
      assertThat(low.covariance()[i]).containsExactly(covariance()[i], within(1e-14));
      assertThat(low.factor()[i]).containsExactly(dense.factor()[i], within(1e-14));
    }
    Gaussian other = Gaussian.meanField(MODEL, new double[4], new double[] {1, 2, 3, 4});
    assertThat(low.kl(other)).isCloseTo(dense.kl(other), within(1e-12));
    assertThat(other.kl(low)).isCloseTo(other.kl(dense), within(1e-11));
    assertThat(low.kl(low)).isCloseTo(0, within(1e-14));
  }

  /** By mpmath 1.3.0 at 60 digits; the dense covariance has lost all digits of scale there. */
  @Test
  void nothingCancelsUnderLargeLoadings() {
    Gaussian wide = lowRank(1e7);
    double[] theta = {1 + 1e7, -2 - 2e7, .5 + .25e7, 3 + 4e7};
    assertThat(wide.logMode() - wide.logDensity(theta)).isCloseTo(.49999999999999998, within(1e-9));
    double[] beside = {1.5, -2, .5, 3};
    assertThat(wide.logMode() - wide.logDensity(beside))
        .isCloseTo(.44969918022212583, within(1e-9));
  }

  @Test
  void drawsHaveItsCovariance() {
    int n = 40_000;
    double[][] draws = lowRank(1).draw(n, RandomStream.of(3));
    double[][] covariance = covariance();
    for (int i = 0; i < 4; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = 0;
        for (double[] draw : draws) {
          sum += (draw[i] - MEAN[i]) * (draw[j] - MEAN[j]);
        }
        double error =
            Math.sqrt(
                (covariance[i][j] * covariance[i][j] + covariance[i][i] * covariance[j][j]) / n);
        // 5 standard errors of ten covariances: once in 170 000 seeds
        assertThat(sum / n).isCloseTo(covariance[i][j], within(5 * error));
      }
    }
  }

  @Test
  void filesAndLambdaGiveItBack(@TempDir Path folder) {
    Gaussian low = lowRank(1);
    Gaussian again = Gaussian.ofLambda(MODEL, Structure.LOW_RANK, low.lambda());
    assertThat(again.loadings()).isDeepEqualTo(LOADINGS);
    assertThat(again.logMode()).isCloseTo(low.logMode(), within(1e-15));
    Fit<Gaussian> fit =
        new Fit<>(
            low,
            MODEL,
            Optional.empty(),
            Provenance.trained(
                Recipe.of("test"), MODEL.digest(), ROWS.digest(), 1, List.<Channel>of()),
            Verdict.trusted(),
            new Cost(0, 0, 0));
    fit.save(folder.resolve("fit"));
    Gaussian read = Fit.load(folder.resolve("fit"), Gaussian.class, MODEL).posterior();
    assertThat(read.structure()).isEqualTo(Structure.LOW_RANK);
    assertThat(read.lambda()).containsExactly(low.lambda());
    assertThatThrownBy(() -> Gaussian.lowRank(MODEL, MEAN, SCALE, new double[4][0]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("rank at least 1, got [4 × 0]");
  }
}
