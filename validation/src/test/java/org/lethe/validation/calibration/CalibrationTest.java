package org.lethe.validation.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lethe.core.data.Table;
import org.lethe.core.distribution.Normal;
import org.lethe.core.expr.Device;
import org.lethe.core.expr.Expr;
import org.lethe.core.model.Model;
import org.lethe.core.model.Simulation;
import org.lethe.core.random.RandomStream;
import org.lethe.inference.energy.Family;
import org.lethe.inference.hmc.Nuts;
import org.lethe.inference.run.Engine;
import org.lethe.inference.run.Run;
import org.lethe.inference.svi.Svi;

/** Small runs with fixed seeds; {@code lethe experiment calibration} makes long ones. */
class CalibrationTest {

  /** For uniform ranks, one seed in a thousand. */
  private static final double FALSE_ALARM = 1e-3;

  private static final Nuts SHORT = Nuts.of().chains(1).warmup(150).draws(31 * 5);

  private static List<Uniformity> ranks(Model model, Engine<?> engine) {
    return Calibration.of(model, CalibrationModels.template())
        .simulations(96)
        .draws(31)
        .of(engine, Run.seed(4).on(Device.cpu(2)));
  }

  @Test
  void nutsIsCalibratedOnALinearModel() {
    assertThat(Calibration.falseAlarm(ranks(CalibrationModels.linear(), SHORT)))
        .isGreaterThan(FALSE_ALARM);
  }

  @Test
  void nutsIsCalibratedOnALogisticModel() {
    assertThat(Calibration.falseAlarm(ranks(CalibrationModels.logistic(), SHORT)))
        .isGreaterThan(FALSE_ALARM);
  }

  @Test
  void nutsIsCalibratedOnAHierarchy() {
    assertThat(Calibration.falseAlarm(ranks(CalibrationModels.hierarchical(), SHORT.target(0.95))))
        .isGreaterThan(FALSE_ALARM);
  }

  /** Correlated coefficients: a diagonal Gaussian is far too narrow along each of them. */
  @Test
  void meanFieldFailsWherePosteriorsAreCorrelated() {
    List<Uniformity> ranks =
        ranks(CalibrationModels.knownNoise(), Svi.of(Family.meanField()).steps(300));
    assertThat(Calibration.falseAlarm(ranks)).isLessThan(1e-6);
    int[] counts = ranks.get(0).histogram();
    assertThat(counts[0] + counts[counts.length - 1])
        .isGreaterThan(3 * ranks.get(0).ranks().length / counts.length);
  }

  /** The same family is right where it can be: the harness does not fail everything. */
  @Test
  void fullRankIsCalibratedWhereThePosteriorIsGaussian() {
    assertThat(
            Calibration.falseAlarm(
                ranks(CalibrationModels.knownNoise(), Svi.of(Family.fullRank()).steps(300))))
        .isGreaterThan(FALSE_ALARM);
  }

  @Test
  void simulatedWorldsFollowTheModel() {
    Simulation simulation = Simulation.of(CalibrationModels.linear());
    double scale = 0;
    double residual = 0;
    int n = 2000;
    for (int s = 0; s < n; s++) {
      RandomStream random = RandomStream.of(2).stream(s);
      double[][] theta = simulation.prior(1, random);
      Table rows = simulation.rows(theta, CalibrationModels.template(), random).get(0);
      double sigma = Math.exp(theta[0][2]);
      scale += sigma * sigma / n;
      for (int i = 0; i < rows.size(); i++) {
        double mean = theta[0][0] * rows.column("x1")[i] + theta[0][1] * rows.column("x2")[i];
        double z = (rows.column("y")[i] - mean) / sigma;
        residual += z * z / (n * rows.size());
      }
    }
    // four standard errors of chi-square means: sd √2/√2000 and √2/√24000
    assertThat(scale).isCloseTo(1, within(4 * Math.sqrt(2.0 / n)));
    assertThat(residual)
        .isCloseTo(1, within(4 * Math.sqrt(2.0 / (n * CalibrationModels.template().size()))));
  }

  @Test
  void ranksThatAreNotUniformAreSeen() {
    int[] even = new int[320];
    Arrays.setAll(even, i -> i % 32);
    Uniformity flat = new Uniformity("flat", even, 31);
    assertThat(flat.chiSquare()).isGreaterThan(0.999);
    assertThat(flat.ecdf()).isEqualTo(1);
    int[] low = new int[320];
    Arrays.setAll(low, i -> (i % 32) / 2);
    Uniformity shifted = new Uniformity("shifted", low, 31);
    assertThat(shifted.chiSquare()).isLessThan(1e-6);
    assertThat(shifted.ecdf()).isCloseTo(2 * Math.exp(-2 * 320 * 0.25), within(1e-9));
    assertThat(Uniformity.envelope(0.05, 320)).isCloseTo(0.0759, within(1e-4));
  }

  @Test
  void modelsThatSayNothingOfRowsAreRefused() {
    Model term =
        Model.define(
            "term",
            CalibrationModels.template().schema(),
            m -> {
              Expr mu = m.parameter("mu", Normal.of(0, 1));
              m.observe(mu.minus(m.column("y")).square().negate(), "y");
            });
    assertThatThrownBy(() -> Calibration.of(term, CalibrationModels.template()))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("model term has row terms that are log densities");
  }
}
