package org.lethe.unlearning.eubo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lethe.core.data.Edit;
import org.lethe.core.data.Table;
import org.lethe.core.expr.Device;
import org.lethe.core.posterior.Fit;
import org.lethe.core.posterior.Gaussian;
import org.lethe.core.posterior.GaussianPosterior;
import org.lethe.core.posterior.Structure;
import org.lethe.core.random.RandomStream;
import org.lethe.inference.energy.Batch;
import org.lethe.inference.energy.VariationalEnergy;
import org.lethe.inference.run.CancelledException;
import org.lethe.inference.run.Listener;
import org.lethe.inference.run.Progress;
import org.lethe.inference.run.Run;
import org.lethe.unlearning.Doubt;
import org.lethe.unlearning.EffectiveSize;
import org.lethe.unlearning.Gate;
import org.lethe.unlearning.LinearGaussian;
import org.lethe.unlearning.UnboundedObjectiveException;

/** Where everything is known in closed form; erased are rows 0 and 3. */
class EuboLinearGaussianTest {

  private static final Table ROWS = LinearGaussian.ROWS;
  private static final Edit ERASED = Edit.forget(ROWS, List.of("row-0", "row-3"));
  private static final Table REMAINING = ROWS.after(ERASED);
  private static final Eubo PLAIN = Eubo.of(new Gate.None());
  private static final Run RUN = Run.seed(3);

  /** Mean, and covariance over the product of sds, within {@code tolerance} sds of the expected. */
  private static void close(
      GaussianPosterior q, double[] mean, double[][] covariance, double tolerance) {
    for (int i = 0; i < 2; i++) {
      double sd = Math.sqrt(covariance[i][i]);
      assertThat(q.mean()[i]).isCloseTo(mean[i], within(tolerance * sd));
      for (int j = 0; j < 2; j++) {
        double scale = sd * Math.sqrt(covariance[j][j]);
        assertThat(q.covariance()[i][j]).isCloseTo(covariance[i][j], within(tolerance * scale));
      }
    }
  }

  private static double bound(Fit<Gaussian> original, GaussianPosterior q, Edit edit) {
    try (VariationalEnergy<?> energy = EuboFit.objective(PLAIN, original).on(Device.cpu(1))) {
      return energy.value(energy.lambda(q), 1, Batch.of(edit), RandomStream.of(0));
    }
  }

  @Test
  void theOriginalIsThePublishedOne() {
    assertThat(LinearGaussian.precision(ROWS)).isDeepEqualTo(new double[][] {{9, 5}, {5, 8.5}});
    assertThat(LinearGaussian.mean(ROWS))
        .containsExactly(new double[] {.15534, .820388}, within(1e-5));
  }

  @Test
  void fullRankForgettingIsExact() {
    Fit<Gaussian> original = LinearGaussian.exact(ROWS);
    Fit<Gaussian> forgotten = PLAIN.forget(original, ERASED, RUN);
    double[][] covariance = LinearGaussian.inverse(new double[][] {{7, 2}, {2, 3.5}});
    close(forgotten.posterior(), new double[] {.158537, .695122}, covariance, 1e-3);
    assertThat(bound(original, forgotten.posterior(), ERASED)).isCloseTo(-2.346230, within(1e-5));
    assertThat(forgotten.verdict().isTrusted()).as(forgotten.verdict().toString()).isTrue();
  }

  /**
   * Two rows at every draw that the verdict took, beside at most 1000 steps without draws. Their
   * Hessians times two directions at the mean, and again at the 64 draws of its reach.
   */
  @Test
  void theCostCountsTheVerdictToo() {
    Fit<Gaussian> original = LinearGaussian.exact(ROWS);
    Fit<Gaussian> forgotten = PLAIN.forget(original, ERASED, RUN);
    Doubt doubt =
        Doubt.of(original.posterior(), forgotten.posterior(), ERASED, new Gate.None(), RUN);
    long verdict = 2L * EffectiveSize.DRAWS * doubt.batches();
    assertThat(forgotten.cost().rowGradients()).isBetween(verdict + 2, verdict + 2 * 1000);
    assertThat(forgotten.cost().rowHessianProducts()).isEqualTo(2 * 2 + 2 * 2 * 64);
  }

