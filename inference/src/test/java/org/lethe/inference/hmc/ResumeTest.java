package org.lethe.inference.hmc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lethe.core.data.Table;
import org.lethe.core.expr.Device;
import org.lethe.core.model.Model;
import org.lethe.inference.energy.Models;
import org.lethe.inference.run.CancelledException;
import org.lethe.inference.run.Listener;
import org.lethe.inference.run.Progress;
import org.lethe.inference.run.Run;

/** Chains that go on from a checkpoint draw what uninterrupted ones draw, to the bit. */
class ResumeTest {

  private static final int ITERATIONS = 160;
  private static final Table WIDE_ROWS = LaneTest.rows();
  private static final Model WIDE = LaneTest.model(WIDE_ROWS);

  @TempDir private Path folder;

  private interface Sampling {
    NutsResult sample(Run run);
  }

  /** Alone and in pairs; both masses; both ways to move; the warm-up of 120 has one window. */
  private static List<Sampling> samplings() {
    Nuts nuts = Nuts.of().chains(3).warmup(120).draws(40);
    Hmc hmc = Hmc.of(1.5).chains(3).warmup(120).draws(40);
    return List.of(
        run -> nuts.sample(Models.logistic(), Models.rows(50), run),
        run -> nuts.dense().sample(Models.logistic(), Models.rows(50), run),
        run -> hmc.dense().sample(Models.logistic(), Models.rows(50), run),
        run -> nuts.sample(WIDE, WIDE_ROWS, run));
  }

  private Path file() {
    return folder.resolve("fit.checkpoint");
  }

  private Run saving(int threads) {
    return Run.seed(5).on(Device.cpu(threads)).checkpoint(file(), 1000);
  }

  private static Listener stopAfter(int questions) {
    AtomicInteger asked = new AtomicInteger();
    return new Listener() {
      @Override
      public void on(Progress progress) {}

      @Override
      public boolean cancelled() {
        return asked.incrementAndGet() > questions;
      }
    };
  }

  private static void assertSame(NutsResult actual, NutsResult expected) {
    assertThat(actual.fit().id()).isEqualTo(expected.fit().id());
    assertThat(actual.fit().cost().rowGradients()).isEqualTo(expected.fit().cost().rowGradients());
    assertThat(actual.chains())
        .usingRecursiveFieldByFieldElementComparator()
        .isEqualTo(expected.chains());
  }

  /** In the warm-up, at its end, among the draws, in the second chain or pair. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 40, 107, 108, 119, 120, 139, 170, 479})
  void aCancelledRunGoesOnWithTheSameBits(int steps) throws IOException {
    for (Sampling sampling : samplings()) {
      NutsResult whole = sampling.sample(Run.seed(5));
      Run stopped = saving(1).listen(stopAfter(steps));
      CancelledException e =
          catchThrowableOfType(CancelledException.class, () -> sampling.sample(stopped));
      assertThat(e.checkpoint()).contains(file());
      assertThat(e)
          .hasMessage(
              "%s: cancelled after step %d of 480; run again with the checkpoint %s to resume",
              whole.fit().provenance().engine().engine(), e.step(), file());
      assertSame(sampling.sample(saving(steps % 3 + 1)), whole);
      try (Stream<Path> left = Files.list(folder)) {
        assertThat(left).isEmpty();
      }
    }
  }

  /**
   * Windows end at 100 and 170: the step is searched for after the first, refined after the next.
   */
  @ParameterizedTest
  @ValueSource(ints = {110, 180})
  void aRunGoesOnAfterEachWindowOfItsWarmup(int steps) {
    Nuts nuts = Nuts.of().chains(1).warmup(220).draws(10);
    Sampling sampling = run -> nuts.sample(Models.logistic(), Models.rows(50), run);
    NutsResult whole = sampling.sample(Run.seed(5));
    assertThatThrownBy(() -> sampling.sample(saving(1).listen(stopAfter(steps))))
        .isInstanceOf(CancelledException.class);
    assertSame(sampling.sample(saving(1)), whole);
  }

