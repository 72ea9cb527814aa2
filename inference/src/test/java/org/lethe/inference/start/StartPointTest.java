package org.lethe.inference.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lethe.core.data.Table;
import org.lethe.core.distribution.Distribution;
import org.lethe.core.distribution.Normal;
import org.lethe.core.distribution.Sampler;
import org.lethe.core.distribution.Support;
import org.lethe.core.expr.Device;
import org.lethe.core.expr.Expr;
import org.lethe.core.expr.Shape;
import org.lethe.core.model.Model;
import org.lethe.core.posterior.GaussianPosterior;
import org.lethe.core.random.RandomStream;
import org.lethe.inference.energy.EnergyFunction;
import org.lethe.inference.energy.Family;
import org.lethe.inference.energy.Models;
import org.lethe.inference.laplace.Laplace;
import org.lethe.inference.run.Run;
import org.lethe.inference.svi.Svi;

/**
 * A direction in the plane seen 40 times with noise of 0.5 in each coordinate. At θ = 0, the middle
 * of the unconstrained scale, there is no direction and no density.
 */
class StartPointTest {

  /** Uniform on the circle. */
  private record AnyDirection() implements Distribution {

    @Override
    public Expr logDensity(Expr value) {
      return value.sum().times(0).minus(Math.log(2 * Math.PI));
    }

    @Override
    public Support support() {
      return Support.UNIT_VECTOR;
    }

    @Override
    public Expr mean() {
      return Expr.vector(0, 0);
    }

    @Override
    public Expr variance() {
      return Expr.vector(0.5, 0.5);
    }

    @Override
    public Sampler sampler() {
      throw new UnsupportedOperationException("AnyDirection: only its density is needed here");
    }

    @Override
    public Shape shape() {
      return Shape.of(2);
    }

    @Override
    public Distribution substitute(Map<Expr, Expr> replacements) {
      return this;
    }
  }

  private static final int ROWS = 40;
  private static final double NOISE = 0.5;

  /** Offsets whose mean is 0, so that the mean of the rows is (0.6, 0.8)·1.1 exactly. */
  private static Table directions() {
    double[] a = new double[ROWS];
    double[] b = new double[ROWS];
    for (int i = 0; i < ROWS; i++) {
      double off = (i % 2 == 0 ? 1 : -1) * 0.5;
      a[i] = 0.66 + off;
      b[i] = 0.88 + (i % 4 < 2 ? off : -off);
    }
    return Table.of(Map.of("a", a, "b", b));
  }

  private static Model model(Table table) {
    return Model.define(
        "direction",
        table.schema(),
        m -> {
          Expr x = m.parameter("x", new AnyDirection());
          m.observe("a", Normal.of(x.slice(0, 1).sum(), NOISE));
          m.observe("b", Normal.of(x.slice(1, 2).sum(), NOISE));
        });
  }

  private static StartPoint start(Model model, Table table, EnergyFunction energy) {
    return new StartPoint("Test", energy, model, table, RandomStream.of(1));
  }

  @Test
  void zeroIsTheCentralStartWhereTheDensityIsFinite() {
    try (EnergyFunction energy = EnergyFunction.of(Models.linear(), Device.cpu(1))) {
      assertThat(start(Models.linear(), Models.six(), energy).central().theta())
          .containsExactly(0, 0);
    }
  }

  @Test
  void whereZeroHasNoDensityTheCentralStartIsASpreadOne() {
    Table table = directions();
    Model model = model(table);
    try (EnergyFunction energy = EnergyFunction.of(model, Device.cpu(1))) {
      StartPoint start = start(model, table, energy);
      assertThat(start.central().theta()).containsExactly(start.spread().theta());
      // θ = 0 was tried first
      assertThat(start.central().rowGradients() - start.spread().rowGradients()).isPositive();
    }
  }

  /**
   * The log posterior of the angle φ is n·1.1·cos(φ − φ₀)/0.25: a von Mises law about the direction
   * φ₀ of the mean, whose curvature at its mode is 176, in u across the ray; along it the curvature
   * of the length is 2k = 4.
   */
  @Test
  void laplaceFitsAUnitVector() {
    GaussianPosterior q =
        Laplace.of().fit(model(directions()), directions(), Run.seed(1)).posterior();
    assertThat(q.mean()).containsExactly(new double[] {0.6, 0.8}, within(1e-7));
    assertThat(along(q, -0.8, 0.6)).isCloseTo(1 / 176.0, within(1e-7));
    assertThat(along(q, 0.6, 0.8)).isCloseTo(1 / 4.0, within(1e-5));
  }

  /**
   * The law is within a percent of N(φ₀, 1/176), and the fit's noise far within a tenth of its sd.
   */
  @Test
  void sviFitsAUnitVector() {
    GaussianPosterior q =
        Svi.of(Family.fullRank()).fit(model(directions()), directions(), Run.seed(1)).posterior();
    double[] u = q.mean();
    double length = Math.hypot(u[0], u[1]);
    double sd = Math.sqrt(along(q, -0.8, 0.6)) / length;
    assertThat(Math.atan2(u[1], u[0])).isCloseTo(Math.atan2(0.8, 0.6), within(0.1 / 13));
    assertThat(sd).isCloseTo(1 / Math.sqrt(176), within(0.02));
  }

  private static double along(GaussianPosterior q, double a, double b) {
    double[][] c = q.covariance();
    return a * a * c[0][0] + 2 * a * b * c[0][1] + b * b * c[1][1];
  }
}
