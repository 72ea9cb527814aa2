package org.lethe.inference.laplace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.lethe.core.data.DataException;
import org.lethe.core.data.Table;
import org.lethe.core.distribution.Normal;
import org.lethe.core.distribution.StudentT;
import org.lethe.core.expr.Device;
import org.lethe.core.expr.Expr;
import org.lethe.core.model.Model;
import org.lethe.core.posterior.Draws;
import org.lethe.core.posterior.Fit;
import org.lethe.core.posterior.GaussianPosterior;
import org.lethe.core.posterior.Verdict;
import org.lethe.core.random.RandomStream;
import org.lethe.inference.energy.Batch;
import org.lethe.inference.energy.EnergyFunction;
import org.lethe.inference.energy.Family;
import org.lethe.inference.energy.Models;
import org.lethe.inference.run.CancelledException;
import org.lethe.inference.run.Engines;
import org.lethe.inference.run.Listener;
import org.lethe.inference.run.Progress;
import org.lethe.inference.run.Run;
import org.lethe.inference.svi.Svi;

class LaplaceTest {

  private static final Run RUN = Run.seed(1).on(Device.cpu(1));

  /** A Gaussian posterior is its own Laplace approximation: Λ = [[9, 5], [5, 8.5]]. */
  @Test
  void aGaussianPosteriorIsFoundExactly() {
    Fit<GaussianPosterior> fit = Laplace.of().fit(Models.linear(), Models.six(), RUN);
    double[][] covariance = fit.posterior().covariance();
    assertThat(fit.posterior().mean())
        .containsExactly(new double[] {8 / 51.5, 42.25 / 51.5}, within(1e-14));
    assertThat(covariance[0]).containsExactly(new double[] {8.5 / 51.5, -5 / 51.5}, within(1e-14));
    assertThat(covariance[1][1]).isCloseTo(9 / 51.5, within(1e-14));
    assertThat(fit.verdict().isTrusted()).isTrue();
    assertThat(fit.curvature()).isEmpty();
    // six rows at each of the 4000 draws of the check, beside a search of some steps
    assertThat(fit.cost().rowGradients()).isBetween(6 * 4001L, 6 * 4100L);
    assertThat(fit.cost().rowHessianProducts()).isPositive();
  }

  /** |∇F| at rounding: the sum of 2000 terms of order 1 is good to about 1e−13. */
  @Test
  void theModeIsSolvedToRounding() {
    Table rows = Models.rows(2000);
    for (Model model : List.of(Models.logistic(), Models.poisson(), Models.robust())) {
      double[] mode = Laplace.of().fit(model, rows, RUN).posterior().mean();
      double[] gradient = new double[3];
      try (EnergyFunction energy = EnergyFunction.of(model, Device.cpu(1))) {
        energy.gradient(mode, 1, Batch.of(rows), RandomStream.of(0), gradient);
      }
      assertThat(gradient).as(model.name()).containsOnly(new double[] {0}, within(1e-10));
    }
  }

  @Test
  void limitedMemoryFindsTheModeOfNewton() {
    Table rows = Models.rows(500);
    for (Model model : List.of(Models.logistic(), Models.poisson(), Models.robust())) {
      try (EnergyFunction energy = EnergyFunction.of(model, Device.cpu(1))) {
        Batch all = Batch.of(rows);
        Lbfgs.Minimum found =
            new Lbfgs(200, 1e-12).minimise(energy, all, new double[3], Listener.silent());
        Mode mode = ModeSearch.find(energy, all, new double[3], Listener.silent());
        assertThat(found.settled()).as(model.name()).isTrue();
        assertThat(found.gamma()).as(model.name()).containsExactly(mode.theta(), within(1e-5));
        assertThat(found.rowGradients()).isLessThan(100L * rows.size());
      }
    }
  }

  @Test
  void parametersThatNothingTellsApartAreRefused() {
    Model twice =
        Model.define(
            "twice",
            Models.rows(1).schema(),
            m -> {
              Expr a = m.parameter("a", Normal.of(0, 1));
              // a saddle: far rows push a² up, and a = 0 balances between both signs
              m.observe("x1", Normal.of(a.square(), 0.1));
            });
    double[] far = new double[20];
    Arrays.fill(far, 4);
    Table rows = Table.of(Map.of("x1", far, "x2", far, "y", far, "k", far));
    assertThatThrownBy(() -> Laplace.of().fit(twice, rows, RUN))
        .isInstanceOf(IndefiniteHessianException.class)
        .hasMessageContaining("model twice")
        .hasMessageContaining("proper prior");
  }

