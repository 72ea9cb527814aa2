package org.lethe.unlearning.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lethe.core.data.Edit;
import org.lethe.core.data.Table;
import org.lethe.core.distribution.Normal;
import org.lethe.core.distribution.Poisson;
import org.lethe.core.expr.Device;
import org.lethe.core.expr.Expr;
import org.lethe.core.model.Model;
import org.lethe.core.posterior.Cost;
import org.lethe.core.posterior.Draws;
import org.lethe.core.posterior.DrawsPosterior;
import org.lethe.core.posterior.Fit;
import org.lethe.core.posterior.Gaussian;
import org.lethe.core.posterior.GaussianPosterior;
import org.lethe.core.posterior.Verdict;
import org.lethe.core.random.RandomStream;
import org.lethe.inference.laplace.Laplace;
import org.lethe.inference.run.Run;
import org.lethe.unlearning.DivergedException;

/** Counts k ~ Poisson(exp(θ)), θ = a + b x; the rows to forget are those that counted nothing. */
class GradientAscentTest {

  private static final Run RUN = Run.seed(1).on(Device.cpu(1));
  private static final Table ROWS = rows(60);
  private static final Model MODEL =
      Model.define(
          "counts",
          ROWS.schema(),
          m -> {
            Expr theta = m.parameter("theta", Normal.of(0, 2), 2);
            m.observe("k", Poisson.logRate(m.columns("one", "x").matmul(theta)));
          });
  private static final Fit<GaussianPosterior> FIT = Laplace.of().fit(MODEL, ROWS, RUN);
  private static final Edit ERASED = Edit.forget(ROWS, zeros());
  private static final Table REMAINING = ROWS.after(ERASED);

  private static Table rows(int n) {
    double[] x = new double[n];
    RandomStream.of(5).at(1, 1).gaussians(x, 0, n);
    double[] u = new double[n];
    RandomStream.of(5).at(2, 1).uniforms(u, 0, n);
    double[] one = new double[n];
    double[] k = new double[n];
    for (int i = 0; i < n; i++) {
      one[i] = 1;
      k[i] = Math.floor(Math.exp(.5 + .5 * x[i]) * 2 * u[i]);
    }
    Map<String, double[]> columns = new LinkedHashMap<>();
    columns.put("one", one);
    columns.put("x", x);
    columns.put("k", k);
    return Table.of(columns);
  }

