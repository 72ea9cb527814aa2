package org.lethe.inference.energy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.lethe.core.data.Table;
import org.lethe.core.distribution.Bernoulli;
import org.lethe.core.distribution.Distribution;
import org.lethe.core.distribution.Normal;
import org.lethe.core.distribution.Poisson;
import org.lethe.core.distribution.StudentT;
import org.lethe.core.expr.Device;
import org.lethe.core.expr.Expr;
import org.lethe.core.gp.Kernel;
import org.lethe.core.gp.Mean;
import org.lethe.core.gp.SparseGp;
import org.lethe.core.model.Model;
import org.lethe.core.posterior.Gaussian;
import org.lethe.core.posterior.GaussianPosterior;
import org.lethe.core.random.RandomStream;

/**
 * The variational bound of sparse Gaussian processes against NumPy: closed form for normal rows,
 * 100 Gauss–Hermite points for the others, 200 001 trapezoidal ones for Student's t.
 */
class SparseGpEnergyTest {
  private static final double[] MEAN = {0.7, -1.1, 0.4};
  private static final double[][] FACTOR = {{.5, 0, 0}, {.1, .4, 0}, {-.2, .3, .6}};
  private static final RandomStream NOISE = RandomStream.of(5).at(3, 2);

  static Stream<Arguments> responses() {
    return Stream.of(
        response("y", f -> Normal.of(f, 0.6), -16.5382594221133, 1e-10),
        response("label", Bernoulli::probits, -7.25611458417252, 1e-9),
        response("label", Bernoulli::logits, -5.95117722490104, 1e-9),
        response("count", Poisson::logRate, -10.5468639865354, 1e-9),
        response("y", f -> StudentT.of(4, f, 0.6), -11.7206001485284, 1e-4));
  }

  private static Arguments response(
      String column, Function<Expr, Distribution> law, double elbo, double tolerance) {
    return Arguments.of(model(column, law), elbo, tolerance);
  }

  @ParameterizedTest
  @MethodSource("responses")
  void theBoundIsThatOfTheFormula(Model model, double elbo, double tolerance) {
    try (VariationalEnergy<GaussianPosterior> energy =
        energy(model, new Expectation.Quadrature(64))) {
      double[] lambda = energy.lambda(Gaussian.fullRank(model, MEAN, FACTOR));
      double found = -energy.value(lambda, 1, Batch.of(rows()), NOISE);
      assertThat(found).isCloseTo(elbo, within(tolerance));
    }
  }

  @ParameterizedTest
  @MethodSource("responses")
  void valueGradientAndHessianProductBelongToOneFunction(Model model, double elbo, double ignored) {
    double[] at = Family.fullRank().lambda(MEAN, FACTOR);
    try (VariationalEnergy<GaussianPosterior> quadrature =
            energy(model, new Expectation.Quadrature(20));
        VariationalEnergy<GaussianPosterior> draws =
            energy(model, new Expectation.Draws(3, false))) {
      GradientContract.check(quadrature, at, Batch.of(rows()), NOISE);
      GradientContract.check(draws, at, Batch.of(rows()), NOISE);
    }
  }

  /** The mean of 20 000 draws and five times its error: |z| above 5 has probability 6e−7. */
  @Test
  void drawsGiveTheBoundOfQuadrature() {
    Model model = model("label", Bernoulli::probits);
    try (VariationalEnergy<GaussianPosterior> energy =
        energy(model, new Expectation.Draws(20_000, false))) {
      double[] lambda = energy.lambda(Gaussian.fullRank(model, MEAN, FACTOR));
      double[] each = energy.drawValues(lambda, 1, Batch.of(rows()), NOISE);
      double mean = 0;
      double squares = 0;
      for (double v : each) {
        mean += v / each.length;
        squares += v * v / each.length;
      }
      double error = Math.sqrt((squares - mean * mean) / each.length);
      assertThat(mean).isCloseTo(7.25611458417252, within(5 * error));
      assertThat(error).isLessThan(0.05);
    }
  }

  private static VariationalEnergy<GaussianPosterior> energy(Model model, Expectation how) {
    return VariationalEnergy.of(model, Family.fullRank()).expectation(how).on(Device.cpu(1));
  }

  private static Model model(String column, Function<Expr, Distribution> response) {
    Expr inducing = Expr.constant(new double[][] {{-1, .5}, {.4, -.3}, {1.2, 1.1}});
    SparseGp process =
        SparseGp.of(Kernel.rbf(Expr.constant(1.7), Expr.vector(0.8, 1.5)), inducing)
            .mean(Mean.linear(Expr.constant(0.25), Expr.vector(0.5, -0.2)));
    return Model.define(
        "sparse " + column,
        rows().schema(),
        m -> {
          Expr u = m.parameter("u", Normal.of(0, 1), 3);
          m.observe(column, response.apply(process.conditional(u, m.columns("x1", "x2"))));
        });
  }

  private static Table rows() {
    return Table.of(
        Map.of(
            "x1", new double[] {0.3, 1.1, -0.7, 0.4},
            "x2", new double[] {-1.2, 0.4, 2.0, -0.3},
            "y", new double[] {0.4, -1.0, 0.3, 1.2},
            "label", new double[] {1, 0, 1, 1},
            "count", new double[] {0, 3, 1, 2}));
  }
}
