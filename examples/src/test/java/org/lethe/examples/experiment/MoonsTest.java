package org.lethe.examples.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lethe.core.data.Schema;
import org.lethe.core.data.Table;
import org.lethe.core.expr.Device;
import org.lethe.core.posterior.Fit;
import org.lethe.core.posterior.GaussianPosterior;
import org.lethe.core.posterior.Verdict;
import org.lethe.inference.run.Run;
import org.lethe.inference.svi.Svi;
import org.lethe.unlearning.Gate;
import org.lethe.unlearning.eubo.Eubo;
import org.lethe.unlearning.reversekl.ReverseKl;

/** The moons at a few λ and fewer steps; the command carries out the whole table. */
class MoonsTest {
  private static final Run RUN = Run.seed(1);

  private static final Moons MOONS = Moons.in(temporary(), MoonVariant.ORDERED);
  private static final Sweep<GaussianPosterior> SWEEP = sweep(MOONS);

  private static Path temporary() {
    try {
      return Files.createTempDirectory("moons");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Sweep<GaussianPosterior> sweep(Moons moons) {
    Fit<GaussianPosterior> full = Moons.engine().fit(moons.model(), moons.rows(), RUN);
    Fit<GaussianPosterior> retrained = Moons.engine().fit(moons.model(), moons.remaining(), RUN);
    return new Sweep<>(full, retrained, moons.edit(), moons.remaining(), RUN);
  }

  @Test
  void theReferencesAreThePublishedOnes() {
    assertThat(elbo(SWEEP.full(), MOONS.rows())).isCloseTo(-26.683, within(0.001));
    assertThat(elbo(SWEEP.retrained(), MOONS.remaining())).isCloseTo(-21.868, within(0.001));
    GaussianPosterior full = SWEEP.full().posterior();
    SweepResult.Gap gap = SweepResult.Gap.between(full, SWEEP.retrained().posterior());
    assertThat(gap.full()).isCloseTo(1.826, within(0.002));
    assertThat(gap.retrained()).isCloseTo(6.310, within(0.005));
    assertThat(SWEEP.full().verdict().level()).isEqualTo(Verdict.Level.TRUSTED);
  }

  private static double elbo(Fit<GaussianPosterior> fit, Table rows) {
    return Svi.elbo(fit, rows, Device.cpu(1)).value();
  }

  /** Of class-30 the remaining rows' distance was not published. */
  @ParameterizedTest
  @CsvSource({"ORDERED, 0.4306", "RANDOM, 0.00255", "CLASS_30, 0.977"})
  void doingNothingIsAsFarAsPublished(MoonVariant variant, double erased, @TempDir Path dir) {
    Kl nothing = sweep(Moons.in(dir, variant)).doNothing();
    assertThat(nothing.erased()).isCloseTo(erased, Percentage.withPercentage(0.3));
  }

  @Test
  void eachMethodIsAsFarAsPublished() {
    Gate gate = new Gate.Threshold(1e-3, false);
    Sweep.Outcome<GaussianPosterior> eubo = SWEEP.outcome(Eubo.of(gate).steps(200), gate, 1e-3);
    assertThat(erased(eubo)).isCloseTo(0.399, Percentage.withPercentage(15));
    Sweep.Outcome<GaussianPosterior> reverse =
        SWEEP.outcome(ReverseKl.of(gate, 1000, 100), gate, 1e-3);
    assertThat(erased(reverse)).isCloseTo(0.338, Percentage.withPercentage(15));
  }

  /** The command's tolerance; doing nothing is .431. */
  @Test
  void behindAWiderGateEuboComesAsNearAsPublished() {
    Gate gate = new Gate.Threshold(1e-5, false);
    Sweep.Outcome<GaussianPosterior> eubo = SWEEP.outcome(Eubo.of(gate), gate, 1e-5);
    assertThat(erased(eubo)).isCloseTo(0.222, Percentage.withPercentage(15));
  }

  @Test
  void withoutAGateItIsCatastrophicAndSaysSo() {
    Gate gate = new Gate.Threshold(0, false);
    Sweep.Outcome<GaussianPosterior> row = SWEEP.outcome(Eubo.of(gate), gate, 0);
    assertThat(erased(row)).isGreaterThan(3);
    assertThat(row.row().verdict().level()).isNotEqualTo(Verdict.Level.TRUSTED);
  }

  private static double erased(Sweep.Outcome<GaussianPosterior> outcome) {
    return outcome.row().measured().orElseThrow().kl().erased();
  }

  @Test
  void theOrderedVariantErasesTheRowsThatTheFileMarks() {
    Table marks = Table.csv(MOONS.csv(), Schema.id("id").category("erased").learn(MOONS.csv()));
    assertThat(MoonVariant.ORDERED.erased(MOONS.rows()))
        .containsExactlyInAnyOrderElementsOf(marks.where("erased", "1").ids());
    assertThat(MoonVariant.CLASS_40.erased(MOONS.rows()))
        .hasSize(40)
        .containsAll(MoonVariant.CLASS_30.erased(MOONS.rows()));
    assertThat(MoonVariant.CLASS_50.erased(MOONS.rows())).hasSize(50);
  }
}