  /**
   * diag(s²) + bbᵀ holds every covariance of two parameters: here s² is half the least eigenvalue.
   */
  @Test
  void lowRankForgettingThatCanHoldThePosteriorIsExact() {
    GaussianPosterior dense = LinearGaussian.exact(ROWS).posterior();
    double[][] c = dense.covariance();
    double gap = Math.hypot(c[0][0] - c[1][1], 2 * c[0][1]);
    double s = (c[0][0] + c[1][1] - gap) / 4;
    double first = Math.sqrt(c[0][0] - s);
    // the second own variance follows from bbᵀ having determinant 0
    double second = c[0][1] / first;
    double own = c[1][1] - second * second;
    Gaussian low =
        Gaussian.lowRank(
            LinearGaussian.MODEL,
            dense.mean(),
            new double[] {Math.sqrt(s), Math.sqrt(own)},
            new double[][] {{first}, {second}});
    assertThat(low.kl(dense)).isCloseTo(0, within(1e-14));
    Fit<Gaussian> original = LinearGaussian.fit(low, ROWS);
    Fit<Gaussian> forgotten = PLAIN.steps(6000).forget(original, ERASED, RUN);
    double[][] covariance = LinearGaussian.inverse(new double[][] {{7, 2}, {2, 3.5}});
    close(forgotten.posterior(), new double[] {.158537, .695122}, covariance, 3e-3);
    assertThat(bound(original, forgotten.posterior(), ERASED)).isCloseTo(-2.346230, within(1e-5));
    assertThat(forgotten.posterior().structure()).isEqualTo(Structure.LOW_RANK);
    assertThat(forgotten.verdict().isTrusted()).as(forgotten.verdict().toString()).isTrue();
  }

  @Test
  void meanFieldForgettingFollowsItsOwnFormula() {
    Fit<Gaussian> original = LinearGaussian.meanField(ROWS);
    Fit<Gaussian> forgotten = PLAIN.forget(original, ERASED, RUN);
    // s⁻² − diag XᵀX = (9, 8.5) − (2, 5)
    double[][] covariance = {{1 / 7., 0}, {0, 1 / 3.5}};
    close(forgotten.posterior(), new double[] {.0202, .581115}, covariance, 1e-3);
    assertThat(bound(original, forgotten.posterior(), ERASED)).isCloseTo(-2.495369, within(1e-5));
  }

  @Test
  void learningRowsIsTheExactUpdate() {
    Fit<Gaussian> before = LinearGaussian.exact(REMAINING);
    Edit back = Edit.learn(ERASED.forgottenRows());
    Fit<Gaussian> learned = PLAIN.forget(before, back, RUN);
    close(
        learned.posterior(),
        LinearGaussian.mean(ROWS),
        LinearGaussian.inverse(LinearGaussian.precision(ROWS)),
        1e-3);
    assertThat(learned.provenance().dataDigest()).isEqualTo(ROWS.digest());
  }

  @Test
  void learningThenForgettingReturns() {
    Table news =
        LinearGaussian.table(new double[] {.5, -1}, new double[] {1, 1}, new double[] {3, 0});
    Table renamed = rename(news);
    Fit<Gaussian> original = LinearGaussian.exact(ROWS);
    Fit<Gaussian> learned = PLAIN.forget(original, Edit.learn(renamed), RUN);
    Table both = ROWS.after(Edit.learn(renamed));
    Fit<Gaussian> back = PLAIN.forget(learned, Edit.forget(both, renamed.ids()), RUN);
    close(back.posterior(), original.posterior().mean(), original.posterior().covariance(), 1e-3);
    assertThat(back.provenance().dataDigest()).isEqualTo(original.provenance().dataDigest());
  }

  @Test
  void oneEditForgetsAndLearns() {
    Table news =
        rename(LinearGaussian.table(new double[] {-1}, new double[] {.5}, new double[] {2}));
    Edit both = ERASED.and(Edit.learn(news));
    Table after = ROWS.after(both);
    Fit<Gaussian> edited = PLAIN.forget(LinearGaussian.exact(ROWS), both, RUN);
    close(
        edited.posterior(),
        LinearGaussian.mean(after),
        LinearGaussian.inverse(LinearGaussian.precision(after)),
        1e-3);
  }

  /** The mean moves by 16 sds of the remaining posterior: the start is a Newton step away. */
  @Test
  void anOutlierIsForgottenExactly() {
    double[] ones = {1, 1, 1, 1, 1};
    Table rows =
        LinearGaussian.table(ones, new double[] {-1, 0, 1, 2, 1}, new double[] {1, 0, 2, 1, 90});
    Edit outlier = Edit.forget(rows, List.of("row-4"));
    Table rest = rows.after(outlier);
    double[] mean = LinearGaussian.mean(rest);
    double[][] covariance = LinearGaussian.inverse(LinearGaussian.precision(rest));
    Fit<Gaussian> forgotten = PLAIN.forget(LinearGaussian.exact(rows), outlier, RUN);
    close(forgotten.posterior(), mean, covariance, 1e-9);
    assertThat(forgotten.verdict().isTrusted()).isFalse();
  }

