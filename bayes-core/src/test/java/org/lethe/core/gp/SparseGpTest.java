package org.lethe.core.gp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;
import org.lethe.core.data.Table;
import org.lethe.core.distribution.Bernoulli;
import org.lethe.core.distribution.Normal;
import org.lethe.core.expr.Evaluate;
import org.lethe.core.expr.Expr;
import org.lethe.core.expr.GradientContract;
import org.lethe.core.expr.NotPositiveDefiniteException;
import org.lethe.core.expr.RowNoise;
import org.lethe.core.model.Model;
import org.lethe.core.posterior.Gaussian;
import org.lethe.core.posterior.Posterior;
import org.lethe.core.posterior.Prediction;
import org.lethe.core.posterior.Predictive;
import org.lethe.core.random.Purpose;
import org.lethe.core.random.RandomStream;

/** Reference values: NumPy, the formulas of the Javadoc. */
class SparseGpTest {
  private static final Table ROWS = Sparse.rows();
  private static final Expr X = Expr.columns("x1", "x2");
  private static final Expr U = Expr.input("u", 3);
  private static final double[] MEANS = {
    -0.495459884409288, 0.231306556512607, 0.0140732676085964, -0.727545874321619
  };
  private static final double[] SDS = {
    0.692085412434445, 0.460755513273129, 1.07434006403358, 0.00130383968015736
  };
  private static final double[] LOG_SCORES = {
    -1.32461844416977, -1.63809163501959, -1.19291756966062, -3.44140216568182
  };
  private static final double[] PROBIT = {
    0.35135089505913, 0.567033611604948, 0.503713387160582, 0.263685387095863
  };

  @Test
  void meanAndOwnSdOfARowAreThoseOfTheConditional() {
    Expr f = Sparse.process().conditional(U, X);
    Expr mean = RowNoise.at(f, Expr.constant(0));
    assertThat(Evaluate.rows(mean, U, ROWS, Sparse.MEAN)).containsExactly(MEANS, within(1e-12));
    assertThat(Evaluate.rows(Sparse.process().projection(U, X), U, ROWS, Sparse.MEAN))
        .containsExactly(MEANS, within(1e-12));
    assertThat(Evaluate.rows(RowNoise.scale(f).times(Expr.ones()), U, ROWS, Sparse.MEAN))
        .containsExactly(SDS, within(1e-10));
  }

  @Test
  void valuesThatAreNotWhitenedGiveTheSameProcess() {
    SparseGp process = Sparse.process().mean(Mean.zero());
    double[] projected = {
      -0.709615913596181, 0.826382100850965, 0.163253611697878, -0.499998720863706
    };
    assertThat(Evaluate.rows(process.projection(process.whiten(U), X), U, ROWS, 0.2, -0.5, 1.3))
        .containsExactly(projected, within(1e-11));
    Expr white = Sparse.process().whiten(U);
    Expr density = Sparse.process().prior().logDensity(U);
    Expr logVolume = Sparse.process().factor().diagonal().log().sum();
    Expr standard = Normal.of(0, 1).logDensity(white).sum().minus(logVolume);
    assertThat(Evaluate.at(density, U, 0.2, -0.5, 1.3))
        .containsExactly(Evaluate.at(standard, U, 0.2, -0.5, 1.3), within(1e-12));
  }

  @Test
  void derivativesInValuesHyperparametersAndInducingInputsAreRight() {
    double[] at = {0.7, -1.1, 0.4, 1.7, 0.8, 1.5, -1, 0.5, 0.42, -0.31, 1.2, 1.1};
    GradientContract.check(
        g -> {
          SparseGp process = Sparse.process(g.slice(3, 6), g.slice(6, 12).reshape(3, 2));
          Expr f = process.conditional(g.slice(0, 3), X);
          return RowNoise.mean(Bernoulli.probits(f).logDensity(Expr.column("label")));
        },
        ROWS,
        at,
        12);
  }

  @Test
  void predictionsIntegrateTheRowsOwnVariance() {
    Model regression = Sparse.model("y", f -> Normal.of(f, 0.6));
    Prediction y = Gaussian.fullRank(regression, Sparse.MEAN, Sparse.FACTOR).predict(ROWS);
    assertThat(y.mean()).containsExactly(MEANS, within(1e-10));
    assertThat(y.logScore()).containsExactly(LOG_SCORES, within(1e-9));
    Model classes = Sparse.model("label", Bernoulli::probits);
    Prediction label = Gaussian.fullRank(classes, Sparse.MEAN, Sparse.FACTOR).predict(ROWS);
    assertThat(label.mean()).containsExactly(PROBIT, within(1e-10));
    for (int i = 0; i < PROBIT.length; i++) {
      assertThat(label.probabilities()[i])
          .containsExactly(new double[] {1 - PROBIT[i], PROBIT[i]}, within(1e-10));
    }
  }

