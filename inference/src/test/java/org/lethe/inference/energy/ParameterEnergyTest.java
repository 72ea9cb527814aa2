package org.lethe.inference.energy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lethe.core.data.Table;
import org.lethe.core.expr.Device;
import org.lethe.core.model.Model;
import org.lethe.core.random.RandomStream;

class ParameterEnergyTest {

  private static final RandomStream NONE = RandomStream.of(0);

  @Test
  void valueGradientAndHessianProductBelongToOneFunction() {
    Table rows = Models.rows(30);
    for (Model model : List.of(Models.logistic(), Models.poisson(), Models.robust())) {
      try (EnergyFunction energy = EnergyFunction.of(model, Device.cpu(1))) {
        double[] at = Models.point(energy.dimension(), 1);
        GradientContract.check(energy, at, Models.signed(rows), NONE);
      }
    }
  }

  /** ½Σ(y − θ·x)² + ½|θ|² and its constants, by hand at θ = (1, −1). */
  @Test
  void linearGaussianEnergyIsWhatTheFormulaSays() {
    try (EnergyFunction energy = EnergyFunction.of(Models.linear(), Device.cpu(1))) {
      double squares = 1 + 0 + 2.25 + 9 + 6.25 + 0;
      double expected = 0.5 * squares + 0.5 * 2 + (6 + 2) * 0.5 * Math.log(2 * Math.PI);
      double[] theta = {1, -1};
      assertThat(energy.value(theta, 1, Batch.of(Models.six()), NONE))
          .isCloseTo(expected, within(1e-13));
    }
  }

  @Test
  void aBatchIsASignedSelectionOfRows() {
    Table rows = Models.rows(10);
    try (EnergyFunction energy = EnergyFunction.of(Models.logistic(), Device.cpu(1))) {
      double[] at = {0.3, 0.2, -0.1};
      double all = energy.value(at, 0, Batch.of(rows), NONE);
      double some = energy.value(at, 0, Batch.of(rows, new int[] {9, 1, 4, 7}, 1, 3), NONE);
      double[] without = {1, 0, 1, 1, 0, 1, 1, 1, 1, 1};
      without[1] = 0;
      Batch rest = new Batch(rows, new int[0], without, 0, 10);
      assertThat(energy.value(at, 0, rest, NONE)).isCloseTo(all - some, within(1e-13));
    }
  }

  /** Many points at once, in more blocks than one, are single calls added in order. */
  @Test
  void manyPointsAtOnceAreSinglePointsInTurn() {
    Batch batch = Models.signed(Models.rows(40));
    double[][] points = new double[600][];
    double[] weight = new double[600];
    Arrays.setAll(points, s -> Models.point(3, s));
    Arrays.setAll(weight, s -> (s + 1) / 180_300.0);
    RandomStream none = RandomStream.of(0);
    double[] v = {1, -2, .5};
    try (EnergyFunction energy = EnergyFunction.of(Models.poisson(), Device.cpu(2))) {
      double[] values = energy.values(points, .7, batch, none);
      double[] gradient = new double[3];
      double[] product = new double[3];
      double[] one = new double[3];
      for (int s = 0; s < points.length; s++) {
        assertThat(energy.gradient(points[s], .7, batch, none, one)).isEqualTo(values[s]);
        for (int i = 0; i < 3; i++) {
          gradient[i] += weight[s] * one[i];
        }
        energy.hessianVector(points[s], .7, batch, none, v, one);
        for (int i = 0; i < 3; i++) {
          product[i] += weight[s] * one[i];
        }
      }
      energy.meanGradient(points, weight, .7, batch, none, one);
      assertThat(one).containsExactly(gradient);
      energy.meanHessianVector(points, weight, .7, batch, none, v, one);
      assertThat(one).containsExactly(product);
    }
  }

  /** Buffers of 64 threads would take 64 times those of one; the program takes what it takes. */
  @Test
  void whetherRowsAreSharedIsAskedOfTheProgramAlone() {
    bytesToAsk(1);
    double one = bytesToAsk(1);
    double many = bytesToAsk(64);
    assertThat(many / one).isBetween(.8, 1.25);
  }

  private static long bytesToAsk(int threads) {
    ThreadMXBean bean = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().getId();
    try (EnergyFunction energy = EnergyFunction.of(Models.logistic(), Device.cpu(threads))) {
      long before = bean.getThreadAllocatedBytes(thread);
      energy.sharesRows();
      return bean.getThreadAllocatedBytes(thread) - before;
    }
  }
}
