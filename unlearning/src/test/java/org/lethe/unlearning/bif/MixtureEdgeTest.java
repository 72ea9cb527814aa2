package org.lethe.unlearning.bif;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lethe.core.data.DataException;
import org.lethe.core.data.Edit;
import org.lethe.core.data.Table;
import org.lethe.core.model.GaussianMixture;
import org.lethe.core.model.Model;
import org.lethe.core.posterior.Channel;
import org.lethe.core.posterior.Cost;
import org.lethe.core.posterior.Fit;
import org.lethe.core.posterior.Gaussian;
import org.lethe.core.posterior.Provenance;
import org.lethe.core.posterior.Verdict;
import org.lethe.inference.laplace.Laplace;
import org.lethe.inference.run.Run;

/**
 * Edits of a mixture whose two clusters, 16 apart, share no row: each component then is a normal
 * mean with rows of its own, N(Σx/p, 1/p) with p = 1/25 + n, and what is left after any edit is
 * known. Influence of second order is exact there, but for rounding.
 */
class MixtureEdgeTest {

  private static final Run RUN = Run.seed(1);
  private static final int EACH = 15;
  private static final double PRIOR = 5;
  private static final Table ROWS = Table.of(Map.of("x", numbers()));
  private static final Model MODEL = GaussianMixture.of(ROWS.schema(), 2, "x").prior(PRIOR).model();
  private static final Fit<Gaussian> FIT = fit(false);

  /** Spread evenly by ±1 about −8, then about 8. */
  private static double[] numbers() {
    return IntStream.range(0, 2 * EACH)
        .mapToDouble(i -> (i < EACH ? -8 : 8) + (i % EACH - 7) / 7.0)
        .toArray();
  }

  /** The exact posterior, in one order of the components, as a fit at its mode. */
  private static Fit<Gaussian> fit(boolean swapped) {
    double[] mean = new double[2];
    double[][] factor = new double[2][2];
    for (int k = 0; k < 2; k++) {
      int place = swapped ? 1 - k : k;
      double[] x = rows(k * EACH, (k + 1) * EACH);
      double precision = 1 / (PRIOR * PRIOR) + x.length;
      mean[place] = Arrays.stream(x).sum() / precision;
      factor[place][place] = 1 / Math.sqrt(precision);
    }
    Provenance provenance =
        Provenance.trained(
            Laplace.of().recipe(), MODEL.digest(), ROWS.digest(), 1, Channel.ofTraining(MODEL));
    return Fit.of(
        Gaussian.fullRank(MODEL, mean, factor), provenance, Verdict.trusted(), new Cost(0, 0, 0));
  }

  private static List<String> ids(int from, int to) {
    return ROWS.ids().subList(from, to);
  }

  private static Gaussian forget(Fit<Gaussian> fit, Edit edit) {
    return Bif.variational(ROWS.after(edit), Solver.cholesky())
        .secondOrder()
        .forget(fit, edit, RUN)
        .posterior();
  }

  /** The component at {@code place} holds exactly these rows. */
  private static void holds(Gaussian q, int place, double... x) {
    double precision = 1 / (PRIOR * PRIOR) + x.length;
    double sd = 1 / Math.sqrt(precision);
    double sum = IntStream.range(0, x.length).mapToDouble(i -> x[i]).sum();
    assertThat(q.mean()[place]).isCloseTo(sum / precision, within(1e-9));
    assertThat(q.sd()[place]).isCloseTo(sd, within(1e-9));
  }

  private static double[] rows(int from, int to) {
    return Arrays.copyOfRange(ROWS.column("x"), from, to);
  }

  @Test
  void aClusterErasedWholeLeavesItsComponentAtThePrior() {
    Gaussian q = forget(FIT, Edit.forget(ROWS, ids(EACH, 2 * EACH)));
    holds(q, 0, rows(0, EACH));
    holds(q, 1);
  }

  @Test
  void allRowsErasedLeaveThePrior() {
    Gaussian q = forget(FIT, Edit.forget(ROWS, ROWS.ids()));
    holds(q, 0);
    holds(q, 1);
  }

  @Test
  void partOfAClusterMovesItsOwnComponentAlone() {
    Gaussian q = forget(FIT, Edit.forget(ROWS, ids(0, 6)));
    holds(q, 0, rows(6, EACH));
    holds(q, 1, rows(EACH, 2 * EACH));
  }

  /** Which component is which is an accident of the start, and forgetting keeps to it. */
  @Test
  void componentsInTheOtherOrderForgetTheSame() {
    Edit edit = Edit.forget(ROWS, ids(0, 6));
    Gaussian q = forget(FIT, edit);
    Gaussian swapped = forget(fit(true), edit);
    for (int k = 0; k < 2; k++) {
      assertThat(swapped.mean()[k]).isCloseTo(q.mean()[1 - k], within(1e-12));
      assertThat(swapped.sd()[k]).isCloseTo(q.sd()[1 - k], within(1e-12));
    }
  }

  @Test
  void rowsOfBothClustersForgottenAndOneLearnedAgainInOneEdit() {
    Table corrected = ROWS.select(ids(EACH, EACH + 1));
    Edit edit = Edit.forget(ROWS, ids(0, 1)).and(Edit.forget(ROWS, ids(EACH, EACH + 1)));
    Edit back = edit.and(Edit.learn(corrected));
    Gaussian q = forget(FIT, back);
    holds(q, 0, rows(1, EACH));
    holds(q, 1, rows(EACH, 2 * EACH));
  }

  @Test
  void aRowForgottenAndLearnedInOneEditChangesNothing() {
    Edit nothing = Edit.forget(ROWS, ids(3, 4)).and(Edit.learn(ROWS.select(ids(3, 4))));
    Gaussian q = forget(FIT, nothing);
    assertThat(q.mean()).containsExactly(FIT.posterior().mean(), within(1e-12));
    assertThat(q.sd()).containsExactly(FIT.posterior().sd(), within(1e-12));
  }

  @Test
  void anEditOfNothingAndARowTwiceAreRefused() {
    assertThatThrownBy(() -> forget(FIT, Edit.forget(ROWS, List.of())))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("must have rows");
    assertThatThrownBy(() -> Edit.forget(ROWS, List.of("row-2", "row-2")))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("twice");
  }
}