  /** 20 000 draws of a probability err by at most 0.0035 (one sd); |z| &gt; 5 in 2e−6 of seeds. */
  @Test
  void drawsIntegrateItToo() {
    Model classes = Sparse.model("label", Bernoulli::probits);
    Posterior q = Gaussian.fullRank(classes, Sparse.MEAN, Sparse.FACTOR);
    double[][] draws = q.draw(20_000, RandomStream.of(1).at(0, Purpose.DRAW));
    assertThat(Predictive.ofDraws(classes, draws, ROWS).mean())
        .containsExactly(PROBIT, within(0.0175));
  }

  /**
   * At one u, groups of draws differ by their row noise alone. The mean of 200 groups of 100 is of
   * 20 000 values between 0 and 1, sd below 0.0036; beyond 5 of these in 6e−7 of the seeds.
   */
  @Test
  void groupsOfDrawsHaveRowNoiseOfTheirOwn() {
    Model classes = Sparse.model("label", Bernoulli::probits);
    double[][] u = new double[100][];
    Arrays.fill(u, Sparse.MEAN);
    double[] mean = new double[MEANS.length];
    for (int g = 0; g < 200; g++) {
      double[] group = Predictive.ofDraws(classes, u, g, ROWS).mean();
      Arrays.setAll(mean, i -> mean[i] + group[i] / 200);
    }
    NormalDistribution z = new NormalDistribution();
    for (int i = 0; i < mean.length; i++) {
      double exact = z.cumulativeProbability(MEANS[i] / Math.hypot(1, SDS[i]));
      assertThat(mean[i]).isCloseTo(exact, within(0.018));
    }
    assertThat(Predictive.ofDraws(classes, u, 0, ROWS).mean())
        .isNotEqualTo(Predictive.ofDraws(classes, u, 1, ROWS).mean());
  }

  /**
   * Two equal inducing inputs of jitter 0 are factorised with 1e−10: with them the process is that
   * of one, f(x) = k_x f(z)/σ².
   */
  @Test
  void equalInducingInputsAreFactorisedWithMoreJitter() {
    double[][] twice = {{0.4, -0.3}, {0.4, -0.3}};
    Kernel kernel = Kernel.rbf(Expr.constant(1.7), Expr.constant(0.8));
    SparseGp process = SparseGp.of(kernel, Expr.constant(twice)).jitter(0);
    Expr u = Expr.input("u", 2);
    double[] actual = Evaluate.rows(process.projection(u, X), u, ROWS, 0.9, 0);
    double[] x1 = ROWS.column("x1");
    double[] x2 = ROWS.column("x2");
    for (int i = 0; i < actual.length; i++) {
      double squared = (x1[i] - 0.4) * (x1[i] - 0.4) + (x2[i] + 0.3) * (x2[i] + 0.3);
      double expected = 0.9 * Math.sqrt(1.7) * Math.exp(-squared / (2 * 0.64));
      assertThat(actual[i]).isCloseTo(expected, within(1e-8));
    }
    SparseGp broken = SparseGp.of(new Negative(), Expr.constant(twice));
    assertThatThrownBy(() -> Evaluate.rows(broken.projection(u, X), u, ROWS, 0.9, 0))
        .isInstanceOf(NotPositiveDefiniteException.class)
        .hasMessageContaining("with any of [1.0E-6, 1.0E-4, 0.01]");
  }

  @Test
  void whatCannotBeIntegratedIsRefused() {
    assertThatThrownBy(
            () -> Evaluate.rows(Sparse.process().conditional(U, X), U, ROWS, Sparse.MEAN))
        .hasMessageContaining("row noise must be integrated out");
    Expr f = Sparse.process().conditional(U, X);
    assertThatThrownBy(() -> RowNoise.mean(f.plus(Expr.noise())))
        .hasMessage("RowNoise: a row's term must hold one noise at most, got 2");
    assertThatThrownBy(() -> RowNoise.mean(f.times(Expr.vector(1, 2)).logSumExp(0)))
        .hasMessageContaining("element by element");
    assertThatThrownBy(() -> Sparse.process().jitter(-1))
        .hasMessage("SparseGp: jitter must be between 0.0 and 1.0, got -1.0");
    assertThatThrownBy(() -> SparseGp.of(Kernel.constant(Expr.constant(1)), X))
        .hasMessage("SparseGp: inducing inputs must be [m × d], got [rows × 2]");
  }
}
