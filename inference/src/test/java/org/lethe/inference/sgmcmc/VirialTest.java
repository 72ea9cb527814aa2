package org.lethe.inference.sgmcmc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** With η = 2 the virial of Langevin dynamics is the square of the gradient. */
class VirialTest {

  private static Virial of(int draws, int from, int to) {
    Virial virial = new Virial(new Langevin(), 1, draws, 2);
    add(virial, from, to);
    return virial;
  }

  private static void add(Virial virial, int from, int to) {
    for (int count = from; count <= to; count++) {
      virial.add(count, 2, new double[] {Math.sqrt(count), 1}, new double[0]);
    }
  }

  /** Of 61 draws, in batches of three, the last is in no full batch: 1 … 60 in means 2, 5, … 59. */
  @Test
  void meanAndErrorAreThoseOfFullBatches() {
    Virial virial = of(61, 1, 61);
    double[] means = IntStream.range(0, 20).mapToDouble(b -> 3 * b + 2).toArray();
    double squares = 0;
    for (double m : means) {
      squares += (m - 30.5) * (m - 30.5);
    }
    assertThat(virial.batches()).isEqualTo(20);
    assertThat(virial.mean(0)).isCloseTo(30.5, within(1e-12));
    assertThat(virial.squaredError(0)).isCloseTo(squares / 19 / 20, within(1e-10));
    assertThat(virial.mean(1)).isCloseTo(1, within(1e-12));
    assertThat(virial.squaredError(1)).isCloseTo(0, within(1e-12));
  }

  /** In the middle of a batch, and where no draw is left to come. */
  @Test
  void aCheckpointLosesNothing() {
    for (int stop : new int[] {31, 61}) {
      Virial first = of(61, 1, stop);
      Virial second = new Virial(new Langevin(), 1, 61, 2);
      System.arraycopy(first.state(), 0, second.state(), 0, first.state().length);
      System.arraycopy(first.narrowest(), 0, second.narrowest(), 0, 2);
      second.resume(stop);
      add(second, stop + 1, 61);
      assertThat(second.batches()).isEqualTo(20);
      assertThat(second.mean(0)).isEqualTo(of(61, 1, 61).mean(0));
    }
  }

  /**
   * Along (.6, .8) u is ±3 in turn, across it 1 or −1: the learned direction is measured at 9. Of
   * 10 000 draws of 4 steps a batch has 1250, ten times the memory of 500 steps.
   */
  @Test
  void theDirectionIsLearnedAndThenMeasured() {
    Virial virial = new Virial(new Langevin(), 1, 1000, 2);
    for (int count = 1; count <= 1000; count++) {
      double along = count % 2 == 0 ? 3 : -3;
      double across = count / 2 % 2 == 0 ? 1 : -1;
      double[] gradient = {0.6 * along - 0.8 * across, 0.8 * along + 0.6 * across};
      virial.add(count, 2, gradient, new double[0]);
    }
    assertThat(virial.batches(2)).isEqualTo(10);
    assertThat(virial.mean(2)).isCloseTo(9, within(0.02));
    Virial slow = new Virial(new FrictionMomentum(0.002, 0), 4, 10_000, 1);
    for (int count = 1; count <= 10_000; count++) {
      slow.add(count, 1, new double[1], new double[] {1});
    }
    assertThat(slow.batches()).isEqualTo(8);
  }
}
