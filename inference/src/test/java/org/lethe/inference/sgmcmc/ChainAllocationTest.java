package org.lethe.inference.sgmcmc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lethe.core.expr.Device;
import org.lethe.core.random.RandomStream;
import org.lethe.inference.energy.Batch;
import org.lethe.inference.energy.EnergyFunction;
import org.lethe.inference.energy.Models;
import org.lethe.inference.run.Allocated;
import org.lethe.inference.run.StepSize;

class ChainAllocationTest {
  private static final StepSize ETA = StepSize.constant(1e-3);

  static Stream<Sgmcmc> engines() {
    return Stream.of(
        Sgld.of(ETA), Sghmc.of(ETA, 0.1), Sgnht.of(ETA, 0.1), Sgld.of(ETA).controlVariates());
  }

  @ParameterizedTest
  @MethodSource("engines")
  void stepsAllocateNothing(Sgmcmc how) {
    Batch all = Batch.of(Models.rows(40));
    RandomStream random = RandomStream.of(1);
    try (EnergyFunction energy = EnergyFunction.of(Models.logistic(), Device.cpu(1))) {
      double[] start = new double[energy.dimension()];
      double bytes =
          Allocated.perStep(
              steps -> {
                Sgmcmc engine = how.batch(8).steps(steps).thin(steps / 200);
                GradientEstimate estimate =
                    how.reference() instanceof Reference.None
                        ? GradientEstimate.plain(energy, all, engine.minibatch(), random)
                        : GradientEstimate.around(start, energy, all, engine.minibatch(), random);
                new Chain(engine, 0, estimate, start, random, Optional.empty())
                    .run((more, value, eta) -> {});
              });
      assertThat(bytes).isCloseTo(0, within(0.1));
    }
  }
}
