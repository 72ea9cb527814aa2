package org.lethe.inference.sgmcmc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lethe.core.data.Table;
import org.lethe.core.distribution.Normal;
import org.lethe.core.expr.Device;
import org.lethe.core.model.Model;
import org.lethe.core.posterior.Channel;
import org.lethe.core.posterior.DrawsPosterior;
import org.lethe.core.posterior.Fit;
import org.lethe.core.posterior.Quantity;
import org.lethe.inference.energy.Minibatch;
import org.lethe.inference.energy.Models;
import org.lethe.inference.run.CancelledException;
import org.lethe.inference.run.Engines;
import org.lethe.inference.run.Listener;
import org.lethe.inference.run.Progress;
import org.lethe.inference.run.Run;
import org.lethe.inference.run.StepSize;

class SgmcmcTest {
  @TempDir Path folder;

  /** Eight rows ±1 with variance 4, prior N(0, ½): p = 8/4 + 2 = 4, V = n² s²/B = 4/B·(y² mean). */
  private static final Table ROWS =
      Table.of(Map.of("y", new double[] {1, -1, 1, -1, 1, -1, 1, -1}));

  private static final Model MEAN =
      Model.define(
          "mean",
          ROWS.schema(),
          m -> m.observe("y", Normal.of(m.parameter("mu", Normal.of(0, Math.sqrt(0.5))), 2)));

  static List<Sgmcmc> engines() {
    StepSize eta = StepSize.constant(0.01);
    return List.of(
        Sgld.of(StepSize.polynomial(0.02, 0.15)).batch(10),
        Sgld.of(eta).minibatch(new Minibatch.Shuffled(7)),
        Sgld.of(eta).minibatch(new Minibatch.Full()).start(ChainStart.zero()),
        Sgld.preconditioned(StepSize.cyclical(0.05, 3)).batch(10),
        Sghmc.of(eta, 0.2, 0.05).batch(10).controlVariates(),
        Sgnht.of(eta, 0.1).batch(10).reference(new Reference.Periodic(11)),
        Sgld.of(eta).reference(new Reference.At(new double[] {0.5, 1, -0.7})).thin(2),
        Sgld.of(eta).minibatch(new Minibatch.Blocks(12, 5)));
  }

  private static Sgmcmc small(Sgmcmc engine) {
    return engine.chains(3).steps(120).burnIn(20);
  }

  private static Fit<DrawsPosterior> fit(Sgmcmc engine, Run run) {
    return small(engine).fit(Models.logistic(), Models.rows(50), run);
  }

  /**
   * Var θ of METHODS 1 for SGLD (p, η, V) = (4, .05, 2) is .2916667 and for SGHMC with α = .1 is
   * .3958333; minibatches of two rows with replacement have V = 2. Five standard errors by the
   * chains' own MCSE of the sd, at most 1 %: false alarm 6e−7.
   */
  @Test
  void minibatchesWidenThePosteriorAsTheStationaryLawSays() {
    StepSize eta = StepSize.constant(0.05);
    assertVariance(0.2916667, Sgld.of(eta));
    assertVariance(0.3958333, Sghmc.of(eta, 0.1));
    assertVariance(0.2638889, Sghmc.of(eta, 0.1, 0.05));
  }

  private static void assertVariance(double expected, Sgmcmc engine) {
    Fit<DrawsPosterior> fit =
        engine.batch(2).steps(50_000).burnIn(500).thin(1).fit(MEAN, ROWS, Run.seed(1));
    Quantity mu = fit.posterior().summary().quantities().get(0);
    double[][] x = new double[4][fit.posterior().size()];
    for (int c = 0; c < 4; c++) {
      for (int i = 0; i < x[c].length; i++) {
        x[c][i] = fit.posterior().draw(c, i)[0];
      }
    }
    double error = org.lethe.core.posterior.Chains.of(x).mcseSd();
    assertThat(error).isLessThan(0.01 * mu.sd());
    assertThat(mu.sd()).isCloseTo(Math.sqrt(expected), within(5 * error));
    assertThat(mu.mean()).isCloseTo(0, within(5 * mu.mixing().orElseThrow().mcse()));
  }

  @Test
  void theVerdictForetellsWhatMinibatchNoiseDoes() {
    Sgmcmc sghmc = Sghmc.of(StepSize.constant(0.05), 0.1).steps(20_000).batch(2);
    // Var θ is widened by ηV/(2α) = 50 %, so the sd by 22 %; V is estimated from 32 batches
    assertThat(sghmc.fit(MEAN, ROWS, Run.seed(1)).verdict().reasons())
        .anySatisfy(
            reason ->
                assertThat(reason)
                    .matches(
                        "the noise of the minibatch gradient widens the posterior by about"
                            + " (1|2|3)\\d % in sd; .*"));
    Fit<DrawsPosterior> full = sghmc.minibatch(new Minibatch.Full()).fit(MEAN, ROWS, Run.seed(1));
    assertThat(full.verdict().reasons()).isEmpty();
    assertThat(full.cost().rowGradients()).isEqualTo(4 * 20_000L * 8);
  }

  @ParameterizedTest
  @MethodSource("engines")
  void theBitsAreTheSameOnAnyNumberOfThreads(Sgmcmc engine) {
    Fit<DrawsPosterior> one = fit(engine, Run.seed(5).on(Device.cpu(1)));
    Fit<DrawsPosterior> three = fit(engine, Run.seed(5).on(Device.cpu(3)));
    assertThat(three.id()).isEqualTo(one.id());
    assertThat(three.cost().rowGradients()).isEqualTo(one.cost().rowGradients());
    assertThat(fit(engine, Run.seed(6)).id()).isNotEqualTo(one.id());
  }

