package org.lethe.inference.laplace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lethe.core.data.DataException;
import org.lethe.core.data.Table;
import org.lethe.core.expr.Device;
import org.lethe.core.model.GaussianMixture;
import org.lethe.core.model.Model;
import org.lethe.core.posterior.Cost;
import org.lethe.core.posterior.Draws;
import org.lethe.core.posterior.Fit;
import org.lethe.core.posterior.Gaussian;
import org.lethe.core.posterior.Provenance;
import org.lethe.core.posterior.Recipe;
import org.lethe.core.posterior.Verdict;
import org.lethe.inference.energy.Expectation;
import org.lethe.inference.energy.Family;
import org.lethe.inference.energy.Models;
import org.lethe.inference.run.Run;
import org.lethe.inference.svi.Svi;

/** Against XᵀWX + I/4, W = σ(1 − σ), of logistic regression under priors N(0, 2²). */
class StoredCurvatureTest {

  private static final Run RUN = Run.seed(1).on(Device.cpu(1));
  private static final Table ROWS = Models.rows(40);
  private static final double[][] DRAWS = {{.2, 1, -.5}, {.6, -.4, .1}};
  private static final double[] WEIGHT = {.75, .25};

  private static double[][] information(double[] theta) {
    double[][] h = {{.25, 0, 0}, {0, .25, 0}, {0, 0, .25}};
    for (int row = 0; row < ROWS.size(); row++) {
      double[] x = {1, ROWS.column("x1")[row], ROWS.column("x2")[row]};
      double f = theta[0] * x[0] + theta[1] * x[1] + theta[2] * x[2];
      double p = 1 / (1 + Math.exp(-f));
      for (int i = 0; i < 3; i++) {
        for (int j = 0; j < 3; j++) {
          h[i][j] += p * (1 - p) * x[i] * x[j];
        }
      }
    }
    return h;
  }

  private static Fit<Draws> fit() {
    double[] logWeights = {Math.log(WEIGHT[0]), Math.log(WEIGHT[1])};
    Draws draws = Draws.weighted(Models.logistic(), new double[][][] {DRAWS}, logWeights);
    Provenance provenance =
        Provenance.trained(
            Recipe.of("test"), Models.logistic().digest(), ROWS.digest(), 0, List.of());
    return Fit.of(draws, provenance, Verdict.trusted(), Cost.none());
  }

  @Test
  void theMeanHessianIsOverTheWeightedDraws() {
    Fit<Draws> kept = StoredCurvature.in(fit(), ROWS, RUN);
    double[][] first = information(DRAWS[0]);
    double[][] second = information(DRAWS[1]);
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        assertThat(kept.curvature().orElseThrow()[i][j])
            .isCloseTo(WEIGHT[0] * first[i][j] + WEIGHT[1] * second[i][j], within(1e-12));
      }
    }
    assertThat(kept.cost().rowHessianProducts()).isEqualTo(3 * 2 * 40);
  }

  @Test
  void theHessianAtTheMeanCostsAProductOfEachRowAndParameter() {
    Fit<Draws> kept = StoredCurvature.atMean(fit(), ROWS, RUN);
    double[][] expected = information(new double[] {.3, .65, -.35});
    for (int i = 0; i < 3; i++) {
      assertThat(kept.curvature().orElseThrow()[i]).containsExactly(expected[i], within(1e-12));
    }
    assertThat(kept.cost().rowHessianProducts()).isEqualTo(3 * 40);
    assertThat(kept.cost().rowGradients()).isZero();
  }

  /**
   * With rₖ = softmaxₖ(−½(x − mₖ)² − ½sₖ²) and gₖ = rₖ(x − mₖ), the Hessian in m of the soft bound
   * is Σ diag(rₖ(1 − (x − mₖ)²)) + ggᵀ, and that of the prior N(0, 3²) a ninth.
   */
  @Test
  void ofASoftlyAssignedFitItIsThatOfItsBound() {
    double[] mean = {-1, .8};
    double[] sd = {.7, .4};
    double[] x = {-2, -.3, .1, .9, 1.5};
    double[][] expected = {{1 / 9.0, 0}, {0, 1 / 9.0}};
    for (double each : x) {
      double[] r = new double[2];
      double[] g = new double[2];
      for (int k = 0; k < 2; k++) {
        r[k] = Math.exp(-Math.pow(each - mean[k], 2) / 2 - sd[k] * sd[k] / 2);
      }
      double sum = r[0] + r[1];
      for (int k = 0; k < 2; k++) {
        g[k] = r[k] / sum * (each - mean[k]);
        expected[k][k] += r[k] / sum * (1 - Math.pow(each - mean[k], 2));
      }
      for (int k = 0; k < 4; k++) {
        expected[k / 2][k % 2] += g[k / 2] * g[k % 2];
      }
    }
    Table rows = Table.of(Map.of("x", x));
    Model model = GaussianMixture.of(rows.schema(), 2, "x").prior(3).model();
    Recipe engine = Svi.of(Family.meanField(), new Expectation.SoftAssignment()).recipe();
    Fit<Gaussian> fit =
        Fit.of(
            Gaussian.meanField(model, mean, sd),
            Provenance.trained(engine, model.digest(), rows.digest(), 0, List.of()),
            Verdict.trusted(),
            Cost.none());
    for (Fit<Gaussian> kept :
        List.of(StoredCurvature.in(fit, rows, RUN), StoredCurvature.atMean(fit, rows, RUN))) {
      for (int k = 0; k < 2; k++) {
        assertThat(kept.curvature().orElseThrow()[k]).containsExactly(expected[k], within(1e-12));
      }
      assertThat(kept.cost().rowHessianProducts()).isEqualTo(2 * 5);
    }
  }

  @Test
  void otherRowsAreRefused() {
    assertThatThrownBy(() -> StoredCurvature.atMean(fit(), Models.rows(41), RUN))
        .isInstanceOf(DataException.class);
  }
}
