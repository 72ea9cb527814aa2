package org.lethe.unlearning.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.math3.stat.descriptive.moment.StandardDeviation;
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
import org.lethe.core.posterior.Fit;
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

  /** E[exp f − k f + ln k!] a row, f ~ N(x·m, xᵀSx), and its gradient in m. */
  private static double loss(double[] m, double[][] s, Table rows, double[] gradient) {
    double sum = 0;
    Arrays.fill(gradient, 0);
    for (int row = 0; row < rows.size(); row++) {
      double[] x = {1, rows.column("x")[row]};
      double mean = m[0] + m[1] * x[1];
      double variance = 0;
      for (int i = 0; i < 2; i++) {
        for (int j = 0; j < 2; j++) {
          variance += x[i] * x[j] * s[i][j];
        }
      }
      double k = rows.column("k")[row];
      double rate = Math.exp(mean + variance / 2);
      sum += rate - k * mean;
      for (int i = 2; i <= k; i++) {
        sum += Math.log(i);
      }
      for (int i = 0; i < 2; i++) {
        gradient[i] += (rate - k) * x[i] / rows.size();
      }
    }
    return sum / rows.size();
  }

  private static double loss(GaussianPosterior q, Table rows) {
    return loss(q.mean(), q.covariance(), rows, new double[2]);
  }

  /** A loss of a shift and its gradient. */
  private interface Slope {
    double at(double[] shift, double[] gradient);
  }

  /** Where the climb ends, written plainly: a shift in standard deviations. */
  private static double[] climbed(Slope slope, double target, double rate, double clip) {
    double[] u = new double[2];
    double[] g = new double[2];
    while (slope.at(u, g) < target) {
      double times = rate * Math.min(1, clip / Math.hypot(g[0], g[1]));
      u[0] += times * g[0];
      u[1] += times * g[1];
    }
    return u;
  }

  /** Of the loss of the rows to forget, in coordinates in which q is N(0, I): m = m₀ + Au. */
  private static double[] climbed(double target, double rate, double clip) {
    double[][] a = FIT.posterior().factor();
    double[][] s = FIT.posterior().covariance();
    Table erased = ERASED.forgottenRows();
    double[] inside = new double[2];
    Slope slope =
        (u, g) -> {
          double loss = loss(moved(a, u), s, erased, inside);
          g[0] = a[0][0] * inside[0] + a[1][0] * inside[1];
          g[1] = a[1][1] * inside[1];
          return loss;
        };
    return moved(a, climbed(slope, target, rate, clip));
  }

  private static double[] moved(double[][] a, double[] u) {
    double[] m = FIT.posterior().mean();
    return new double[] {m[0] + a[0][0] * u[0], m[1] + a[1][0] * u[0] + a[1][1] * u[1]};
  }

  /** The expectation is exact for exp f but for the error of quadrature. */
  @Test
  void theClimbStopsAtItsTarget() {
    Table erased = ERASED.forgottenRows();
    double target = loss(FIT.posterior(), erased) + .3;
    Fit<GaussianPosterior> after = GradientAscent.of(target).forget(FIT, ERASED, RUN);
    assertThat(after.posterior().mean()).containsExactly(climbed(target, .1, 1), within(1e-8));
    assertThat(loss(after.posterior(), erased)).isGreaterThan(target);
    assertThat(after.posterior().sd()).containsExactly(FIT.posterior().sd(), within(1e-12));
    assertThat(after.cost().rowGradients() % erased.size()).isZero();
    assertThat(after.cost().rowGradients()).isLessThan(500L * erased.size());
    assertThat(after.verdict().reasons()).noneMatch(reason -> reason.contains("below its target"));
    assertThat(after.provenance().dataDigest()).isEqualTo(REMAINING.digest());
  }

  /** exp f grows with every step on it: without a clip the steps do too. */
  @Test
  void withoutAClipTheModelIsDestroyed() {
    double target = loss(FIT.posterior(), ERASED.forgottenRows()) + 2;
    GradientAscent ascent = GradientAscent.of(target).rate(50);
    GaussianPosterior clipped = ascent.clip(.02).forget(FIT, ERASED, RUN).posterior();
    GaussianPosterior unclipped = ascent.unclipped().forget(FIT, ERASED, RUN).posterior();
    assertThat(clipped.mean()).containsExactly(climbed(target, 50, .02), within(1e-8));
    assertThat(unclipped.mean())
        .containsExactly(climbed(target, 50, Double.POSITIVE_INFINITY), within(1e-6));
    double before = loss(FIT.posterior(), REMAINING);
    double harm = loss(clipped, REMAINING) - before;
    assertThat(harm).isPositive();
    assertThat(loss(unclipped, REMAINING) - before).isGreaterThan(harm);
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

  /** All draws move alike, in units of their deviations, and only as far as the target. */
  @Test
  void drawsClimbTogether() {
    Table erased = ERASED.forgottenRows();
    double[][] draws = FIT.posterior().draw(200, RandomStream.of(2));
    double[] sd = new double[2];
    for (int i = 0; i < 2; i++) {
      int at = i;
      sd[i] =
          new StandardDeviation().evaluate(Arrays.stream(draws).mapToDouble(t -> t[at]).toArray());
    }
    double[] each = new double[2];
    Slope slope =
        (u, g) -> {
          double loss = 0;
          Arrays.fill(g, 0);
          for (double[] theta : draws) {
            double[] there = {theta[0] + sd[0] * u[0], theta[1] + sd[1] * u[1]};
            loss += loss(there, new double[2][2], erased, each) / draws.length;
            g[0] += sd[0] * each[0] / draws.length;
            g[1] += sd[1] * each[1] / draws.length;
          }
          return loss;
        };
    double target = slope.at(new double[2], new double[2]) + .3;
    double[] shift = climbed(slope, target, .1, 1);
    Fit<Draws> fit =
        Fit.of(
            Draws.of(MODEL, new double[][][] {draws}),
            FIT.provenance(),
            Verdict.trusted(),
            Cost.none());
    Fit<Draws> after = GradientAscent.of(target).forget(fit, ERASED, RUN);
    for (int s = 0; s < 200; s++) {
      for (int i = 0; i < 2; i++) {
        assertThat(after.posterior().draw(0, s)[i] - draws[s][i])
            .isCloseTo(sd[i] * shift[i], within(1e-10));
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
