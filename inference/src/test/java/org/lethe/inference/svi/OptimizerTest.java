package org.lethe.inference.svi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lethe.core.data.Table;
import org.lethe.core.posterior.Fit;
import org.lethe.core.posterior.GaussianPosterior;
import org.lethe.inference.energy.Expectation;
import org.lethe.inference.energy.Family;
import org.lethe.inference.energy.Models;
import org.lethe.inference.run.CancelledException;
import org.lethe.inference.run.Listener;
import org.lethe.inference.run.Progress;
import org.lethe.inference.run.Run;

class OptimizerTest {

  private static final Table ROWS = Models.rows(60);
  private static final Svi<GaussianPosterior> SVI =
      Svi.of(Family.fullRank(), new Expectation.Draws(2, true))
          .steps(100)
          .batch(16)
          .tail(0.4)
          .start(Start.at(new double[3], new double[] {0.3, 0.3, 0.3}));

  @TempDir private Path folder;

  /** Cancels once it has been asked so many times, and remembers what it heard. */
  private static final class Impatient implements Listener {
    private final int patience;
    private final List<Progress> heard = new ArrayList<>();
    private int asked;
    private boolean interrupted;

    private Impatient(int patience) {
      this.patience = patience;
    }

    @Override
    public void on(Progress progress) {
      heard.add(progress);
    }

    @Override
    public boolean cancelled() {
      return ++asked > patience;
    }

    @Override
    public void interrupted() {
      interrupted = true;
    }
  }

  private static double[] fit(Svi<GaussianPosterior> svi, Run run) {
    Fit<GaussianPosterior> fit = svi.fit(Models.logistic(), ROWS, run);
    return fit.posterior().lambda();
  }

  @Test
  void aResumedFitEndsWithTheBitsOfAnUninterruptedOne() {
    Path file = folder.resolve("fit.checkpoint");
    double[] whole = fit(SVI, Run.seed(3));
    for (int patience : new int[] {1, 37, 70, 99}) {
      Run run = Run.seed(3).checkpoint(file, 10);
      Impatient listener = new Impatient(patience);
      assertThatThrownBy(() -> fit(SVI, run.listen(listener)))
          .isInstanceOf(CancelledException.class)
          .hasMessage(
              "svi: cancelled after step %d of 100; run again with the checkpoint %s to resume",
              patience, file);
      assertThat(listener.interrupted).isTrue();
      assertThat(file).exists();
      assertThat(fit(SVI, run)).containsExactly(whole);
      assertThat(file).doesNotExist();
    }
  }

  /** As after a kill: the file is that of the last multiple of ten steps. */
  @Test
  void aCheckpointOfAnEarlierStepLeadsToTheSameBits() throws IOException {
    Path file = folder.resolve("fit.checkpoint");
    Path kept = folder.resolve("kept.checkpoint");
    Listener copying =
        progress -> {
          if (progress.done() == 55) {
            try {
              Files.copy(file, kept);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          }
        };
    double[] whole = fit(SVI, Run.seed(3).listen(copying).checkpoint(file, 10));
    Impatient listener = new Impatient(1000);
    double[] resumed = fit(SVI, Run.seed(3).listen(listener).checkpoint(kept, 10));
    assertThat(resumed).containsExactly(whole);
    assertThat(listener.heard.get(0).done()).isEqualTo(51);
  }

  @Test
  void aCheckpointOfAnotherFitOrADamagedOneIsRefused() throws IOException {
    Path file = folder.resolve("fit.checkpoint");
    Run run = Run.seed(3).checkpoint(file, 10);
    assertThatThrownBy(() -> fit(SVI, run.listen(new Impatient(20))))
        .isInstanceOf(CancelledException.class);
    String foreign =
        "Checkpoint: "
            + file
            + " belongs to another recipe, model, data set or seed; delete it or"
            + " name another file";
    assertThatThrownBy(() -> fit(SVI, Run.seed(4).checkpoint(file, 10))).hasMessage(foreign);
    assertThatThrownBy(() -> fit(SVI.tail(0), run)).hasMessage(foreign);
    assertThatThrownBy(() -> SVI.fit(Models.poisson(), ROWS, run)).hasMessage(foreign);
    assertThatThrownBy(() -> SVI.fit(Models.logistic(), Models.rows(61), run)).hasMessage(foreign);
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);
    assertThatThrownBy(() -> fit(SVI, run)).hasMessageContaining("truncated or edited");
    Files.write(file, Arrays.copyOf(bytes, 9));
    assertThatThrownBy(() -> fit(SVI, run)).hasMessageContaining("truncated or edited");
  }

  @Test
  void cancellingWithoutACheckpointSaysThatNothingWasSaved() {
    assertThatThrownBy(() -> fit(SVI, Run.seed(3).listen(new Impatient(5))))
        .isInstanceOfSatisfying(
            CancelledException.class,
            e -> {
              assertThat(e.step()).isEqualTo(5);
              assertThat(e.checkpoint()).isEmpty();
            })
        .hasMessageContaining("nothing was saved");
  }

  @Test
  void theSearchForTheModeCanBeCancelledToo() {
    Svi<GaussianPosterior> svi = SVI.start(Start.laplace());
    Impatient listener = new Impatient(2);
    assertThatThrownBy(() -> fit(svi, Run.seed(3).listen(listener)))
        .isInstanceOf(CancelledException.class)
        .hasMessageContaining("mode: cancelled after step 2");
    assertThat(listener.interrupted).isTrue();
  }

  @Test
  void aResumedFitFindsItsLaplaceCoordinatesAgain() {
    Svi<GaussianPosterior> svi = SVI.start(Start.laplace());
    Run run = Run.seed(3).checkpoint(folder.resolve("laplace.checkpoint"), 10);
    assertThatThrownBy(() -> fit(svi, run.listen(new Impatient(60))))
        .hasMessageContaining("svi: cancelled after step");
    assertThat(fit(svi, run)).containsExactly(fit(svi, Run.seed(3)));
  }

  @Test
  void theListenerHearsStepsEnergyAndTimeLeft() {
    Impatient listener = new Impatient(1_000_000);
    fit(SVI.steps(1000), Run.seed(3).listen(listener));
    assertThat(listener.heard).hasSize(200);
    Progress last = listener.heard.get(199);
    assertThat(last.phase()).isEqualTo("svi");
    assertThat(last.done()).isEqualTo(1000).isEqualTo(last.total());
    assertThat(last.secondsLeft()).isEqualTo(0);
    assertThat(last.stepSize()).isCloseTo(1e-4, within(1e-12));
    assertThat(last.energy()).isBetween(20.0, 60.0);
    assertThat(listener.interrupted).isFalse();
  }

  @Test
  void anExactGradientThatVanishesEndsTheFitEarly() {
    Impatient listener = new Impatient(1_000_000);
    fit(Svi.of(Family.fullRank()).steps(5000), Run.seed(3).listen(listener));
    assertThat(listener.asked).isLessThan(1000);
    Progress last = listener.heard.get(listener.heard.size() - 1);
    assertThat(last.done()).isEqualTo(5000);
  }
}