  private static List<String> zeros() {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < ROWS.size() && ids.size() < 5; i++) {
      if (ROWS.column("k")[i] == 0) {
        ids.add(ROWS.ids().get(i));
      }
    }
    return ids;
  }

  /** E_q[exp f − k f + ln k!] a row, f ~ N(x·m, xᵀSx). */
  private static double loss(GaussianPosterior q, Table rows) {
    double sum = 0;
    for (int row = 0; row < rows.size(); row++) {
      double[] x = {1, rows.column("x")[row]};
      double mean = q.mean()[0] + q.mean()[1] * x[1];
      double variance = 0;
      for (int i = 0; i < 2; i++) {
        for (int j = 0; j < 2; j++) {
          variance += x[i] * x[j] * q.covariance()[i][j];
        }
      }
      double k = rows.column("k")[row];
      sum += Math.exp(mean + variance / 2) - k * mean;
      for (int i = 2; i <= k; i++) {
        sum += Math.log(i);
      }
    }
    return sum / rows.size();
  }

  @Test
  void theClimbStopsAtItsTarget() {
    Table erased = ERASED.forgottenRows();
    double before = loss(FIT.posterior(), erased);
    Fit<GaussianPosterior> after = GradientAscent.of(before + .3).forget(FIT, ERASED, RUN);
    // the last step of a tenth of a standard deviation raises the loss by less than .1
    assertThat(loss(after.posterior(), erased)).isBetween(before + .3, before + .4);
    assertThat(after.posterior().sd()).containsExactly(FIT.posterior().sd(), within(1e-12));
    assertThat(after.cost().rowGradients() % erased.size()).isZero();
    assertThat(after.cost().rowGradients()).isLessThan(500L * erased.size());
    assertThat(after.verdict().reasons()).noneMatch(reason -> reason.contains("below its target"));
    assertThat(after.provenance().dataDigest()).isEqualTo(REMAINING.digest());
  }

  /** exp f grows with every step on it: without a clip the steps do too. */
  @Test
  void withoutAClipTheModelIsDestroyed() {
    double before = loss(FIT.posterior(), REMAINING);
    double target = loss(FIT.posterior(), ERASED.forgottenRows()) + 2;
    GradientAscent ascent = GradientAscent.of(target).rate(50);
    double clipped = loss(ascent.clip(.02).forget(FIT, ERASED, RUN).posterior(), REMAINING);
    double unclipped = loss(ascent.unclipped().forget(FIT, ERASED, RUN).posterior(), REMAINING);
    assertThat(clipped - before).isLessThan(5);
    assertThat(unclipped - before).isGreaterThan(20);
    assertThatThrownBy(() -> GradientAscent.of(1e300).rate(50).unclipped().forget(FIT, ERASED, RUN))
        .isInstanceOf(DivergedException.class);
  }

  @Test
  void aTargetOutOfReachAndATargetReachedAlreadyAreToldApart() {
    Fit<GaussianPosterior> far = GradientAscent.of(50).steps(3).forget(FIT, ERASED, RUN);
    assertThat(far.verdict().reasons()).anyMatch(reason -> reason.contains("below its target"));
    Fit<GaussianPosterior> none = GradientAscent.of(-5).forget(FIT, ERASED, RUN);
    assertThat(none.posterior().mean()).containsExactly(FIT.posterior().mean(), within(1e-12));
  }

  /** exp f − k f + ln k! a row, averaged over draws. */
  private static double loss(DrawsPosterior q, Table rows) {
    double sum = 0;
    for (int s = 0; s < q.size(); s++) {
      Gaussian point = Gaussian.meanField(MODEL, q.draw(0, s), new double[] {1e-12, 1e-12});
      sum += loss(point, rows) / q.size();
    }
    return sum;
  }

  /** All draws move alike, and only as far as the target. */
  @Test
  void drawsClimbTogether() {
    Table erased = ERASED.forgottenRows();
    double[][] draws = FIT.posterior().draw(200, RandomStream.of(2));
    Fit<Draws> fit =
        Fit.of(
            Draws.of(MODEL, new double[][][] {draws}),
            FIT.provenance(),
            Verdict.trusted(),
            Cost.none());
    double before = loss(fit.posterior(), erased);
    Fit<Draws> after = GradientAscent.of(before + .3).forget(fit, ERASED, RUN);
    assertThat(loss(after.posterior(), erased)).isBetween(before + .3, before + .4);
    double[] moved = after.posterior().draw(0, 0);
    for (int s = 1; s < 200; s++) {
      for (int i = 0; i < 2; i++) {
        assertThat(after.posterior().draw(0, s)[i] - draws[s][i])
            .isCloseTo(moved[i] - draws[0][i], within(1e-12));
      }
    }
    assertThat(after.cost().rowGradients() % (2L * 200 * erased.size())).isZero();
  }

  /** A gradient of each erased row before each step, and one that sees the target reached. */
  @Test
  void theLastStepAllowedMayReachTheTarget() {
    Table erased = ERASED.forgottenRows();
    GradientAscent ascent = GradientAscent.of(loss(FIT.posterior(), erased) + .3);
    long seen = ascent.forget(FIT, ERASED, RUN).cost().rowGradients() / erased.size();
    int needed = (int) seen - 1;
    assertThat(ascent.steps(needed).forget(FIT, ERASED, RUN).verdict().reasons())
        .noneMatch(reason -> reason.contains("below its target"));
    assertThat(ascent.steps(needed - 1).forget(FIT, ERASED, RUN).verdict().reasons())
        .anyMatch(reason -> reason.contains("below its target"));
  }

  @Test
  void rowsToLearnAndImpossibleOptionsAreRefused() {
    Edit learn = Edit.learn(ERASED.forgottenRows());
    assertThatThrownBy(() -> GradientAscent.of(1).forget(FIT, ERASED.and(learn), RUN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("GradientAscent: an edit must only forget, got 5 rows to learn");
    assertThatThrownBy(() -> GradientAscent.of(Double.NaN)).hasMessageContaining("loss target");
    assertThatThrownBy(() -> GradientAscent.of(1).clip(0)).hasMessageContaining("clip");
  }
}
