package org.lethe.unlearning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.apache.commons.math3.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;
import org.lethe.core.expr.Device;
import org.lethe.core.posterior.Verdict;
import org.lethe.inference.run.Run;

class DoubtTest {

  /** ℓ = −aθ: weights e^(aθ), whose effective sample size tends to 1000·e^(−a²). */
  private static Doubt tilted(double a, double shift, double sd) {
    return tilted(a, shift, sd, Run.seed(11));
  }

  private static Doubt tilted(double a, double shift, double sd, Run run) {
    RowOnLine line = RowOnLine.of((theta, x) -> theta.times(x).negate(), a);
    return Doubt.of(line.posterior(), line.normal(shift, sd), line.forget(), new Gate.None(), run);
  }

  private static Doubt measured(double a) {
    RowOnLine line = RowOnLine.of((theta, x) -> theta.times(x).negate(), a);
    return Doubt.measured(
        line.posterior(), line.posterior(), line.forget(), new Gate.None(), Run.seed(11));
  }

  /** False alarms below 1e-5 (4.5 errors); at a = ½ the bias, −S·O(1/S), is below one unit. */
  @Test
  void theEffectiveSampleSizeIsThatOfTheTiltedLaw() {
    Doubt doubt = measured(.5);
    assertThat(doubt.ess()).isCloseTo(1000 * Math.exp(-.25), within(4.5 * doubt.essError() + 1.5));
    assertThat(doubt.essError()).isBetween(.1, 5.);
    assertThat(doubt.verdict()).isEqualTo(Verdict.trusted());
  }

  /** At a = 1.68 a batch of 1000 has an effective size of 100.7 on average. */
  @Test
  void clearCasesTakeFewBatchesAndTheBorderTakesAll() {
    assertThat(tilted(.5, 0, 1).batches()).isEqualTo(4);
    assertThat(tilted(.5, 0, 1).rowValues(RowOnLine.of((theta, x) -> theta.times(x), 1).forget()))
        .isEqualTo(4000);
    assertThat(tilted(1.68, 0, 1).batches()).isEqualTo(400);
    for (double a = .2; a < 3; a += .2) {
      Doubt early = tilted(a, 0, 1);
      assertThat(early.batches()).isLessThan(400);
      assertThat(early.verdict().level()).isEqualTo(measured(a).verdict().level());
    }
  }

  @Test
  void theNumberOfBatchesDoesNotDependOnThreads() {
    Run one = Run.seed(3).on(Device.cpu(1));
    Run four = Run.seed(3).on(Device.cpu(4));
    assertThat(tilted(1.4, 0, 1, four)).isEqualTo(tilted(1.4, 0, 1, one));
  }

  /** e^(−4) leaves 18 of 1000; the tilted law N(2, 1) itself is still inside. */
  @Test
  void fewEffectiveDrawsAreDoubtful() {
    Doubt doubt = tilted(2, 2, 1);
    assertThat(doubt.ess()).isBetween(10., 60.);
    assertThat(doubt.verdict().level()).isEqualTo(Verdict.Level.DOUBTFUL);
    assertThat(doubt.verdict().reasons()).singleElement().asString().startsWith("ESS ");
  }

  /** In one dimension the 99.9 % ellipsoid is |θ| &lt; 3.2905; binomial error at 4.5 sd. */
  @Test
  void aPosteriorBeyondTheEllipsoidIsDoubtful() {
    Doubt doubt = tilted(.1, 3, .9);
    NormalDistribution law = new NormalDistribution(3, .9);
    double expected =
        1 - law.cumulativeProbability(3.290527) + law.cumulativeProbability(-3.290527);
    double error = Math.sqrt(expected * (1 - expected) / 10_000);
    assertThat(doubt.outside()).isCloseTo(expected, within(4.5 * error));
    assertThat(doubt.verdict().level()).isEqualTo(Verdict.Level.DOUBTFUL);
    assertThat(doubt.verdict().reasons())
        .singleElement()
        .asString()
        .contains("outside the 99.9 % ellipsoid");
  }

  /** The ESS counts as below 100 only by twice its error, so that seeds do not flip the verdict. */
  @Test
  void theEdgeOfTheRuleAllowsForMonteCarloError() {
    assertThat(new Doubt(95, 3, 0, 400).verdict().isTrusted()).isTrue();
    assertThat(new Doubt(93, 3, 0, 400).verdict().isTrusted()).isFalse();
    assertThat(new Doubt(500, 3, .33, 400).verdict().isTrusted()).isTrue();
    assertThat(new Doubt(500, 3, .34, 400).verdict().isTrusted()).isFalse();
  }

  /** A gate that is hardly ever open leaves equal weights. */
  @Test
  void aClosedGateLeavesEveryDraw() {
    RowOnLine line = RowOnLine.of((theta, x) -> theta.times(x).negate(), 2);
    Doubt doubt =
        Doubt.of(
            line.posterior(),
            line.posterior(),
            line.forget(),
            new Gate.Threshold(1, false),
            Run.seed(11));
    assertThat(doubt.ess()).isCloseTo(1000, within(1e-6));
  }
}
