package org.lethe.inference.svi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.stream.DoubleStream;
import org.apache.commons.math3.analysis.MultivariateFunction;
import org.apache.commons.math3.optim.InitialGuess;
import org.apache.commons.math3.optim.MaxEval;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;
import org.apache.commons.math3.optim.nonlinear.scalar.ObjectiveFunction;
import org.apache.commons.math3.optim.nonlinear.scalar.noderiv.NelderMeadSimplex;
import org.apache.commons.math3.optim.nonlinear.scalar.noderiv.SimplexOptimizer;
import org.junit.jupiter.api.Test;
import org.lethe.core.data.Table;
import org.lethe.core.distribution.Normal;
import org.lethe.core.expr.Device;
import org.lethe.core.expr.Expr;
import org.lethe.core.model.Model;
import org.lethe.core.posterior.Fit;
import org.lethe.core.posterior.FlowPosterior;
import org.lethe.core.posterior.VariationalPosterior;
import org.lethe.inference.conjugate.LinearGaussian;
import org.lethe.inference.conjugate.LinearGaussianPosterior;
import org.lethe.inference.energy.Expectation;
import org.lethe.inference.energy.Family;
import org.lethe.inference.energy.Models;
import org.lethe.inference.run.Engines;
import org.lethe.inference.run.Run;

class FlowFitTest {

  private static final Run RUN = Run.seed(1);
  private static final double[] Y = {1.2, .7, 1.4, .9, 1.1, .6, 1.3, .8, 1};
  private static final Table ROWS = Table.of(Map.of("y", Y));

  /** y ~ N(b₀ + b₁², 0.9²): the posterior of b is a crescent. */
  private static final Model CRESCENT =
      Model.define(
          "crescent",
          ROWS.schema(),
          m -> {
            Expr b = m.parameter("b", Normal.of(0, 1), 2);
            m.observe("y", Normal.of(b.at(0).plus(b.at(1).square()), .9));
          });

  private static double logJoint(double b0, double b1) {
    double log = -(b0 * b0 + b1 * b1) / 2 - Math.log(2 * Math.PI);
    for (double y : Y) {
      double e = (y - b0 - b1 * b1) / .9;
      log -= e * e / 2 + Math.log(.9) + Math.log(2 * Math.PI) / 2;
    }
    return log;
  }

  /** KL(q ‖ p(b | y)) by the trapezoidal rule, with the evidence by the same rule. */
  private static double kl(VariationalPosterior q) {
    double h = 0.025;
    double evidence = 0;
    double kl = 0;
    double mass = 0;
    for (double x = -6; x < 6; x += h) {
      for (double y = -6; y < 6; y += h) {
        double p = logJoint(x, y);
        double l = q.logDensity(new double[] {x, y});
        evidence += Math.exp(p) * h * h;
        mass += Math.exp(l) * h * h;
        kl += Math.exp(l) * (l - p) * h * h;
      }
    }
    assertThat(mass).isCloseTo(1, within(1e-5));
    return kl + Math.log(evidence);
  }

