package org.lethe.unlearning.bif;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lethe.core.data.Edit;
import org.lethe.core.data.Table;
import org.lethe.core.model.GaussianMixture;
import org.lethe.core.model.Model;
import org.lethe.core.posterior.DrawsPosterior;
import org.lethe.core.posterior.Fit;
import org.lethe.core.posterior.Quantity;
import org.lethe.core.random.RandomStream;
import org.lethe.inference.hmc.Nuts;
import org.lethe.inference.run.Run;

/** A Stein pass over draws of a mixture of two, which are in one order of its centres. */
class SteinOfMixtureTest {

  private static double[] rows(double apart) {
    double[] x = new double[60];
    RandomStream.of(3).at(0, 0).gaussians(x, 0, x.length);
    for (int i = 0; i < x.length; i++) {
      x[i] += i % 2 == 0 ? -apart : apart;
    }
    return x;
  }

  private static Influence<DrawsPosterior> forget(double[] x, int... positions) {
    Table rows = Table.of(Map.of("x", x));
    Model model = GaussianMixture.of(rows.schema(), 2, "x").prior(3).model();
    Fit<DrawsPosterior> fit = Nuts.of().fit(model, rows, Run.seed(1));
    List<String> ids = IntStream.of(positions).mapToObj(i -> rows.ids().get(i)).toList();
    Edit edit = Edit.forget(rows, ids);
    return Bif.draws(rows.after(edit), Solver.cholesky()).stein().carryOut(fit, edit, Run.seed(1));
  }

  /**
   * Overlapping centres, one row in sixty: what the expansion leaves is far below the Monte Carlo
   * error, which is 1/√2000 in each of two coordinates, and above .12 once in a million.
   */
  @Test
  void thePassDoesNotTakeTheBoundaryBetweenOrdersForASlope() {
    for (double apart : new double[] {.3, .5}) {
      List<Step> steps = forget(rows(apart), 0).steps();
      assertThat(steps.get(0).length()).isGreaterThan(.1);
      assertThat(steps.get(1).length()).isLessThan(.12);
    }
  }

  /** Centres 16 apart are N(Σx/p, 1/p): the pass brings the mean of each there exactly. */
  @Test
  void thePassMovesEachCentreWhereTheyAreApart() {
    double[] x = rows(8);
    double lower = 0;
    double upper = 0;
    for (int i = 0; i < x.length; i += 2) {
      lower += i < 10 ? 0 : x[i];
      upper += x[i + 1];
    }
    List<Double> means =
        forget(x, 0, 2, 4, 6, 8).fit().posterior().summary().quantities().stream()
            .filter(q -> q.name().startsWith("mu"))
            .map(Quantity::mean)
            .sorted()
            .toList();
    assertThat(means.get(0)).isCloseTo(lower / (25 + 1 / 9.0), within(1e-6));
    assertThat(means.get(1)).isCloseTo(upper / (30 + 1 / 9.0), within(1e-6));
  }
}
