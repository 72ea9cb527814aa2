package org.lethe.unlearning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lethe.core.data.Table;
import org.lethe.core.distribution.Normal;
import org.lethe.core.model.Model;
import org.lethe.core.posterior.Cost;
import org.lethe.core.posterior.Fit;
import org.lethe.core.posterior.Gaussian;
import org.lethe.core.posterior.GaussianPosterior;
import org.lethe.core.posterior.Provenance;
import org.lethe.core.posterior.Recipe;
import org.lethe.core.posterior.Verdict;

/** y ~ N(θ, 1) under θ ~ N(m, s²), where log p(y) = log N(y; m, 1 + s²). */
class HeldOutTest {
  private static final double[] Y = {0.5, -1.2, 2.0, 0.3};
  private static final Table ROWS = Table.of(Map.of("y", Y));
  private static final Model MODEL =
      Model.define(
          "mean",
          ROWS.schema(),
          m -> m.observe("y", Normal.of(m.parameter("t", Normal.of(0, 9)), 1)));
  private static final HeldOut HELD = HeldOut.of(posterior(0.4), ROWS);

  private static GaussianPosterior posterior(double mean) {
    return Gaussian.fullRank(MODEL, new double[] {mean}, new double[][] {{0.5}});
  }

  private static double logScore(double mean) {
    double sum = 0;
    for (double y : Y) {
      sum -= 0.5 * Math.log(2 * Math.PI * 1.25) + (y - mean) * (y - mean) / 2.5;
    }
    return sum / Y.length;
  }

  @Test
  void theOriginalsLogScoreAndItsErrorAreThoseOfTheFormula() {
    assertThat(HELD.logScore()).isCloseTo(logScore(0.4), within(1e-9));
    // the squares are .01, 2.56, 2.56, .01: sd 2.55·√(1/3), over 2.5 and √4
    assertThat(HELD.standardError()).isCloseTo(2.55 / Math.sqrt(3) / 5, within(1e-9));
  }

  /** The mean of y is 0.4, so that a posterior at 0.4 + a loses a²/2.5 nats a row. */
  @Test
  void aPosteriorKeepsTheRowsDownToOneStandardError() {
    double edge = Math.sqrt(2.5 * HELD.standardError());
    assertThat(HELD.keeps(posterior(0.4 + 0.99 * edge))).isTrue();
    assertThat(HELD.keeps(posterior(0.4 - 1.01 * edge))).isFalse();
  }

  @Test
  void theSmallestLambdaIsChosenThatIsTrustedAndKeepsTheRows() {
    HeldOut.Candidate<GaussianPosterior> large = candidate(0.1, 0.4, Verdict.trusted());
    HeldOut.Candidate<GaussianPosterior> good = candidate(1e-3, 0.5, Verdict.trusted());
    HeldOut.Candidate<GaussianPosterior> harmful = candidate(1e-5, 3, Verdict.trusted());
    HeldOut.Candidate<GaussianPosterior> doubtful = candidate(1e-9, 0.4, Verdict.doubtful("far"));
    assertThat(HELD.choose(List.of(large, doubtful, good, harmful))).contains(good);
    assertThat(HELD.choose(List.of(doubtful, harmful))).isEmpty();
  }

  private static HeldOut.Candidate<GaussianPosterior> candidate(
      double lambda, double mean, Verdict verdict) {
    Provenance provenance =
        Provenance.trained(
            new Recipe("given", Map.of()), MODEL.digest(), ROWS.digest(), 1, List.of());
    return new HeldOut.Candidate<>(
        lambda, Fit.of(posterior(mean), provenance, verdict, new Cost(0, 0, 0)));
  }

  @Test
  void oneRowHasNoStandardError() {
    Table one = ROWS.select(List.of("row-0"));
    assertThatThrownBy(() -> HeldOut.of(posterior(0), one))
        .hasMessage("HeldOut: rows must be at least 2, got 1");
  }
}