  /**
   * The least KL(q ‖ p) of two families, by Nelder and Mead over the same rule: of 5 numbers the
   * normals b₀ | b₁ ~ N(α + βb₁, τ²), b₁ ~ N(m, s²); of 6 those bent by a parabola, α + βb₁ + γb₁².
   */
  private static double best(int numbers) {
    double h = 0.1;
    int n = 120;
    double[][] log = new double[n][n];
    double evidence = 0;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        log[i][j] = logJoint(-6 + h * i, -6 + h * j);
        evidence += Math.exp(log[i][j]) * h * h;
      }
    }
    MultivariateFunction kl =
        v -> {
          double sum = 0;
          double s = Math.exp(v[1]);
          double tau = Math.exp(v[2]);
          for (int j = 0; j < n; j++) {
            double y = -6 + h * j;
            double centre =
                v[3] + (v.length > 4 ? v[4] * y : 0) + (v.length > 5 ? v[5] * y * y : 0);
            for (int i = 0; i < n; i++) {
              double a = (y - v[0]) / s;
              double b = (-6 + h * i - centre) / tau;
              double l = -(a * a + b * b) / 2 - v[1] - v[2] - Math.log(2 * Math.PI);
              sum += Math.exp(l) * (l - log[i][j]) * h * h;
            }
          }
          return sum;
        };
    double[] start = new double[numbers];
    start[0] = .3;
    start[5 < numbers ? 5 : 3] = 5 < numbers ? -.8 : .5;
    double least =
        new SimplexOptimizer(1e-9, 1e-9)
            .optimize(
                new MaxEval(5000),
                new ObjectiveFunction(kl),
                GoalType.MINIMIZE,
                new InitialGuess(start),
                new NelderMeadSimplex(numbers, .3))
            .getValue();
    return least + Math.log(evidence);
  }

  /**
   * The fitted normal is the best one: Adam's rate is 4.7e-4 posterior sds where the mean of its
   * iterates begins, and each of 5 numbers wanders by its square root: ½·5·4.7e-4 nats. The flow
   * does more than bend by a parabola, as the crescent's horns end in a normal's tails.
   */
  @Test
  void aFlowFollowsACrescentWhereNoNormalCan() {
    double normal = kl(Svi.of(Family.fullRank()).fit(CRESCENT, ROWS, RUN).posterior());
    Fit<FlowPosterior> fit = Svi.of(Family.flow(4)).fit(CRESCENT, ROWS, RUN);
    double flow = kl(fit.posterior());
    double bestNormal = best(5);
    assertThat(normal).isBetween(bestNormal - 1e-6, bestNormal + 1.2e-3);
    assertThat(best(6)).isLessThan(bestNormal);
    assertThat(flow).isBetween(0.0, best(6));
    assertThat(flow).isLessThan(0.02);
    assertThat(fit.verdict().isTrusted()).isTrue();
  }

  /** log p(y) − ELBO is the KL: 5 standard errors of the ELBO, p = 6e-7. */
  @Test
  void theElboFallsShortOfTheEvidenceByTheKl() {
    FlowPosterior q = Svi.of(Family.flow(2)).steps(500).fit(CRESCENT, ROWS, RUN).posterior();
    double h = 0.025;
    double evidence = 0;
    for (double x = -6; x < 6; x += h) {
      for (double y = -6; y < 6; y += h) {
        evidence += Math.exp(logJoint(x, y)) * h * h;
      }
    }
    Elbo elbo = Svi.elbo(q, CRESCENT, ROWS, Device.cpu(2));
    assertThat(elbo.mcse()).isLessThan(0.05);
    assertThat(Math.log(evidence) - elbo.value()).isCloseTo(kl(q), within(5 * elbo.mcse()));
  }

  /**
   * A normal target is in the family. Sticking draws leave no noise at the optimum, where Adam ends
   * with steps of 1e-4 posterior sds in each of 73 numbers: ½·73·1e-8 nats, by the trapezoidal rule
   * whose error is below 1e-12 at a step of a sixth of the narrowest sd.
   */
  @Test
  void onANormalTargetItFindsTheTarget() {
    Table rows = Models.six();
    LinearGaussianPosterior exact = LinearGaussian.of().fit(Models.linear(), rows, RUN).posterior();
    FlowPosterior q = Svi.of(Family.flow(2)).fit(Models.linear(), rows, RUN).posterior();
    int numbers = 5 + q.weights().length;
    double h = 0.04;
    double kl = 0;
    for (double x = -4; x < 4; x += h) {
      for (double y = -4; y < 4; y += h) {
        double[] theta = {x, y};
        double l = q.logDensity(theta);
        kl += Math.exp(l) * (l - exact.logDensity(theta)) * h * h;
      }
    }
    assertThat(kl).isBetween(-1e-12, numbers * 1e-8 / 2);
  }

  @Test
  void itsRecipeMakesItAgainOnAnyNumberOfThreads() {
    Svi<FlowPosterior> svi = Svi.of(Family.flow(2)).steps(200);
    assertThat(Engines.of(svi.recipe()).recipe()).isEqualTo(svi.recipe());
    Fit<FlowPosterior> one = svi.fit(CRESCENT, ROWS, RUN.on(Device.cpu(1)));
    Fit<FlowPosterior> two = svi.fit(CRESCENT, ROWS, RUN.on(Device.cpu(2)));
    Fit<?> again = Engines.of(one.provenance().engine()).fit(CRESCENT, ROWS, RUN.on(Device.cpu(2)));
    assertThat(two.posterior().lambda()).containsExactly(one.posterior().lambda());
    assertThat(((FlowPosterior) again.posterior()).lambda())
        .containsExactly(one.posterior().lambda());
    assertThat(DoubleStream.of(one.posterior().weights()).anyMatch(w -> w != 0)).isTrue();
  }

  @Test
  void whatAFlowCannotDoIsRefused() {
    Expectation quadrature = new Expectation.Quadrature(9);
    assertThatThrownBy(
            () -> Svi.of(Family.flow(2), quadrature).fit(Models.linear(), Models.six(), RUN))
        .hasMessage("Quadrature: family must be Gaussian, got flow 2; use Draws instead");
    Model one =
        Model.define(
            "one",
            ROWS.schema(),
            m -> m.observe("y", Normal.of(m.parameter("b", Normal.of(0, 1)), .9)));
    assertThatThrownBy(() -> Svi.of(Family.flow(2)).fit(one, ROWS, RUN))
        .hasMessage(
            "Flow: a model must have at least 2 parameters to couple, got 1; use full-rank");
  }
}