  /** 100 draws a step instead of quadrature: a tail of 500 steps leaves an error near 0.005 sd. */
  @Test
  void drawsReachTheSameOptimum() {
    Fit<Gaussian> forgotten = PLAIN.draws(100).forget(LinearGaussian.exact(ROWS), ERASED, RUN);
    double[][] covariance = LinearGaussian.inverse(new double[][] {{7, 2}, {2, 3.5}});
    close(forgotten.posterior(), new double[] {.158537, .695122}, covariance, .02);
  }

  /** diag(s⁻²) − XᵀX = [[2, −3], [−3, 2]]: a positive diagonal, and an eigenvalue of −1. */
  @Test
  void catastrophicUnlearningIsRefusedByName() {
    double[] ones = {1, 1, 1, 1};
    Table rows = LinearGaussian.table(ones, ones, new double[] {1, 2, 0, 1});
    Edit three = Edit.forget(rows, List.of("row-0", "row-1", "row-2"));
    assertThatThrownBy(() -> PLAIN.forget(LinearGaussian.meanField(rows), three, RUN))
        .isInstanceOfSatisfying(
            UnboundedObjectiveException.class,
            e -> assertThat(e.eigenvalue()).isCloseTo(-1, within(1e-9)))
        .hasMessageContaining("smallest eigenvalue is -1.0");
    Fit<Gaussian> exact = PLAIN.forget(LinearGaussian.exact(rows), three, RUN);
    close(
        exact.posterior(),
        LinearGaussian.mean(rows.after(three)),
        LinearGaussian.inverse(LinearGaussian.precision(rows.after(three))),
        1e-3);
  }

  @Test
  void aGateBoundsWhatIsUnbounded() {
    double[] ones = {1, 1, 1, 1};
    Table rows = LinearGaussian.table(ones, ones, new double[] {1, 2, 0, 1});
    Edit three = Edit.forget(rows, List.of("row-0", "row-1", "row-2"));
    Fit<Gaussian> gated =
        Eubo.of(new Gate.Mass(.9, true)).forget(LinearGaussian.meanField(rows), three, RUN);
    assertThat(gated.posterior().sd()[0]).isBetween(.3, 2.);
  }

  @Test
  void aHardGateOfOneForgetsNothing() {
    Fit<Gaussian> original = LinearGaussian.exact(ROWS);
    Fit<Gaussian> same = Eubo.of(new Gate.Threshold(1, false)).forget(original, ERASED, RUN);
    assertThat(same.posterior().kl(original.posterior())).isLessThan(1e-20);
  }

  @Test
  void aThresholdOfZeroIsPlain() {
    Fit<Gaussian> original = LinearGaussian.exact(ROWS);
    Fit<Gaussian> zero = Eubo.of(new Gate.Threshold(0, true)).forget(original, ERASED, RUN);
    Fit<Gaussian> plain = PLAIN.forget(original, ERASED, RUN);
    assertThat(zero.posterior().lambda()).isEqualTo(plain.posterior().lambda());
  }

  @Test
  void theNumberOfThreadsChangesNoBit() {
    Eubo gated = Eubo.of(new Gate.Mass(.9, true)).steps(50);
    Fit<Gaussian> original = LinearGaussian.exact(ROWS);
    Fit<Gaussian> one = gated.forget(original, ERASED, RUN.on(Device.cpu(1)));
    Fit<Gaussian> two = gated.forget(original, ERASED, RUN.on(Device.cpu(2)));
    assertThat(one.posterior().lambda()).isEqualTo(two.posterior().lambda());
    assertThat(one.id()).isEqualTo(two.id());
  }

  /** Cancelled after step 30 of 60, resumed from the checkpoint: the bits of one run. */
  @Test
  void aDescentResumesFromItsCheckpoint(@TempDir Path dir) {
    Eubo gated = Eubo.of(new Gate.Mass(.9, true)).steps(60);
    Fit<Gaussian> original = LinearGaussian.exact(ROWS);
    Run saving = RUN.checkpoint(dir.resolve("state"), 10);
    AtomicInteger asked = new AtomicInteger();
    Listener impatient =
        new Listener() {
          @Override
          public void on(Progress progress) {}

          @Override
          public boolean cancelled() {
            return asked.incrementAndGet() > 30;
          }
        };
    assertThatThrownBy(() -> gated.forget(original, ERASED, saving.listen(impatient)))
        .isInstanceOf(CancelledException.class);
    assertThat(gated.forget(original, ERASED, saving).posterior().lambda())
        .isEqualTo(gated.forget(original, ERASED, RUN).posterior().lambda());
  }

  private static Table rename(Table rows) {
    List<String> ids = rows.ids().stream().map(id -> "new-" + id).toList();
    return Table.of(
        rows.schema(),
        ids,
        Map.of("x1", rows.column("x1"), "x2", rows.column("x2"), "y", rows.column("y")));
  }
}
