package org.lethe.inference.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lethe.core.data.Table;
import org.lethe.core.distribution.Normal;
import org.lethe.core.model.GaussianMixture;
import org.lethe.core.model.Model;
import org.lethe.core.posterior.Draws;
import org.lethe.core.posterior.Gaussian;
import org.lethe.core.posterior.Verdict;

class CoincidentCentresTest {

  private static final Table ROWS =
      Table.of(Map.of("x1", new double[] {0, 1}, "x2", new double[] {2, 3}));
  private static final Model THREE = GaussianMixture.of(ROWS.schema(), 3, "x1", "x2").model();

  /** Of three centres, the first at (0, 0), the second so far along x1, the third far away. */
  private static Verdict verdict(double along, double sd) {
    double[] sds = {sd, sd, sd, sd, sd, sd};
    double[] mean = {0, 0, along, 0, 5, 5};
    return CoincidentCentres.verdict(Gaussian.meanField(THREE, mean, sds));
  }

  /**
   * δ ~ N(a, 2 sd² I): zero is within its 99 % ellipsoid for a² ≤ 9.21·2 sd², which is 0.215 at sd
   * 0.05. Over 1000 draws the mean of δ, in its sds, has an error of 0.03, and a relative one of
   * its covariance's root 0.02: at 0.19 and 0.24, a tenth away, it is five of both together.
   */
  @Test
  void centresThatThePosteriorCannotTellApartAreNamed() {
    assertThat(verdict(0.03, 0.05).reasons())
        .singleElement()
        .asString()
        .startsWith("components 0 and 1 of the mixture have their centres at one place")
        .contains("fewer components");
    assertThat(verdict(0.19, 0.05).isTrusted()).isFalse();
    assertThat(verdict(0.24, 0.05).isTrusted()).isTrue();
  }

  @Test
  void placesAreTakenWhereverTheyAre() {
    double[] sd = {.05, .05, .05, .05, .05, .05};
    double[] same = {8, -8, 8, -8, 0, 0};
    double[] mirrored = {.4, .4, -.4, -.4, 5, 5};
    assertThat(CoincidentCentres.verdict(Gaussian.meanField(THREE, same, sd)).isTrusted())
        .isFalse();
    assertThat(CoincidentCentres.verdict(Gaussian.meanField(THREE, mirrored, sd)).isTrusted())
        .isTrue();
  }

  /** √E|δ|² = √(a² + 4 sd²) must be below 1: at sd 0.45 and 0.55, 0.9 and 1.1, of error 0.016. */
  @Test
  void centresThatAreHardlyKnownAreNotAtOnePlace() {
    assertThat(verdict(0, 0.45).isTrusted()).isFalse();
    assertThat(verdict(0, 0.55).isTrusted()).isTrue();
  }

  /** In sds of the components, of which there are two of 3: the place of 0.6 is within one. */
  @Test
  void distancesAreInSdsOfTheComponents() {
    Model scales = GaussianMixture.of(ROWS.schema(), 2, "x1").unknownScales(1).model();
    double[] wide = {0, 1.2, Math.log(3), Math.log(3)};
    double[] slim = {0, 1.2, Math.log(.3), Math.log(.3)};
    double[] sd = {.5, .5, .01, .01};
    assertThat(CoincidentCentres.verdict(Gaussian.meanField(scales, wide, sd)).isTrusted())
        .isFalse();
    assertThat(CoincidentCentres.verdict(Gaussian.meanField(scales, slim, sd)).isTrusted())
        .isTrue();
  }

  @Test
  void labelsThatSwapAreNoCoincidence() {
    double[][][] draws = new double[1][100][];
    for (int i = 0; i < 100; i++) {
      double e = Math.sin(i) / 20;
      double side = i % 2 == 0 ? 1 : -1;
      draws[0][i] = new double[] {side + e, e * e, -side + e * e, e, 5 + e, 5 - e};
    }
    assertThat(CoincidentCentres.verdict(Draws.of(THREE, draws)).isTrusted()).isTrue();
  }

  @Test
  void otherModelsHaveNoCentres() {
    Model mean =
        Model.define(
            "mean",
            ROWS.schema(),
            m -> m.observe("x1", Normal.of(m.parameter("mu", Normal.of(0, 1)), 1)));
    assertThat(
            CoincidentCentres.verdict(Gaussian.meanField(mean, new double[1], new double[] {1}))
                .isTrusted())
        .isTrue();
  }
}
