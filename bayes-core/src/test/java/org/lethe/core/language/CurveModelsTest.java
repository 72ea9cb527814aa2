package org.lethe.core.language;

import static java.lang.Math.exp;
import static java.lang.Math.log;
import static org.lethe.core.language.MadeRows.GROUP;
import static org.lethe.core.language.MadeRows.OTHER;
import static org.lethe.core.language.MadeRows.X;
import static org.lethe.core.language.MadeRows.Y;
import static org.lethe.core.language.MadeRows.check;
import static org.lethe.core.language.MadeRows.sum;
import static org.lethe.core.language.PlainDensities.inverseLogit;
import static org.lethe.core.language.PlainDensities.normal;

import org.junit.jupiter.api.Test;
import org.lethe.core.distribution.Gamma;
import org.lethe.core.distribution.HalfNormal;
import org.lethe.core.distribution.Laplace;
import org.lethe.core.distribution.LogNormal;
import org.lethe.core.distribution.Normal;
import org.lethe.core.distribution.Uniform;
import org.lethe.core.expr.Expr;

/** Curves of posteriordb, each beside its log density in plain Java. */
class CurveModelsTest {

  /** dugongs_model: lengths that grow towards a limit, with a precision for noise. */
  @Test
  void growthTowardsALimit() {
    check(
        m -> {
          Expr alpha = m.parameter("alpha", Normal.of(0, 1000));
          Expr beta = m.parameter("beta", Normal.of(0, 1000));
          Expr lambda = m.parameter("lambda", Uniform.of(.5, 1));
          Expr tau = m.parameter("tau", Gamma.of(1e-4, 1e-4));
          Expr fitted = alpha.minus(beta.times(lambda.pow(m.column("x"))));
          m.observe("y", Normal.of(fitted, tau.pow(-.5)));
        },
        t -> {
          double u = inverseLogit(t[2]);
          double p = normal(t[0], 0, 1000) + normal(t[1], 0, 1000) + log(u * (1 - u));
          p += 1e-4 * (log(1e-4) + t[3] - exp(t[3])) - 9.2102826586339629;
          return p
              + sum(i -> normal(Y[i], t[0] - t[1] * Math.pow(.5 + u / 2, X[i]), exp(-t[3] / 2)));
        });
  }

  /** losscurve_sislob: losses of cohorts g with premiums grow along one curve of times h. */
  @Test
  void lossesOfCohorts() {
    double[] premium = {1.5, .7, 2.2};
    double[] time = {.5, 1, 2, 4};
    check(
        m -> {
          Expr omega = m.parameter("omega", LogNormal.of(0, .5));
          Expr theta = m.parameter("theta", LogNormal.of(0, .5));
          Expr mu = m.parameter("mu_LR", Normal.of(0, .5));
          Expr sd = m.parameter("sd_LR", LogNormal.of(0, .5));
          Expr ratio = m.parameter("LR", LogNormal.of(mu, sd), 3);
          Expr noise = m.parameter("loss_sd", LogNormal.of(0, .7));
          Expr power = Expr.vector(time).pow(omega);
          Expr growth = m.deterministic("gf", power.over(power.plus(theta.pow(omega))));
          Expr premiums = Expr.vector(premium);
          Expr cohort = m.column("g");
          Expr expected = ratio.times(premiums).gather(cohort).times(growth.gather(m.column("h")));
          m.observe("y", Normal.of(expected, noise.times(premiums).gather(cohort)));
        },
        t -> {
          double p = normal(t[0], 0, .5) + normal(t[1], 0, .5) + normal(t[2], 0, .5);
          p += normal(t[3], 0, .5) + normal(t[7], 0, .7);
          for (int c = 0; c < 3; c++) {
            p += normal(t[4 + c], t[2], exp(t[3]));
          }
          return p
              + sum(
                  i -> {
                    int c = (int) GROUP[i];
                    double reached = Math.pow(time[(int) OTHER[i]], exp(t[0]));
                    double growth = reached / (reached + Math.pow(exp(t[1]), exp(t[0])));
                    return normal(
                        Y[i], exp(t[4 + c]) * premium[c] * growth, exp(t[7]) * premium[c]);
                  });
        });
  }

  /** prophet: a trend whose slope changes at known times, and a season that multiplies it. */
  @Test
  void trendWithChangepoints() {
    double[] change = {-.6, -.1, .4};
    check(
        m -> {
          Expr k = m.parameter("k", Normal.of(0, 5));
          Expr start = m.parameter("m", Normal.of(0, 5));
          Expr delta = m.parameter("delta", Laplace.of(0, .05), 3);
          Expr sigma = m.parameter("sigma_obs", HalfNormal.of(.5));
          Expr beta = m.parameter("beta", Normal.of(0, .3), 2);
          Expr time = m.column("x");
          Expr changes = Expr.vector(change);
          Expr changed = time.reshape(1).atLeast(changes);
          Expr slope = k.plus(changed.matmul(delta));
          Expr offset = start.minus(changed.matmul(changes.times(delta)));
          Expr trend = slope.times(time).plus(offset);
          Expr season = Expr.stack(time.times(6).sin(), time.times(6).cos()).matmul(beta);
          m.observe("y", Normal.of(trend.times(season.plus(1)), sigma));
        },
        t -> {
          double p = normal(t[0], 0, 5) + normal(t[1], 0, 5);
          for (int j = 2; j < 5; j++) {
            p += -log(.1) - Math.abs(t[j]) / .05;
          }
          p += log(2) + normal(exp(t[5]), 0, .5) + t[5] + normal(t[6], 0, .3) + normal(t[7], 0, .3);
          return p
              + sum(
                  i -> {
                    double trend = t[0] * X[i] + t[1];
                    for (int j = 0; j < 3; j++) {
                      trend += X[i] >= change[j] ? t[2 + j] * (X[i] - change[j]) : 0;
                    }
                    double season = t[6] * Math.sin(6 * X[i]) + t[7] * Math.cos(6 * X[i]);
                    return normal(Y[i], trend * (1 + season), exp(t[5]));
                  });
        });
  }
}
