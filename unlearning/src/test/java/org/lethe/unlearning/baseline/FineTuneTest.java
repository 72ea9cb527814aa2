package org.lethe.unlearning.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lethe.core.data.DataException;
import org.lethe.core.data.Edit;
import org.lethe.core.data.Table;
import org.lethe.core.posterior.Fit;
import org.lethe.core.posterior.Gaussian;
import org.lethe.core.posterior.Verdict;
import org.lethe.inference.run.Run;
import org.lethe.unlearning.LinearGaussian;

class FineTuneTest {

  private static final Table ROWS = LinearGaussian.ROWS;
  private static final Edit ERASED = Edit.forget(ROWS, List.of("row-0", "row-3"));
  private static final Table REMAINING = ROWS.after(ERASED);
  private static final Run RUN = Run.seed(1);

  @Test
  void enoughStepsEndWhereARetrainDoes() {
    Fit<Gaussian> fit = LinearGaussian.exact(ROWS);
    Gaussian exact = LinearGaussian.exact(REMAINING).posterior();
    Fit<Gaussian> tuned = FineTune.of(REMAINING, 2000).forget(fit, ERASED, RUN);
    assertThat(tuned.posterior().kl(exact)).isLessThan(1e-4);
    assertThat(tuned.cost().rowGradients()).isEqualTo(2000L * REMAINING.size());
    assertThat(tuned.verdict().level()).isEqualTo(Verdict.Level.DOUBTFUL);
    Fit<Gaussian> short1 = FineTune.of(REMAINING, 2).forget(fit, ERASED, RUN);
    assertThat(short1.posterior().kl(exact))
        .isLessThan(fit.posterior().kl(exact))
        .isGreaterThan(100 * tuned.posterior().kl(exact));
  }

  /** In whitened coordinates the penalised mean solves (I + λI − …): it stays nearer m₀. */
  @Test
  void aPenaltyKeepsTheMeanNearTheOriginal() {
    Fit<Gaussian> fit = LinearGaussian.exact(ROWS);
    double free = moved(FineTune.of(REMAINING, 1000).forget(fit, ERASED, RUN), fit);
    double tied = moved(FineTune.of(REMAINING, 1000).penalty(3).forget(fit, ERASED, RUN), fit);
    double bound = moved(FineTune.of(REMAINING, 1000).penalty(1e4).forget(fit, ERASED, RUN), fit);
    assertThat(tied).isBetween(.05 * free, .6 * free);
    assertThat(bound).isCloseTo(0, within(.001));
  }

  @Test
  void aTinyPenaltyIsFineTuningAndAHugeOneMovesNothing() {
    Fit<Gaussian> fit = LinearGaussian.exact(ROWS);
    FineTune plain = FineTune.of(REMAINING, 300);
    // a gradient of relative 1e-12 more, over 300 steps that do not amplify it
    assertThat(plain.penalty(1e-12).forget(fit, ERASED, RUN).posterior().lambda())
        .containsExactly(plain.forget(fit, ERASED, RUN).posterior().lambda(), within(1e-8));
    // a step of Adam is no longer than its rate, whose last is 5e-4 of a standard deviation
    assertThat(moved(FineTune.of(REMAINING, 2000).penalty(1e12).forget(fit, ERASED, RUN), fit))
        .isCloseTo(0, within(5e-4));
  }

  @Test
  void otherRowsAndImpossibleOptionsAreRefused() {
    assertThatThrownBy(() -> FineTune.of(ROWS, 5).forget(LinearGaussian.exact(ROWS), ERASED, RUN))
        .isInstanceOf(DataException.class);
    assertThatThrownBy(() -> FineTune.of(ROWS, 0)).hasMessageContaining("steps");
    assertThatThrownBy(() -> FineTune.of(ROWS, 1).penalty(-1)).hasMessageContaining("penalty");
  }

  private static double moved(Fit<Gaussian> tuned, Fit<Gaussian> original) {
    double[] a = tuned.posterior().mean();
    double[] b = original.posterior().mean();
    return Math.hypot(a[0] - b[0], a[1] - b[1]);
  }
}
