package org.lethe.inference.energy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.lethe.core.data.Table;
import org.lethe.core.expr.Device;
import org.lethe.core.model.Model;
import org.lethe.core.model.Regression;
import org.lethe.core.posterior.Fit;
import org.lethe.core.posterior.Gaussian;
import org.lethe.core.posterior.GaussianPosterior;
import org.lethe.core.random.RandomStream;
import org.lethe.inference.conjugate.LinearGaussian;
import org.lethe.inference.conjugate.LinearGaussianPosterior;
import org.lethe.inference.run.Engines;
import org.lethe.inference.run.Run;
import org.lethe.inference.svi.Svi;

class LowRankTest {
  private static final RandomStream NOISE = RandomStream.of(5).at(3, 2);

  /** Five coefficients whose posterior is strongly correlated: all columns share a part. */
  private static final Table ROWS = rows();

  private static final Model MODEL =
      Regression.linear(ROWS.schema(), "y").features("a", "b", "c", "d").noise(1).model();

  private static Table rows() {
    Random random = new Random(3);
    double[][] x = new double[4][60];
    double[] y = new double[60];
    for (int i = 0; i < 60; i++) {
      double shared = random.nextGaussian();
      for (double[] column : x) {
        column[i] = shared + .5 * random.nextGaussian();
      }
      y[i] = x[0][i] - x[1][i] + random.nextGaussian();
    }
    return Table.of(Map.of("a", x[0], "b", x[1], "c", x[2], "d", x[3], "y", y));
  }

  private static GaussianPosterior fit(GaussianFamily family, int seed) {
    return Svi.of(family).steps(4000).fit(MODEL, ROWS, Run.seed(seed)).posterior();
  }

  /** Σ less its smallest eigenvalue has rank d − 1, so that rank d − 1 holds every Gaussian. */
  @Test
  void rankOneLessThanTheDimensionReachesTheExactPosterior() {
    LinearGaussianPosterior exact = LinearGaussian.of().fit(MODEL, ROWS, Run.seed(1)).posterior();
    double meanField = fit(Family.meanField(), 1).kl(exact);
    double one = fit(Family.lowRank(1), 1).kl(exact);
    double two = fit(Family.lowRank(2), 1).kl(exact);
    assertThat(meanField).isGreaterThan(.5);
    assertThat(one).isLessThan(meanField - .1);
    assertThat(two).isLessThan(one + 1e-6);
    for (int rank : new int[] {4, 5}) {
      // Adam ends with steps of 1e−4 standard deviations in each of 25 numbers
      assertThat(fit(Family.lowRank(rank), 1).kl(exact)).isLessThan(1e-5);
    }
  }

  /** One factor of four components is identified, so that its covariance comes back. */
  @Test
  void aFactorAnalysisFindsTheFactor() {
    double[] own = {.5, 1, .7, 2};
    double[] b = {1, -.8, .6, 1.5};
    double[][] root = new double[4][5];
    for (int i = 0; i < 4; i++) {
      root[i][i] = own[i];
      root[i][4] = b[i];
    }
    FactorAnalysis found = FactorAnalysis.of(root, 1);
    double[][] turned = FactorAnalysis.turned(found.loadings());
    for (int i = 0; i < 4; i++) {
      // a last move of 1e-6 with at most 0.9 of it in the next one leaves 1e-5 of a variance
      assertThat(found.scale()[i]).isCloseTo(own[i], within(1e-4));
      assertThat(turned[i][0]).isCloseTo(b[i], within(1e-4));
    }
  }

