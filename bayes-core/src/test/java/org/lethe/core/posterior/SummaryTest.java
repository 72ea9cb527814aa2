package org.lethe.core.posterior;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.apache.commons.math3.distribution.LogNormalDistribution;
import org.junit.jupiter.api.Test;
import org.lethe.core.distribution.HalfNormal;
import org.lethe.core.distribution.Normal;
import org.lethe.core.expr.Expr;
import org.lethe.core.model.Model;
import org.lethe.core.random.RandomStream;

class SummaryTest {
  private final Model model =
      Model.define(
          "line",
          Example.SCHEMA,
          m -> {
            Expr slope = m.parameter("slope", Normal.of(0, 10), 2);
            Expr sigma = m.parameter("sigma", HalfNormal.of(1));
            m.deterministic("signal", slope.at(1).plus(sigma.log()));
            m.observe("y", Normal.of(m.columns("x1", "x2").matmul(slope), sigma));
          });
  private final Gaussian q =
      Gaussian.fullRank(
          model,
          new double[] {1, 2, -0.5},
          new double[][] {{0.1, 0, 0}, {0.3, 0.4, 0}, {0, 0.1, 0.2}});

  @Test
  void aParameterOnTheRealLineIsNormal() {
    assertThat(q.summary().quantity("slope[1]"))
        .isEqualTo(Quantity.normal("slope[1]", 2, Math.sqrt(0.09 + 0.16)));
    assertThat(q.summary().quantity("slope[1]").q5())
        .isCloseTo(2 - 1.6448536269514722 * 0.5, within(1e-15));
  }

  @Test
  void aPositiveParameterIsLogNormal() {
    Quantity sigma = q.summary().quantity("sigma");
    LogNormalDistribution law = new LogNormalDistribution(-0.5, Math.sqrt(0.05));
    // closed forms, equal up to the rounding of both and the 1e-9 of the reference quantile
    assertThat(sigma.mean()).isCloseTo(law.getNumericalMean(), within(1e-14));
    assertThat(sigma.sd()).isCloseTo(Math.sqrt(law.getNumericalVariance()), within(1e-14));
    assertThat(sigma.q5()).isCloseTo(law.inverseCumulativeProbability(0.05), within(1e-8));
    assertThat(sigma.median()).isCloseTo(Math.exp(-0.5), within(1e-15));
    assertThat(sigma.q95()).isCloseTo(law.inverseCumulativeProbability(0.95), within(1e-8));
  }

  @Test
  void aDeterministicQuantityIsDrawn() {
    Quantity signal = q.summary().quantity("signal");
    // slope[1] + u ~ N(1.5, 0.3² + 0.5² + 0.2²); 4000 draws, 4.5 standard errors: false alarm 3e-5
    double sd = Math.sqrt(0.09 + 0.25 + 0.04);
    assertThat(signal.mean()).isCloseTo(1.5, within(4.5 * sd / Math.sqrt(4000)));
    assertThat(signal.sd()).isCloseTo(sd, within(4.5 * sd / Math.sqrt(8000)));
    // standard error of a 5 % quantile: √(.05 · .95/n)/φ(1.645) = 0.0334 sd
    assertThat(signal.q5()).isCloseTo(1.5 - 1.645 * sd, within(4.5 * 0.0334 * sd));
    assertThat(signal.q95()).isCloseTo(1.5 + 1.645 * sd, within(4.5 * 0.0334 * sd));
    assertThat(q.summary()).isEqualTo(q.summary());
  }

  @Test
  void quantilesOfDrawsInterpolateBetweenOrderStatistics() {
    // numpy.quantile([1, 2, 4, 8], [.05, .5, .95]) = 1.15, 3, 7.4
    Quantity four = Quantity.ofDraws("x", new double[] {8, 1, 4, 2});
    assertThat(four.q5()).isCloseTo(1.15, within(1e-14));
    assertThat(four.median()).isCloseTo(3, within(1e-14));
    assertThat(four.q95()).isCloseTo(7.4, within(1e-14));
    assertThat(four.mean()).isCloseTo(3.75, within(1e-14));
    assertThat(four.sd()).isCloseTo(3.095695936834452, within(1e-14));
  }

  @Test
  void elementsAreNamedByTheirIndices() {
    assertThat(Quantities.names("a", List.of())).containsExactly("a");
    assertThat(Quantities.names("b", List.of(2))).containsExactly("b[0]", "b[1]");
    assertThat(Quantities.names("c", List.of(2, 2)))
        .containsExactly("c[0,0]", "c[0,1]", "c[1,0]", "c[1,1]");
    assertThat(q.summary().quantities())
        .extracting(Quantity::name)
        .containsExactly("slope[0]", "slope[1]", "sigma", "signal");
  }

  @Test
  void theTableIsAligned() {
    Summary summary =
        new Summary(
            List.of(
                Quantity.normal("intercept", 8.912, 1.695), Quantity.normal("b", -1e-5, 12345)));
    assertThat(summary)
        .hasToString(
            """
                             mean          sd          5%      median         95%
            intercept      8.9120      1.6950      6.1240      8.9120      11.700
            b          -1.000e-05       12345      -20306  -1.000e-05       20306
            """);
  }

  @Test
  void anUnknownQuantityIsRefusedWithTheNamesThereAre() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> q.summary().quantity("tau"))
        .withMessage(
            "Summary: quantity must be one of [slope[0], slope[1], sigma, signal], got tau");
  }

  @Test
  void drawsOfAnyPosteriorAreSummarised() {
    Summary drawn = Summary.ofDraws(model, q.draw(4000, RandomStream.of(1)));
    Quantity slope = drawn.quantity("slope[0]");
    // 4.5 standard errors: false alarm 7e-6
    assertThat(slope.mean()).isCloseTo(1, within(4.5 * 0.1 / Math.sqrt(4000)));
    assertThat(drawn.quantities()).hasSize(4);
  }
}
