package org.lethe.inference.laplace;

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
import org.lethe.inference.energy.Models;
import org.lethe.inference.run.Listener;

class ModeSearchTest {

  private static Mode mode(Model model, Table rows, double... start) {
    try (EnergyFunction energy = EnergyFunction.of(model, Device.cpu(1))) {
      return ModeSearch.find(energy, Batch.of(rows), start, Listener.silent());
    }
  }

  /** One Newton step solves a quadratic: m and Λ of the six rows. */
  @Test
  void aQuadraticIsSolvedExactly() {
    Mode mode = mode(Models.linear(), Models.six(), 50, -80);
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
      Mode mode = mode(model, rows, 3, -4, 2);
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
    Mode mode = mode(model, Models.rows(50), 40);
    assertThat(mode.found()).isTrue();
    assertThat(mode.theta()[0]).isCloseTo(0, within(1.0));
  }
}
