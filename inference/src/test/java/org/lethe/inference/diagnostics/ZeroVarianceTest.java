package org.lethe.inference.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lethe.core.data.Table;
import org.lethe.core.distribution.Gamma;
import org.lethe.core.distribution.Poisson;
import org.lethe.core.expr.Device;
import org.lethe.core.expr.Expr;
import org.lethe.core.model.Model;
import org.lethe.core.posterior.Draws;
import org.lethe.core.posterior.DrawsPosterior;
import org.lethe.core.random.RandomStream;
import org.lethe.inference.energy.Models;
import org.lethe.inference.hmc.Nuts;
import org.lethe.inference.run.Run;
import org.lethe.inference.run.StepSize;
import org.lethe.inference.sgmcmc.Sgld;

/**
 * Posteriors whose means are known: a normal one, where any draws must give the mean, and a gamma
 * one, where the error must be smaller and honestly told. "Within five standard errors" fails once
 * in two million for a right estimate.
 */
class ZeroVarianceTest {
  private static final Device DEVICE = Device.cpu(1);

  /** Points anywhere, not draws of the posterior, whose mean is (I + XᵀX)⁻¹Xᵀy. */
  @Test
  void aNormalPosteriorHasItsMeanFromAnyPoints() {
    double[][][] points = new double[1][40][2];
    for (int i = 0; i < 40; i++) {
      RandomStream.of(3).at(i, 0).gaussians(points[0][i], 0, 2);
      points[0][i][0] += 40;
    }
    List<ZeroVariance> means =
        ZeroVariance.means(Draws.of(Models.linear(), points), Models.six(), DEVICE);
    double[] exact = meanOfSix();
    for (int j = 0; j < 2; j++) {
      assertThat(means.get(j).name()).isEqualTo("theta[" + j + "]");
      assertThat(means.get(j).mean()).isCloseTo(exact[j], within(1e-11));
      assertThat(means.get(j).mcse()).isLessThan(1e-11);
    }
    assertThat(means.get(0).plainMean()).isGreaterThan(30);
  }

  private static double[] meanOfSix() {
    double a = 1;
    double b = 0;
    double c = 1;
    double u = 0;
    double v = 0;
    double[] x1 = Models.six().column("x1");
    double[] x2 = Models.six().column("x2");
    double[] y = Models.six().column("y");
    for (int i = 0; i < y.length; i++) {
      a += x1[i] * x1[i];
      b += x1[i] * x2[i];
      c += x2[i] * x2[i];
      u += x1[i] * y[i];
      v += x2[i] * y[i];
    }
    double det = a * c - b * b;
    return new double[] {(c * u - b * v) / det, (a * v - b * u) / det};
  }

  /**
   * λ ~ Gamma(2, 1), five counts of sum 17: λ | y ~ Gamma(19, 6), sampled as log λ, where ∇F = 6λ −
   * 19. So the mean of λ is exact, 19/6, and that of log λ is H₁₈ − γ − log 6.
   */
  @Test
  void aGammaPosteriorHasItsMeanWithASmallerErrorThatIsTrue() {
    Table counts = Table.of(Map.of("y", new double[] {3, 5, 1, 6, 2}));
    Model model =
        Model.define(
            "rate",
            counts.schema(),
            m -> {
              Expr rate = m.parameter("rate", Gamma.of(2, 1));
              m.observe("y", Poisson.rate(rate));
              m.deterministic("log", rate.log());
            });
    double logMean = -0.5772156649015329 - Math.log(6);
    for (int k = 1; k <= 18; k++) {
      logMean += 1.0 / k;
    }
    double squares = 0;
    for (int seed = 1; seed <= 20; seed++) {
      DrawsPosterior draws =
          Nuts.of().chains(2).warmup(200).draws(200).fit(model, counts, Run.seed(seed)).posterior();
      List<ZeroVariance> means = ZeroVariance.means(draws, counts, DEVICE);
      assertThat(means.get(0).mean()).isCloseTo(19.0 / 6, within(1e-10));
      ZeroVariance mean = means.get(1);
      double z = (mean.mean() - logMean) / mean.mcse();
      assertThat(Math.abs(z)).isLessThan(5);
      assertThat(mean.mcse()).isLessThan(mean.plainMcse() / 3);
      squares += z * z;
    }
    // chi squared of 20: below 5 or above 50 once in 5000
    assertThat(squares).isBetween(5.0, 50.0);
  }

  /** Steps so large that the chain's law is far too wide: its mean is right all the same. */
  @Test
  void aChainWithABiasedSpreadHasTheRightMean() {
    DrawsPosterior draws =
        Sgld.of(StepSize.constant(0.1))
            .chains(1)
            .steps(2000)
            .batch(2)
            .fit(Models.linear(), Models.six(), Run.seed(1))
            .posterior();
    List<ZeroVariance> means = ZeroVariance.means(draws, Models.six(), DEVICE);
    assertThat(means.get(0).mean()).isCloseTo(meanOfSix()[0], within(1e-11));
    assertThat(means.get(1).mean()).isCloseTo(meanOfSix()[1], within(1e-11));
  }

  /** Points that drift are hardly one effective draw, which tells nothing of an error. */
  @Test
  void anErrorThatCannotBeToldIsInfinite() {
    double[][][] drifting = new double[1][40][2];
    for (int i = 0; i < 40; i++) {
      drifting[0][i] = new double[] {i, i * i};
    }
    List<ZeroVariance> means =
        ZeroVariance.means(Draws.of(Models.linear(), drifting), Models.six(), DEVICE);
    assertThat(means.get(0).mean()).isCloseTo(meanOfSix()[0], within(1e-9));
    assertThat(means.get(0).mcse()).isInfinite();
  }

  @Test
  void fewDrawsAndWeightedOnesAreRefused() {
    Model model = Models.linear();
    DrawsPosterior four = Draws.of(model, new double[1][4][2]);
    assertThatThrownBy(() -> ZeroVariance.means(four, Models.six(), DEVICE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("more than twice the 2 parameters")
        .hasMessageContaining("got 1 chains of 4");
    DrawsPosterior weighted = Draws.weighted(model, new double[1][8][2], new double[8]);
    assertThatThrownBy(() -> ZeroVariance.means(weighted, Models.six(), DEVICE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("resample them first");
    assertThatThrownBy(() -> ZeroVariance.means(four, Models.six().select(List.of()), DEVICE))
        .hasMessageContaining("must have rows, got 0");
  }
}
