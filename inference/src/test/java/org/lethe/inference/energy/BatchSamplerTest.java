package org.lethe.inference.energy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lethe.core.data.Table;
import org.lethe.core.expr.Device;
import org.lethe.core.random.RandomStream;

class BatchSamplerTest {

  private static final RandomStream RANDOM = RandomStream.of(9);

  /** An epoch of three batches of two partitions the six rows, so its mean is the full gradient. */
  @Test
  void theBatchesOfAnEpochAverageToTheFullGradient() {
    Batch all = Batch.of(Models.six());
    BatchSampler batches = new BatchSampler(all, new Minibatch.Shuffled(2), RANDOM);
    for (int epoch = 0; epoch < 5; epoch++) {
      int first = 3 * epoch + 1;
      double[] mean = meanGradient(batches, IntStream.range(first, first + 3));
      assertThat(mean).usingComparatorWithPrecision(1e-12).containsExactly(gradient(all));
    }
  }

  /** Batches of four from six rows straddle epochs; three of them hold each row twice. */
  @Test
  void batchesThatStraddleEpochsMissNoRow() {
    Batch all = Batch.of(Models.six());
    BatchSampler batches = new BatchSampler(all, new Minibatch.Shuffled(4), RANDOM);
    double[] mean = meanGradient(batches, IntStream.rangeClosed(1, 3));
    assertThat(mean).usingComparatorWithPrecision(1e-12).containsExactly(gradient(all));
  }

  /** Over all 36 pairs that two independent draws can be, the scaled batch is unbiased. */
  @Test
  void theMeanOverAllPairsWithReplacementIsTheFullGradient() {
    Table rows = Models.six();
    double[] scale = {3, 3};
    double[] mean = new double[2];
    for (int i = 0; i < 6; i++) {
      for (int j = 0; j < 6; j++) {
        double[] g = gradient(new Batch(rows, new int[] {i, j}, scale, 0, 2));
        for (int k = 0; k < 2; k++) {
          mean[k] += g[k] / 36;
        }
      }
    }
    double[] full = gradient(Batch.of(rows));
    assertThat(mean).usingComparatorWithPrecision(1e-12).containsExactly(full);
    BatchSampler batches = new BatchSampler(Batch.of(rows), new Minibatch.Replaced(2), RANDOM);
    assertThat(batches.at(1).weight()).containsOnly(3);
  }

  /** 36 000 pairs: each count is binomial with mean 1000 and sd 31; six sd, false alarm 1e−7. */
  @Test
  void allPairsAreEquallyLikelyWithReplacement() {
    BatchSampler batches =
        new BatchSampler(Batch.of(Models.six()), new Minibatch.Replaced(2), RANDOM);
    int[] counts = new int[36];
    for (int t = 1; t <= 36_000; t++) {
      Batch batch = batches.at(t);
      counts[6 * batch.index()[batch.from()] + batch.index()[batch.from() + 1]]++;
    }
    assertThat(Arrays.stream(counts).asDoubleStream().toArray())
        .usingComparatorWithPrecision(190.0)
        .containsOnly(1000);
  }

  /** Whatever the shuffle, each of six runs of two rows, cyclically, is as likely as the others. */
  @Test
  void theMeanOverAllRunsOfTheShuffledRowsIsTheFullGradient() {
    Batch all = Models.signed(Models.rows(6));
    for (long seed = 0; seed < 5; seed++) {
      Batch shuffled = ShuffledRows.of(all, seed);
      double[] mean = new double[2];
      for (int i = 0; i < 6; i++) {
        int[] run = {i, (i + 1) % 6};
        double[] weight = IntStream.of(run).mapToDouble(k -> 3 * shuffled.weight()[k]).toArray();
        double[] g = gradient(new Batch(shuffled.rows(), run, weight, 0, 2));
        for (int k = 0; k < 2; k++) {
          mean[k] += g[k] / 6;
        }
      }
      assertThat(mean).usingComparatorWithPrecision(1e-12).containsExactly(gradient(all));
    }
  }

