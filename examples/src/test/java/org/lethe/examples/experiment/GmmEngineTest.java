package org.lethe.examples.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.lethe.core.model.Model;
import org.lethe.core.posterior.Draws;
import org.lethe.core.posterior.Fit;
import org.lethe.core.posterior.Gaussian;
import org.lethe.core.posterior.GaussianPosterior;
import org.lethe.inference.run.Run;
import org.lethe.validation.divergence.Centres;

/** Which chains are in a mode, here by the first coordinate of the first centre. */
class GmmEngineTest {

  private static final Model MODEL = Clusters.of(40, 4, 1).model();
  private static final Predicate<Centres> LEFT = centres -> centres.at()[0][0] < 0;

  /** Of two draws each, around the given numbers. */
  private static Draws chains(double... around) {
    double[][][] chains = new double[around.length][2][2 * Clusters.K];
    for (int k = 0; k < around.length; k++) {
      Arrays.fill(chains[k][0], around[k] - .1);
      Arrays.fill(chains[k][1], around[k] + .1);
    }
    return Draws.of(MODEL, chains);
  }

  @Test
  void chainsThatLeftTheModeAreCountedEvenWhereAllDid() {
    GmmSampling engine = new GmmSampling("sgld", 40);
    assertThat(engine.elsewhere(chains(-1, -2, -3, -4), LEFT)).isZero();
    assertThat(engine.elsewhere(chains(-1, 2, -3, -4), LEFT)).isEqualTo(1);
    assertThat(engine.elsewhere(chains(1, 2, 3, 4), LEFT)).isEqualTo(4);
  }

  @Test
  void onlyWhereAllChainsLeftTheModeTheyAllStayIn() {
    GmmSampling engine = new GmmSampling("sgld", 40);
    assertThat(engine.within(chains(-1, 2, -3, -4), LEFT).chains()).isEqualTo(3);
    assertThat(engine.within(chains(1, 2, 3, 4), LEFT).chains()).isEqualTo(4);
  }

  @Test
  void aGaussianIsInOneModeOrAnother() {
    GmmVariational engine = new GmmVariational();
    double[] mean = new double[2 * Clusters.K];
    double[] sd = new double[mean.length];
    Arrays.fill(sd, 1);
    mean[0] = -1;
    assertThat(engine.elsewhere(Gaussian.meanField(MODEL, mean, sd), LEFT)).isZero();
    mean[0] = 1;
    assertThat(engine.elsewhere(Gaussian.meanField(MODEL, mean, sd), LEFT)).isEqualTo(1);
  }

  /** In data seed 2 the original holds two centres at one place, and in data seed 1 none. */
  @Test
  void aClusterThatIsHeldTwiceIsToldOf() {
    assertThat(fit(1).verdict().reasons()).noneMatch(reason -> reason.contains("held twice"));
    assertThat(fit(2).verdict().reasons())
        .anyMatch(reason -> reason.contains("one cluster is held twice"));
  }

  private static Fit<GaussianPosterior> fit(long seed) {
    Clusters data = Clusters.of(2000, 800, seed);
    return new GmmVariational()
        .train(Clusters.start(seed), data.model(), data.rows(), Run.seed(seed))
        .fit();
  }
}