  /** Twenty Cauchy tails against normal ones: no moment of p/q exists. */
  @Test
  void aPosteriorThatIsNoNormalIsDoubtful() {
    Model heavy =
        Model.define(
            "heavy",
            Models.rows(1).schema(),
            m -> {
              Expr a = m.parameter("a", StudentT.of(1, 0, 1), 20);
              m.observe("x1", Normal.of(a.sum(0), 10));
            });
    Fit<GaussianPosterior> fit = Laplace.of().fit(heavy, Models.rows(1), RUN);
    assertThat(fit.verdict().level()).isEqualTo(Verdict.Level.DOUBTFUL);
    assertThat(fit.verdict().reasons().get(0)).contains("Pareto k");
  }

  @Test
  void aRecipeMakesTheEngineAgain() {
    Laplace engine = Laplace.of().steps(50).keepCurvature();
    assertThat(Engines.of(engine.recipe()).recipe()).isEqualTo(engine.recipe());
    Fit<GaussianPosterior> fit = engine.fit(Models.linear(), Models.six(), RUN);
    assertThat(fit.curvature().orElseThrow()[0])
        .containsExactly(new double[] {9, 5}, within(1e-13));
  }

  @Test
  void noRowsAreRefused() {
    assertThatThrownBy(() -> Laplace.of().fit(Models.linear(), Models.six().select(List.of()), RUN))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("must have rows");
  }

  @Test
  void aListenerCancels() {
    AtomicInteger asked = new AtomicInteger();
    Listener impatient =
        new Listener() {
          @Override
          public void on(Progress progress) {}

          @Override
          public boolean cancelled() {
            return asked.incrementAndGet() > 1;
          }
        };
    assertThatThrownBy(
            () -> Laplace.of().fit(Models.logistic(), Models.rows(50), RUN.listen(impatient)))
        .isInstanceOf(CancelledException.class);
  }

  /**
   * Of a Gaussian likelihood the Hessian is Λ wherever it is taken: at a mode, over q, over draws.
   */
  @Test
  void theCurvatureIsTheMeanHessianOfEveryKindOfPosterior() {
    Table rows = Models.six();
    Fit<GaussianPosterior> laplace = Laplace.of().fit(Models.linear(), rows, RUN);
    Fit<GaussianPosterior> full = Svi.of(Family.fullRank()).fit(Models.linear(), rows, RUN);
    Fit<GaussianPosterior> mean = Svi.of(Family.meanField()).fit(Models.linear(), rows, RUN);
    double[][][] chains = {laplace.posterior().draw(7, RandomStream.of(2))};
    Fit<Draws> draws =
        Fit.of(
            Draws.of(Models.linear(), chains),
            laplace.provenance(),
            Verdict.trusted(),
            laplace.cost());
    for (Fit<?> fit : List.of(laplace, full, mean, draws)) {
      Fit<?> kept = StoredCurvature.in(fit, rows, RUN);
      double[][] h = kept.curvature().orElseThrow();
      assertThat(h[0]).containsExactly(new double[] {9, 5}, within(1e-10));
      assertThat(h[1]).containsExactly(new double[] {5, 8.5}, within(1e-10));
      assertThat(kept.cost().rowHessianProducts()).isGreaterThan(fit.cost().rowHessianProducts());
    }
    assertThatThrownBy(() -> StoredCurvature.in(full, Models.rows(6), RUN))
        .isInstanceOf(DataException.class);
  }

  /** S⁻¹ = E_q[∇²F] at the optimum of the full-rank bound (Opper and Archambeau 2009). */
  @Test
  void theCurvatureOfAFullRankFitIsItsPrecision() {
    Table rows = Models.rows(300);
    Fit<GaussianPosterior> fit = Svi.of(Family.fullRank()).fit(Models.logistic(), rows, RUN);
    double[][] h = StoredCurvature.in(fit, rows, RUN).curvature().orElseThrow();
    double[][] s = fit.posterior().covariance();
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        double product = 0;
        for (int k = 0; k < 3; k++) {
          product += h[i][k] * s[k][j];
        }
        assertThat(product).isCloseTo(i == j ? 1 : 0, within(1e-3));
      }
    }
  }
}