  /** The top of B is then singular, which leaves no diagonal to divide by. */
  @Test
  void componentsWithoutCommonPartsHaveAFactorAnalysis() {
    double[][] diagonal = {{.5, 0, 0}, {0, 2, 0}, {0, 0, 1}};
    FactorAnalysis found = FactorAnalysis.of(diagonal, 2);
    double[][] turned = FactorAnalysis.turned(found.loadings());
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        double before = 0;
        double after = 0;
        for (int k = 0; k < 2; k++) {
          before += found.loadings()[i][k] * found.loadings()[j][k];
          after += turned[i][k] * turned[j][k];
        }
        assertThat(after).isCloseTo(before, within(1e-12));
        double own = i == j ? found.scale()[i] * found.scale()[i] : 0;
        assertThat(own + after).isCloseTo(diagonal[i][j] * diagonal[j][i], within(1e-5));
      }
    }
    double[][] singular = FactorAnalysis.turned(new double[][] {{0, 0}, {0, 0}, {3, 4}});
    assertThat(singular[2][0] * singular[2][0] + singular[2][1] * singular[2][1])
        .isCloseTo(25, within(1e-12));
  }

  @Test
  void theClosedDivergenceIsThatOfThePosteriors() {
    Model model = Models.logistic();
    GaussianFamily family = Family.lowRank(2);
    int d = model.dimension();
    double[] scale = new double[d];
    Arrays.fill(scale, .3);
    Frame frame = Frame.diagonal(Models.point(d, 1), scale);
    GaussianPosterior reference = family.posterior(model, frame, Models.point(family.size(d), 2));
    Table rows = Models.rows(5);
    Batch none = new Batch(rows, new int[0], new double[5], 0, 5);
    try (VariationalEnergy<GaussianPosterior> energy =
        VariationalEnergy.of(model, family).frame(frame).reference(reference).on(Device.cpu(1))) {
      double[] at = Models.point(energy.dimension(), 6);
      GaussianPosterior q = energy.posterior(at);
      double kl = q.kl(reference);
      assertThat(energy.value(at, 1, none, NOISE)).isCloseTo(kl, within(1e-11 * kl));
      double[] again = energy.lambda(q);
      assertThat(energy.posterior(again).kl(q)).isCloseTo(0, within(1e-13));
      double[] gradient = new double[at.length];
      double nothing = energy.gradient(energy.lambda(reference), 1, none, NOISE, gradient);
      assertThat(nothing).isCloseTo(0, within(1e-13));
      assertThat(gradient).usingComparatorWithPrecision(1e-12).containsOnly(0);
    }
  }

  @Test
  void itsStartHoldsWhatItCanOfACovariance() {
    double[][] loadings = {{1, .5}, {-2, 1}, {.25, -3}, {4, .125}, {1, 1}};
    double[] scale = {.5, 2, 1, .25, 1};
    Gaussian inside = Gaussian.lowRank(five(), new double[5], scale, loadings);
    double[] lambda = Family.lowRank(2).start(inside.factor());
    GaussianPosterior start = Family.lowRank(2).posterior(five(), Frame.identity(5), lambda);
    // principal axes in turns come to rest at the covariance itself, linearly
    assertThat(start.kl(inside)).isLessThan(1e-3);
    assertThat(Family.lowRank(2).start(5)).isNotEqualTo(new double[19]);
  }

  private static Model five() {
    return MODEL;
  }

  @Test
  void recipesKnowItByItsRank() {
    Svi<GaussianPosterior> svi = Svi.of(Family.lowRank(3));
    assertThat(Engines.of(svi.recipe()).recipe()).isEqualTo(svi.recipe());
    Fit<GaussianPosterior> fit = Svi.of(Family.lowRank(2)).steps(50).fit(MODEL, ROWS, Run.seed(1));
    assertThat(Family.of(fit.posterior())).isEqualTo(Family.lowRank(2));
  }

  @Test
  void ranksThatMeanNothingAreRefused() {
    assertThatThrownBy(() -> Family.lowRank(0)).hasMessage("Family: rank must be positive, got 0");
    assertThatThrownBy(() -> Svi.of(Family.lowRank(6)).fit(MODEL, ROWS, Run.seed(1)))
        .hasMessage("Family: rank must be at most the model's 5 parameters, got 6; use full-rank");
    assertThatThrownBy(() -> Family.named("low-rank"))
        .hasMessageContaining("mean-field, low-rank R, full-rank, flow L");
    Frame frame = Frame.lower(new double[2], new double[][] {{1, 0}, {1, 1}});
    VariationalObjective<GaussianPosterior> o =
        VariationalEnergy.of(Models.linear(), Family.lowRank(1));
    assertThatThrownBy(() -> o.frame(frame)).hasMessageContaining("diagonal frame");
    Gaussian q =
        Gaussian.lowRank(
            Models.linear(), new double[2], new double[] {1, 1}, new double[][] {{1}, {1}});
    assertThatThrownBy(() -> Frame.of(q)).hasMessageContaining("Eubo or a retrain");
  }
}
