package org.lethe.unlearning.bif;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lethe.core.data.Edit;
import org.lethe.core.data.Table;
import org.lethe.core.posterior.Draws;
import org.lethe.core.posterior.Fit;
import org.lethe.core.posterior.Gaussian;
import org.lethe.core.random.RandomStream;
import org.lethe.inference.laplace.StoredCurvature;
import org.lethe.inference.run.Run;
import org.lethe.unlearning.LinearGaussian;

/** Where the energy is quadratic, influence of second order is the downdate itself. */
class LinearRegressionTest {

  private static final Run RUN = Run.seed(1);
  private static final Table ROWS = LinearGaussian.ROWS;
  private static final Edit ERASED = Edit.forget(ROWS, List.of("row-0", "row-3"));
  private static final Table REMAINING = ROWS.after(ERASED);

  static Stream<Bif<? super Gaussian>> methods() {
    return Stream.of(
        Bif.variational(REMAINING, Solver.cholesky()).secondOrder(),
        Bif.variational(REMAINING, Solver.conjugateGradient(1e-13)).secondOrder().chunk(1),
        Bif.variational(REMAINING, Solver.cholesky()).secondOrder().stein(),
        Bif.erasedOnly(Solver.cholesky()).secondOrder());
  }

  @ParameterizedTest
  @MethodSource("methods")
  void meanAndCovarianceEqualTheDowndate(Bif<? super Gaussian> bif) {
    Gaussian forgotten = bif.forget(LinearGaussian.exact(ROWS), ERASED, RUN).posterior();
    double[] mean = {.158537, .695122};
    assertThat(forgotten.mean()).containsExactly(mean, within(5e-7));
    assertThat(forgotten.mean()).containsExactly(LinearGaussian.mean(REMAINING), within(1e-12));
    double[][] covariance = LinearGaussian.inverse(LinearGaussian.precision(REMAINING));
    for (int i = 0; i < 2; i++) {
      assertThat(forgotten.covariance()[i]).containsExactly(covariance[i], within(1e-12));
    }
  }

  /** The scales from the diagonal, the mean from the full Hessian: that of a retrain. */
  @Test
  void aMeanFieldPosteriorEqualsItsRetrain() {
    Gaussian retrained = LinearGaussian.meanField(REMAINING).posterior();
    Fit<Gaussian> fit = LinearGaussian.meanField(ROWS);
    Fit<Gaussian> kept = StoredCurvature.in(fit, ROWS, RUN);
    for (Gaussian forgotten :
        List.of(
            Bif.variational(REMAINING, Solver.cholesky())
                .secondOrder()
                .forget(fit, ERASED, RUN)
                .posterior(),
            Bif.erasedOnly(Solver.cholesky())
                .secondOrder()
                .forget(kept, ERASED, RUN)
                .posterior())) {
      assertThat(forgotten.mean()).containsExactly(retrained.mean(), within(1e-12));
      assertThat(forgotten.sd()).containsExactly(retrained.sd(), within(1e-12));
    }
  }

  /**
   * Draws whose mean and covariance are those of the posterior to rounding have those of a retrain
   * afterwards, whichever square root moves them.
   */
  @Test
  void drawsMoveAsTheirMomentsDo() {
    Fit<Draws> fit = LinearGaussian.trusted(standardised(500), ROWS);
    double[][] expected = LinearGaussian.inverse(LinearGaussian.precision(REMAINING));
    for (Draws forgotten :
        List.of(
            Bif.draws(REMAINING, Solver.cholesky())
                .secondOrder()
                .forget(fit, ERASED, RUN)
                .posterior(),
            Bif.erasedOnly(Solver.cholesky())
                .secondOrder()
                .forget(StoredCurvature.in(fit, ROWS, RUN), ERASED, RUN)
                .posterior())) {
      Points points = Points.of(forgotten);
      assertThat(points.mean()).containsExactly(LinearGaussian.mean(REMAINING), within(1e-12));
      for (int i = 0; i < 2; i++) {
        assertThat(points.covariance()[i]).containsExactly(expected[i], within(1e-12));
      }
    }
  }

  /** m + L C⁻¹(z − z̄) for draws z with covariance CCᵀ, of which they keep the third moments. */
  private static Draws standardised(int n) {
    Gaussian posterior = LinearGaussian.exact(ROWS).posterior();
    Points raw = Points.of(posterior.draw(n, RandomStream.of(2).at(0, 3)));
    Axes own = Axes.of(raw);
    Axes exact = new Axes(posterior.factor());
    double[][] draws = new double[n][];
    for (int s = 0; s < n; s++) {
      double[] shift = raw.gamma()[s].clone();
      Vectors.add(shift, -1, raw.mean());
      draws[s] = exact.outside(own.coordinates(shift), 2);
      Vectors.add(draws[s], 1, posterior.mean());
    }
    return Draws.of(LinearGaussian.MODEL, new double[][][] {draws});
  }

  /**
   * The mean model by mean-field VI, m = n/10. First order moves log s by ½m/(n − m + 1), which is
   * 0.28 % off; the number of products does not grow with n.
   */
  @ParameterizedTest
  @ValueSource(ints = {100, 1000, 10_000, 100_000})
  void meanFieldInferenceForgetsATenthAtTheSamePriceAtAnySize(int n) {
    Table rows = MeanModel.rows(n);
    Edit edit = Edit.forget(rows, rows.ids().subList(0, n / 10));
    Table remaining = rows.after(edit);
    Influence<Gaussian> influence =
        Bif.variational(remaining, Solver.conjugateGradient(1e-8))
            .carryOut(MeanModel.normal(rows), edit, RUN);
    Gaussian forgotten = influence.fit().posterior();
    assertThat(forgotten.mean()[0] / MeanModel.mean(remaining)).isCloseTo(1, within(.01));
    assertThat(forgotten.sd()[0] / MeanModel.sd(remaining)).isCloseTo(1, within(.01));
    assertThat(influence.steps()).hasSize(1);
    assertThat(influence.steps().get(0).iterations()).isLessThanOrEqualTo(2);
    assertThat(influence.steps().get(0).residual()).isLessThan(1e-8);
  }
}