  @ParameterizedTest
  @MethodSource("engines")
  void aRecipeMakesTheSameFitAgain(Sgmcmc engine) {
    Fit<DrawsPosterior> first = fit(engine, Run.seed(5));
    Fit<?> again =
        Engines.of(first.provenance().engine())
            .fit(Models.logistic(), Models.rows(50), Run.seed(5));
    assertThat(again.id()).isEqualTo(first.id());
  }

  @ParameterizedTest
  @MethodSource("engines")
  void aCancelledFitGoesOnFromItsCheckpointWithTheSameBits(Sgmcmc engine) {
    Path file = folder.resolve("fit.checkpoint");
    Run run = Run.seed(5).on(Device.cpu(1)).checkpoint(file, 10);
    Fit<DrawsPosterior> whole = fit(engine, Run.seed(5).on(Device.cpu(1)));
    CancelledException cancelled =
        catchThrowableOfType(
            CancelledException.class, () -> fit(engine, run.listen(new CancelAfter(150))));
    assertThat(cancelled.checkpoint()).contains(file);
    assertThat(folder.resolve("fit.checkpoint-chain-2")).exists();
    Fit<DrawsPosterior> resumed = fit(engine, run);
    assertThat(resumed.id()).isEqualTo(whole.id());
    assertThat(resumed.cost().rowGradients()).isEqualTo(whole.cost().rowGradients());
    assertThat(folder.resolve("fit.checkpoint-chain-2")).doesNotExist();
  }

  private static final class CancelAfter implements Listener {
    private final long steps;
    private long done;

    CancelAfter(long steps) {
      this.steps = steps;
    }

    @Override
    public void on(Progress progress) {
      done = progress.phase().equals("sgmcmc") ? progress.done() : 0;
    }

    @Override
    public boolean cancelled() {
      return done >= steps;
    }
  }

  @Test
  void aCheckpointOfAnotherFitIsRefused() throws Exception {
    Path file = folder.resolve("fit.checkpoint");
    Files.writeString(folder.resolve("fit.checkpoint-chain-1"), "no checkpoint");
    assertThatThrownBy(() -> fit(engines().get(0), Run.seed(1).checkpoint(file, 10)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("fit.checkpoint-chain-1 is no checkpoint");
  }

  @Test
  void aDivergedChainSaysWhereAndWithWhichStepSize() {
    // ηp = 8: |1 − ηp| = 7, past the largest double after 365 steps
    Sgmcmc engine = Sgld.of(StepSize.constant(2)).minibatch(new Minibatch.Full());
    DivergenceException diverged =
        catchThrowableOfType(DivergenceException.class, () -> engine.fit(MEAN, ROWS, Run.seed(1)));
    assertThat(diverged.step()).isBetween(355L, 367L);
    assertThat(diverged.stepSize()).isEqualTo(2);
    assertThat(diverged)
        .hasMessageContaining("diverged at step " + diverged.step())
        .hasMessageContaining("with step size 2.00");
  }

  @Test
  void aFitGoesOnWhereAnotherEnded() {
    Fit<DrawsPosterior> first = fit(engines().get(0), Run.seed(1));
    DrawsPosterior ended = first.posterior();
    Sgmcmc still = Sgld.of(StepSize.constant(1e-12)).from(ended);
    Fit<DrawsPosterior> next =
        still.steps(10).burnIn(0).fit(Models.logistic(), Models.rows(40), Run.seed(2));
    assertThat(next.posterior().chains()).isEqualTo(3);
    for (int c = 0; c < 3; c++) {
      assertThat(next.posterior().draw(c, 0))
          .usingComparatorWithPrecision(1e-4)
          .containsExactly(ended.draw(c, ended.size() - 1));
    }
    assertThat(next.provenance().openChannels())
        .extracting(Channel::name)
        .containsExactly("start of the chains");
    assertThat(first.provenance().openChannels()).isEmpty();
  }

  @Test
  void channelsNameWhatRowsMayActThrough() {
    assertThat(fit(engines().get(4), Run.seed(1)).provenance().channels())
        .extracting(Channel::name, Channel::isOpen)
        .contains(
            org.assertj.core.groups.Tuple.tuple("control-variate anchor", false),
            org.assertj.core.groups.Tuple.tuple("sampler state", false));
    assertThat(fit(engines().get(6), Run.seed(1)).provenance().openChannels())
        .extracting(Channel::name)
        .containsExactly("control-variate anchor");
  }

  @Test
  void whatLeavesNoDrawIsRefused() {
    Sgmcmc engine = Sgld.of(StepSize.constant(0.01));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> engine.steps(100).burnIn(100))
        .withMessage("sgmcmc: burn-in must be from 0 to below the 100 steps, got 100");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> engine.steps(100).thin(90).fit(MEAN, ROWS, Run.seed(1)))
        .withMessage(
            "sgmcmc: at least two draws must be kept, got 4 chains of 0, of 100 steps with burn-in"
                + " 20 and thin 90");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> engine.chains(1).start(ChainStart.at(new double[2])).fit(MEAN, ROWS, Run.seed(1)))
        .withMessage("sgmcmc: start must have the 1 numbers of model mean, got 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> engine.start(new ChainStart.AtReference()).fit(MEAN, ROWS, Run.seed(1)))
        .withMessageContaining("a start at the reference needs control variates");
  }
}