  /** 12 000 batches: a start has mean 2000 and sd 41; six sd, false alarm 2e−8. */
  @Test
  void runsBeginAtAnyRowEquallyOftenAndGoOnInTheShuffledTable() {
    Batch all = Batch.of(Models.six());
    BatchSampler batches = new BatchSampler(all, new Minibatch.Blocks(5, 3), RANDOM);
    int[][] counts = new int[2][6];
    for (int t = 1; t <= 12_000; t++) {
      Batch batch = batches.at(t);
      int[] rows = Arrays.copyOfRange(batch.index(), batch.from(), batch.to());
      assertThat(rows).hasSize(5);
      assertThat(rows[1]).isEqualTo((rows[0] + 1) % 6);
      assertThat(rows[2]).isEqualTo((rows[0] + 2) % 6);
      assertThat(rows[4]).isEqualTo((rows[3] + 1) % 6);
      counts[0][rows[0]]++;
      counts[1][rows[3]]++;
      assertThat(batch.weight()[batch.from()]).isEqualTo(6 / 5.0);
    }
    for (int[] starts : counts) {
      assertThat(Arrays.stream(starts).asDoubleStream().toArray())
          .usingComparatorWithPrecision(246.0)
          .containsOnly(2000);
    }
  }

  @Test
  void theSameSeedShufflesAlikeAndAnotherOtherwise() {
    Batch all = Batch.of(Models.rows(50));
    Table once = ShuffledRows.of(all, 1).rows();
    assertThat(ShuffledRows.of(all, 1).rows()).isSameAs(once);
    Table other = ShuffledRows.of(all, 2).rows();
    assertThat(ShuffledRows.of(Batch.of(Models.rows(50)), 1).rows().ids())
        .isEqualTo(once.ids())
        .isNotEqualTo(other.ids())
        .containsExactlyInAnyOrderElementsOf(all.rows().ids());
    assertThat(once.digest()).isEqualTo(all.rows().digest());
  }

  @Test
  void runsOfPartOfATableHoldThatPartWithItsWeights() {
    Table rows = Models.rows(9);
    int[] index = {8, 2, 5, 7};
    double[] weight = {1, -2, 3, -4};
    Batch shuffled = ShuffledRows.of(new Batch(rows, index, weight, 1, 4), 3);
    assertThat(shuffled.size()).isEqualTo(3);
    for (int i = 0; i < 3; i++) {
      int row = rows.index(shuffled.rows().ids().get(i));
      int place = row == 2 ? 1 : row == 5 ? 2 : 3;
      assertThat(index[place]).isEqualTo(row);
      assertThat(shuffled.weight()[i]).isEqualTo(weight[place]);
    }
  }

  @Test
  void weightsOfTheDataAreKept() {
    Table rows = Models.rows(8);
    Batch all = Models.signed(rows);
    BatchSampler batches = new BatchSampler(all, new Minibatch.Shuffled(4), RANDOM);
    double sum = 0;
    for (int t = 1; t <= 2; t++) {
      Batch batch = batches.at(t);
      for (int i = batch.from(); i < batch.to(); i++) {
        assertThat(batch.weight()[i]).isEqualTo(2 * all.weight()[batch.index()[i]]);
        sum += batch.weight()[i];
      }
    }
    assertThat(sum).isCloseTo(2 * 4.0, within(1e-15));
  }

  @Test
  void aBatchAsLargeAsTheDataIsTheData() {
    Batch all = Batch.of(Models.six());
    assertThat(new BatchSampler(all, new Minibatch.Shuffled(100), RANDOM).at(5)).isSameAs(all);
  }

  private static double[] meanGradient(BatchSampler batches, IntStream steps) {
    int[] all = steps.toArray();
    double[] mean = new double[2];
    for (int t : all) {
      double[] g = gradient(batches.at(t));
      for (int k = 0; k < 2; k++) {
        mean[k] += g[k] / all.length;
      }
    }
    return mean;
  }

  private static double[] gradient(Batch batch) {
    double[] out = new double[2];
    try (EnergyFunction energy = EnergyFunction.of(Models.linear(), Device.cpu(1))) {
      energy.gradient(new double[] {0.4, -0.2}, 1, batch, RANDOM, out);
    }
    return out;
  }
}