  /** Cancelled again and again, on one thread and on several, every few steps. */
  @Test
  void aRunInManyPiecesHasTheSameBits() {
    for (Sampling sampling : samplings()) {
      NutsResult whole = sampling.sample(Run.seed(5));
      int pieces = 0;
      for (boolean done = false; !done; pieces++) {
        try {
          assertSame(sampling.sample(saving(pieces % 3 + 1).listen(stopAfter(47))), whole);
          done = true;
        } catch (CancelledException e) {
          assertThat(file().resolveSibling("fit.checkpoint-chain-1")).exists();
        }
      }
      // threads that are ahead finish more before they hear of it: how many pieces is open
      assertThat(pieces).isGreaterThan(1);
    }
  }

  /** What lies on the disk is as old as the last multiple of the period, or the chain's end. */
  @Test
  void aKilledRunGoesOnFromTheLastStateThatWasWritten() throws IOException {
    Path kept = Files.createDirectory(folder.resolve("kept"));
    Sampling sampling = samplings().get(0);
    Listener copying =
        progress -> {
          if (progress.done() == 80 + ITERATIONS) {
            copyStates(kept);
          }
        };
    Run run = Run.seed(5).on(Device.cpu(1)).checkpoint(file(), 50);
    NutsResult whole = sampling.sample(run.listen(copying));
    assertThat(kept.resolve("fit.checkpoint-chain-1")).exists();
    assertThat(kept.resolve("fit.checkpoint-chain-2")).exists();
    assertThat(kept.resolve("fit.checkpoint-chain-3")).doesNotExist();
    AtomicInteger first = new AtomicInteger();
    Listener listener = progress -> first.compareAndSet(0, (int) progress.done());
    Run again = Run.seed(5).on(Device.cpu(1)).checkpoint(kept.resolve("fit.checkpoint"), 50);
    assertSame(sampling.sample(again.listen(listener)), whole);
    assertThat(first).hasValue(ITERATIONS);
  }

  /** A result that could not be saved is had again without a single move. */
  @Test
  void aKeptCheckpointGivesTheResultAgain() throws IOException {
    for (Sampling sampling : samplings()) {
      Run run = saving(2).keepCheckpoint();
      NutsResult whole = sampling.sample(run);
      List<Long> moves = new CopyOnWriteArrayList<>();
      assertSame(sampling.sample(run.listen(progress -> moves.add(progress.done()))), whole);
      assertThat(moves).hasSizeLessThanOrEqualTo(3).allMatch(done -> done % ITERATIONS == 0);
      run.checkpoint().ifPresent(Run.Checkpoint::remove);
      try (Stream<Path> left = Files.list(folder)) {
        assertThat(left).isEmpty();
      }
    }
  }

  private void copyStates(Path to) {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path path : files.filter(Files::isRegularFile).toList()) {
        Files.copy(path, to.resolve(path.getFileName()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aDamagedStateAndThatOfAnotherFitAreRefused() throws IOException {
    Sampling sampling = samplings().get(0);
    assertThatThrownBy(() -> sampling.sample(saving(1).listen(stopAfter(30))))
        .isInstanceOf(CancelledException.class);
    Path state = folder.resolve("fit.checkpoint-chain-1");
    byte[] bytes = Files.readAllBytes(state);
    String foreign =
        "Checkpoint: %s belongs to another recipe, model, data set or seed; delete it or name"
            + " another file";
    Run other = Run.seed(6).checkpoint(file(), 1000);
    assertThatThrownBy(() -> sampling.sample(other))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(foreign, state);
    assertThatThrownBy(() -> samplings().get(1).sample(saving(1))).hasMessage(foreign, state);
    Nuts longer = Nuts.of().chains(3).warmup(120).draws(41);
    assertThatThrownBy(() -> longer.fit(Models.logistic(), Models.rows(50), saving(1)))
        .hasMessage(foreign, state);
    assertThatThrownBy(() -> samplings().get(0).sample(saving(1).listen(stopAfter(0))))
        .isInstanceOf(CancelledException.class);
    bytes[bytes.length / 2] ^= 1;
    Files.write(state, bytes);
    assertThatThrownBy(() -> sampling.sample(saving(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is no checkpoint, or was truncated or edited");
  }
}
