package org.lethe.inference.sgmcmc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.lethe.core.expr.Device;
import org.lethe.core.random.RandomStream;
import org.lethe.inference.energy.Batch;
import org.lethe.inference.energy.EnergyFunction;
import org.lethe.inference.energy.Minibatch;
import org.lethe.inference.energy.Models;

class GradientEstimateTest {
  private static final RandomStream RANDOM = RandomStream.of(4);
  private static final double[] THETA = {0.3, 0.2, -0.1};
  private static final double[] ANCHOR = {0.4, 0.9, -0.6};

  private final Batch all = Batch.of(Models.rows(60));
  private final Minibatch tens = new Minibatch.Shuffled(10);
  private final EnergyFunction energy = EnergyFunction.of(Models.logistic(), Device.cpu(1));

  @AfterEach
  void close() {
    energy.close();
  }

  private double[] meanOverAnEpoch(GradientEstimate estimate) {
    double[] mean = new double[3];
    double[] gradient = new double[3];
    for (int t = 2; t <= 7; t++) {
      estimate.sample(t, THETA, gradient);
      for (int i = 0; i < 3; i++) {
        mean[i] += gradient[i] / 6;
      }
    }
    return mean;
  }

  @Test
  void everyEstimateIsUnbiased() {
    double[] full = new double[3];
    energy.slope(THETA, 1, all, RANDOM, full);
    GradientEstimate plain = GradientEstimate.plain(energy, all, tens, RANDOM);
    GradientEstimate around = GradientEstimate.around(ANCHOR, energy, all, tens, RANDOM);
    GradientEstimate periodic = GradientEstimate.periodic(100, energy, all, tens, RANDOM);
    periodic.at(1, ANCHOR, new double[3]);
    for (GradientEstimate estimate : new GradientEstimate[] {plain, around, periodic}) {
      double[] mean = new double[3];
      double[] gradient = new double[3];
      for (int t = 1; t <= 6; t++) {
        estimate.sample(t, THETA, gradient);
        for (int i = 0; i < 3; i++) {
          mean[i] += gradient[i] / 6;
        }
      }
      assertThat(mean).usingComparatorWithPrecision(1e-11).containsExactly(full);
    }
  }

  @Test
  void controlVariatesTakeOutTheNoiseNearTheReference() {
    GradientEstimate plain = GradientEstimate.plain(energy, all, tens, RANDOM);
    double[] near = {0.301, 0.2, -0.1};
    GradientEstimate around = GradientEstimate.around(near, energy, all, tens, RANDOM);
    double[] full = new double[3];
    energy.slope(THETA, 1, all, RANDOM, full);
    double noise = 0;
    double left = 0;
    double[] gradient = new double[3];
    for (int t = 1; t <= 6; t++) {
      plain.sample(t, THETA, gradient);
      noise += Math.abs(gradient[0] - full[0]);
      around.sample(t, THETA, gradient);
      left += Math.abs(gradient[0] - full[0]);
    }
    assertThat(left).isLessThan(0.01 * noise);
  }

  @Test
  void rowGradientsAreCounted() {
    GradientEstimate plain = GradientEstimate.plain(energy, all, tens, RANDOM);
    meanOverAnEpoch(plain);
    assertThat(plain.rowGradients()).isEqualTo(60);
    GradientEstimate around = GradientEstimate.around(ANCHOR, energy, all, tens, RANDOM);
    meanOverAnEpoch(around);
    assertThat(around.rowGradients()).isEqualTo(60 + 120);
    GradientEstimate periodic = GradientEstimate.periodic(3, energy, all, tens, RANDOM);
    for (int t = 1; t <= 6; t++) {
      periodic.at(t, THETA, new double[3]);
    }
    assertThat(periodic.rowGradients()).isEqualTo(2 * 60 + 120);
  }
}
