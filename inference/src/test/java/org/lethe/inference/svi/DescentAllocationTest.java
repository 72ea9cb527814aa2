package org.lethe.inference.svi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lethe.core.data.Table;
import org.lethe.core.expr.Device;
import org.lethe.core.posterior.GaussianPosterior;
import org.lethe.core.random.RandomStream;
import org.lethe.inference.energy.Batch;
import org.lethe.inference.energy.Expectation;
import org.lethe.inference.energy.Family;
import org.lethe.inference.energy.GaussianFamily;
import org.lethe.inference.energy.Minibatch;
import org.lethe.inference.energy.Models;
import org.lethe.inference.energy.VariationalEnergy;
import org.lethe.inference.run.Allocated;
import org.lethe.inference.run.Run;
import org.lethe.inference.run.StepSize;

class DescentAllocationTest {
  private static final Table ROWS = Models.rows(40);
  private static final Run RUN = Run.seed(1).on(Device.cpu(1));

  private static double bytesAStep(
      GaussianFamily family, Expectation expectation, Minibatch minibatch) {
    try (VariationalEnergy<GaussianPosterior> energy =
        VariationalEnergy.of(Models.logistic(), family).expectation(expectation).on(RUN.device())) {
      return Allocated.perStep(
          steps -> {
            Optimizer adam =
                Optimizer.of(steps, StepSize.constant(1e-4)).tail(0.5).minibatch(minibatch);
            RandomStream random = RandomStream.of(1);
            adam.minimise(
                new Descent("svi", energy, energy.start(), Batch.of(ROWS), random, ""), RUN);
          });
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void stepsWithDrawsAndMinibatchesAllocateNothing(boolean fullRank) {
    GaussianFamily family = fullRank ? Family.fullRank() : Family.meanField();
    assertThat(bytesAStep(family, new Expectation.Draws(1, fullRank), new Minibatch.Replaced(8)))
        .isCloseTo(0, within(0.1));
  }

  @Test
  void stepsByQuadratureOverShuffledRowsAllocateNothing() {
    assertThat(
            bytesAStep(
                Family.meanField(), Expectation.Quadrature.standard(), new Minibatch.Shuffled(8)))
        .isCloseTo(0, within(0.1));
  }
}
