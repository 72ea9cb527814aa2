package org.lethe.validation.divergence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.lethe.core.random.RandomStream;

class GaussianFitKlTest {
  private static final double[][] P = {{0, 0}, {1, 0}, {0, 1}, {1, 1}, {.5, 2}, {2, .5}};
  private static final double[][] Q = {{0, 1}, {1, 2}, {2, 1}, {1, 0}, {0, 0}, {2, 2}, {1, 1}};

  /** KL of the two Gaussians of {@link #draws}: ½[tr + Δ² − d − ln|·|] in two dimensions. */
  private static final double TRUE = .5 * (.64 + 2.25 + .25 + 1 - 2 - Math.log(.64 * 2.25));

  @Test
  void thePublishedVectorIsMet() {
    assertThat(GaussianFitKl.unbiased(P, Q)).isCloseTo(-.65621002, within(5e-9));
  }

  @Test
  void theMomentsBehindItPlugIntoThePublishedBiasedVector() {
    Moments p = Moments.of(P);
    Moments q = Moments.of(Q);
    double plugIn =
        .5
            * (q.covariance().trace(p.covariance())
                + q.covariance().distance(p.mean(), q.mean())
                - 2
                + q.covariance().logDeterminant()
                - p.covariance().logDeterminant());
    assertThat(plugIn).isCloseTo(.30015890, within(5e-9));
  }

  @Test
  void itIsUnbiasedWithTwelveDraws() {
    int replicates = 4000;
    double sum = 0;
    double squares = 0;
    for (int r = 0; r < replicates; r++) {
      double kl = GaussianFitKl.unbiased(draws(12, r, 0, true), draws(12, r, 1, false));
      sum += kl;
      squares += kl * kl;
    }
    double mean = sum / replicates;
    double error = Math.sqrt((squares / replicates - mean * mean) / replicates);
    // 4 standard errors: false alarm 6e−5; the plug-in is off by more than 10
    assertThat(mean).isCloseTo(TRUE, within(4 * error));
    assertThat(error).isLessThan(.04);
  }

  @Test
  void theIntervalCoversTheTruth() {
    int covered = 0;
    for (int r = 0; r < 100; r++) {
      Estimate kl =
          GaussianFitKl.between(
              draws(200, r, 2, true), draws(200, r, 3, false), RandomStream.of(r));
      covered += kl.interval().contains(TRUE) ? 1 : 0;
    }
    // nominal 95 of 100; P(at most 86) = 5e−4
    assertThat(covered).isGreaterThan(86);
  }

  @Test
  void aResampleRepeatsRowsAndAWeightSaysSo() {
    Moments twice = Moments.of(new double[][] {{0}, {3}, {9}}, new int[] {2, 1, 0});
    assertThat(twice.mean()[0]).isEqualTo(1);
    assertThat(Math.exp(twice.covariance().logDeterminant())).isCloseTo(3, within(1e-14));
  }

  @Test
  void tooFewAndDegenerateDrawsAreRefused() {
    assertThatThrownBy(() -> GaussianFitKl.unbiased(new double[4][2], Q))
        .hasMessage("GaussianFitKl: p must have more than d + 2 = 4 draws, got 4");
    assertThatThrownBy(() -> GaussianFitKl.unbiased(new double[6][2], Q))
        .hasMessageContaining("covariance must be positive definite");
    assertThatThrownBy(() -> GaussianFitKl.unbiased(new double[6][3], Q))
        .hasMessageContaining("same parameters, got 3 and 2");
  }

  /** From N(m, diag s²): m = (0, 0), s = (.8, 1.5), or from N((.5, 1), I). */
  private static double[][] draws(int n, int replicate, int stream, boolean first) {
    double[] z = new double[2 * n];
    RandomStream.of(11).stream(stream).at(replicate, 0).gaussians(z, 0, z.length);
    double[][] draws = new double[n][];
    for (int i = 0; i < n; i++) {
      double a = z[2 * i];
      double b = z[2 * i + 1];
      draws[i] = first ? new double[] {.8 * a, 1.5 * b} : new double[] {.5 + a, 1 + b};
    }
    return draws;
  }
}
