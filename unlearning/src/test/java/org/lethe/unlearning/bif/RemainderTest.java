package org.lethe.unlearning.bif;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lethe.core.data.Edit;
import org.lethe.core.data.Table;
import org.lethe.core.expr.Device;
import org.lethe.core.posterior.Draws;
import org.lethe.core.posterior.Fit;
import org.lethe.core.posterior.Verdict;
import org.lethe.inference.run.Run;

/**
 * The effective number of weights 1/p(D_e | θ), which the conjugate mean model has in closed form.
 */
class RemainderTest {

  private static final Run RUN = Run.seed(1).on(Device.cpu(1));
  private static final Table ROWS = MeanModel.rows(400);
  private static final Fit<Draws> FIT = MeanModel.draws(ROWS, 500);

  /** The m largest rows: the posterior moves by about 2 m/n of the data's spread. */
  private static Edit largest(int m) {
    double[] x = ROWS.column("x");
    List<String> ids =
        IntStream.range(0, x.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> -x[i]))
            .limit(m)
            .map(ROWS.ids()::get)
            .toList();
    return Edit.forget(ROWS, ids);
  }

  /**
   * E[w]²/E[w²] of w = N(μ_r, 1/p_r)/N(μ, 1/p) under the latter is √(p(2p_r − p))/p_r · exp(−p p_r
   * (μ − μ_r)²/(2p_r − p)).
   */
  private static double exact(Edit edit) {
    Table remaining = ROWS.after(edit);
    double p = ROWS.size() + 1;
    double r = remaining.size() + 1;
    double gap = MeanModel.mean(ROWS) - MeanModel.mean(remaining);
    return Math.sqrt(p * (2 * r - p)) / r * Math.exp(-p * r * gap * gap / (2 * r - p));
  }

  private static double found(Edit edit) {
    return Remainder.effective(FIT.posterior(), edit, RUN, new Tally(RUN, 1)).orElseThrow();
  }

  /** 1000 draws give it to .03 here, of which four are allowed: once in 16 000 seeds. */
  @Test
  void theEffectiveNumberIsThatOfTwoNormals() {
    for (int m : new int[] {1, 2, 3}) {
      Edit edit = largest(m);
      assertThat(found(edit)).isCloseTo(exact(edit), within(.12));
    }
    assertThat(exact(largest(3))).isBetween(.2, .8);
  }

  @Test
  void fewEffectiveDrawsAreADoubt() {
    Edit few = largest(1);
    assertThat(forget(few).reasons()).noneMatch(reason -> reason.contains("effective number"));
    Edit many = largest(20);
    assertThat(exact(many)).isLessThan(.01);
    assertThat(forget(many).reasons()).anyMatch(reason -> reason.contains("effective number"));
  }

  private static Verdict forget(Edit edit) {
    return Bif.draws(ROWS.after(edit), Solver.cholesky()).forget(FIT, edit, RUN).verdict();
  }

  @Test
  void aHandfulOfDrawsIsNotWeighed() {
    Draws few = MeanModel.draws(ROWS, 20).posterior();
    assertThat(Remainder.effective(few, largest(1), RUN, new Tally(RUN, 1)))
        .isEqualTo(Optional.empty());
  }
}
