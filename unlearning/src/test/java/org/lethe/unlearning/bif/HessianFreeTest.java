package org.lethe.unlearning.bif;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lethe.core.data.Edit;
import org.lethe.core.data.Table;
import org.lethe.core.posterior.Draws;
import org.lethe.core.posterior.Fit;
import org.lethe.inference.run.Run;

/** Shifts as covariances over draws. */
class HessianFreeTest {

  private static final Run RUN = Run.seed(1);
  private static final Table ROWS = MeanModel.rows(1000);
  private static final Edit ERASED = Edit.forget(ROWS, ROWS.ids().subList(0, 300));

  /**
   * Corrected, the shift is that with H_r. Its sampling error is about √(2/20 000) = 1 %; it is
   * outside five times its stated error once in a thousand runs, with 19 degrees of freedom.
   */
  @Test
  void theCorrectedCovarianceIsTheStepOfTheRowsThatStay() {
    Fit<Draws> fit = MeanModel.draws(ROWS, 10_000);
    HessianFree.Shift shift = HessianFree.of().shift(fit, ERASED, RUN);
    double exact = MeanModel.mean(ROWS.after(ERASED)) - MeanModel.mean(ROWS);
    assertThat(shift.step()[0]).isCloseTo(exact, within(5 * shift.error()[0]));
    assertThat(shift.error()[0] / Math.abs(exact)).isLessThan(.03);
    // without the correction it would be 30 % short
    assertThat(Math.abs(exact) * .3).isGreaterThan(10 * shift.error()[0]);
    double moved = Points.of(HessianFree.of().forget(fit, ERASED, RUN).posterior()).mean()[0];
    assertThat(moved - MeanModel.mean(ROWS)).isCloseTo(shift.step()[0], within(1e-12));
    assertThat(shift.cost().rowGradients()).isEqualTo(20_000L * 300);
  }

  @Test
  void learningTurnsTheSign() {
    Table first = ROWS.after(ERASED);
    Fit<Draws> fit = MeanModel.draws(first, 10_000);
    HessianFree.Shift shift = HessianFree.of().shift(fit, Edit.learn(ERASED.rows()), RUN);
    double exact = MeanModel.mean(ROWS) - MeanModel.mean(first);
    assertThat(shift.step()[0]).isCloseTo(exact, within(5 * shift.error()[0]));
  }

  @Test
  void aShiftThatIsLostInItsErrorIsRefused() {
    Fit<Draws> fit = MeanModel.draws(ROWS, 25);
    String nearest =
        ROWS.ids().stream().min((a, b) -> Double.compare(distance(a), distance(b))).orElseThrow();
    Edit faint = Edit.forget(ROWS, List.of(nearest));
    assertThatThrownBy(() -> HessianFree.of().forget(fit, faint, RUN))
        .isInstanceOfSatisfying(
            FaintInfluenceException.class, e -> assertThat(e.signalToNoise()).isLessThan(3))
        .hasMessageContaining("Monte Carlo error");
  }

  private static double distance(String id) {
    return Math.abs(ROWS.column("x")[ROWS.index(id)] - MeanModel.mean(ROWS));
  }
}
