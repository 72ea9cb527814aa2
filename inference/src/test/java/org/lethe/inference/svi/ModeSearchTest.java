package org.lethe.inference.svi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lethe.core.data.Table;
import org.lethe.core.distribution.StudentT;
import org.lethe.core.expr.Device;
import org.lethe.core.expr.Expr;
import org.lethe.core.model.Model;
import org.lethe.core.random.RandomStream;
import org.lethe.inference.energy.Batch;
import org.lethe.inference.energy.EnergyFunction;
import org.lethe.inference.energy.Family;
import org.lethe.inference.energy.Models;
import org.lethe.inference.run.Listener;

class ModeSearchTest {

  private static ModeSearch.Mode mode(Model model, Table rows, double... start) {
    try (EnergyFunction energy = EnergyFunction.of(model, Device.cpu(1))) {
      return new ModeSearch(energy, Batch.of(rows), Listener.silent()).from(start);
    }
  }

  /** One Newton step solves a quadratic: m and Λ of the six rows. */
  @Test
  void aQuadraticIsSolvedExactly() {
    ModeSearch.Mode mode = mode(Models.linear(), Models.six(), 50, -80);
    assertThat(mode.found()).isTrue();
    assertThat(mode.theta())
        .usingComparatorWithPrecision(1e-12)
        .containsExactly(8 / 51.5, 42.25 / 51.5);
    assertThat(mode.hessian()[0]).usingComparatorWithPrecision(1e-12).containsExactly(9, 5);
    assertThat(mode.hessian()[1]).usingComparatorWithPrecision(1e-12).containsExactly(5, 8.5);
  }

  @Test
  void theGradientVanishesAtTheModeOfEveryModel() {
    Table rows = Models.rows(200);
    for (Model model : List.of(Models.logistic(), Models.poisson(), Models.robust())) {
      ModeSearch.Mode mode = mode(model, rows, 3, -4, 2);
      assertThat(mode.found()).as(model.name()).isTrue();
      double[] gradient = new double[3];
      try (EnergyFunction energy = EnergyFunction.of(model, Device.cpu(1))) {
        energy.gradient(mode.theta(), 1, Batch.of(rows), RandomStream.of(0), gradient);
      }
      assertThat(gradient).as(model.name()).usingComparatorWithPrecision(1e-3).containsOnly(0);
    }
  }

  /** A Student t is not log-concave: far out its curvature is negative, and damping must help. */
  @Test
  void dampingLeadsOutOfNegativeCurvature() {
    Model model =
        Model.define(
            "tail",
            Models.rows(1).schema(),
            m -> {
              Expr a = m.parameter("a", StudentT.of(3, 0, 1));
              m.observe("x1", StudentT.of(3, a, 1));
            });
    ModeSearch.Mode mode = mode(model, Models.rows(50), 40);
    assertThat(mode.found()).isTrue();
    assertThat(mode.theta()[0]).isCloseTo(0, within(1.0));
  }

  /** A Aᵀ must be the inverse of Λ = [[9, 5], [5, 8.5]], and 1/√9, 1/√8.5 the mean-field scale. */
  @Test
  void theLaplaceFrameInvertsTheHessian() {
    ModeSearch.Mode mode = mode(Models.linear(), Models.six(), 0, 0);
    Model model = Models.linear();
    Family full = Family.fullRank();
    double[][] covariance =
        full.posterior(model, LaplaceFrame.of(full, mode), new double[5]).covariance();
    assertThat(covariance[0])
        .usingComparatorWithPrecision(1e-14)
        .containsExactly(8.5 / 51.5, -5 / 51.5);
    assertThat(covariance[1][1]).isCloseTo(9 / 51.5, within(1e-14));
    Family mean = Family.meanField();
    double[] sd = mean.posterior(model, LaplaceFrame.of(mean, mode), new double[4]).sd();
    assertThat(sd).usingComparatorWithPrecision(1e-14).containsExactly(1 / 3.0, 1 / Math.sqrt(8.5));
  }
}
