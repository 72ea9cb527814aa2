package org.lethe.core.language;

import static java.lang.Math.exp;
import static java.lang.Math.log;
import static java.lang.Math.sqrt;
import static org.lethe.core.language.MadeRows.COUNT;
import static org.lethe.core.language.MadeRows.N;
import static org.lethe.core.language.MadeRows.ROWS;
import static org.lethe.core.language.MadeRows.Y;
import static org.lethe.core.language.MadeRows.check;
import static org.lethe.core.language.MadeRows.sum;
import static org.lethe.core.language.PlainDensities.halfCauchy;
import static org.lethe.core.language.PlainDensities.inverseLogit;
import static org.lethe.core.language.PlainDensities.normal;

import org.apache.commons.math3.distribution.MultivariateNormalDistribution;
import org.apache.commons.math3.util.CombinatoricsUtils;
import org.junit.jupiter.api.Test;
import org.lethe.core.distribution.Beta;
import org.lethe.core.distribution.Flat;
import org.lethe.core.distribution.HalfCauchy;
import org.lethe.core.distribution.HalfNormal;
import org.lethe.core.distribution.LkjCholesky;
import org.lethe.core.distribution.LogNormal;
import org.lethe.core.distribution.MultivariateNormal;
import org.lethe.core.distribution.Normal;
import org.lethe.core.distribution.Poisson;
import org.lethe.core.distribution.Support;
import org.lethe.core.expr.Expr;
import org.lethe.core.model.Model;

/** Models in space of posteriordb, each beside its log density in plain Java. */
class SpaceModelsTest {

  /** kronecker_gp: four places, three kinds each, by the covariance itself. */
  @Test
  void kindsThatVaryTogetherInSpace() {
    double[] place = {0, .3, .9, 1.4};
    check(
        Model.define(
            "kronecker",
            ROWS,
            m -> {
              Expr variance = m.parameter("var1", LogNormal.of(0, 1));
              Expr width = m.parameter("bw1", HalfCauchy.of(2.5));
              Expr factor = m.parameter("L", LkjCholesky.of(3, 2));
              Expr noise = m.parameter("sigma1", LogNormal.of(0, 1), Support.lower(1e-5));
              Expr x = Expr.vector(place);
              Expr decay = x.reshape(4, 1).minus(x).square().times(width).negate().exp();
              Expr near = decay.times(variance).plus(Expr.identity(4).times(1e-5));
              Expr alike = factor.matmul(factor.transpose());
              Expr both = near.reshape(4, 1, 4, 1).times(alike.reshape(1, 3, 1, 3)).reshape(12, 12);
              Expr covariance = both.plus(Expr.identity(12).times(noise));
              Expr y = m.allRows().column("y");
              m.observeJointly(
                  "a process", MultivariateNormal.of(Expr.fill(0, 12), covariance).logDensity(y));
            }),
        ROWS,
        t -> {
          double width = exp(t[1]);
          double[][] l = {{1, 0, 0}, {Math.tanh(t[2]), 0, 0}, {Math.tanh(t[3]), 0, 0}};
          l[1][1] = sqrt(1 - l[1][0] * l[1][0]);
          double partial = Math.tanh(t[4]);
          double rest = 1 - l[2][0] * l[2][0];
          l[2][1] = partial * sqrt(rest);
          l[2][2] = sqrt(rest * (1 - partial * partial));
          double p = normal(t[0], 0, 1) + halfCauchy(width, 2.5) + t[1];
          double noise = 1e-5 + exp(t[5]);
          p += normal(log(noise), 0, 1) - log(noise) + t[5];
          // the factor's density and its transform's: (K − i + 2η − 2) log L_ii and Σ log(1 − z²)
          p += 3 * log(l[1][1]) + 2 * log(l[2][2]) - 0.61548333812713;
          p += 2 * log(l[1][1]) + log(rest) * 1.5 + Math.log1p(-partial * partial);
          double[][] cov = new double[12][12];
          for (int i = 0; i < 12; i++) {
            for (int j = 0; j < 12; j++) {
              double d = place[i / 3] - place[j / 3];
              double near = exp(t[0] - width * d * d) + (i / 3 == j / 3 ? 1e-5 : 0);
              double alike = 0;
              for (int k = 0; k < 3; k++) {
                alike += l[i % 3][k] * l[j % 3][k];
              }
              cov[i][j] = near * alike + (i == j ? noise : 0);
            }
          }
          return p + log(new MultivariateNormalDistribution(new double[12], cov).density(Y));
        });
  }

  /** bym2_offset_only: effects of places, half of them shared with neighbours. */
  @Test
  void neighboursOnAMap() {
    double[] from = {0, 0, 1, 2, 4, 7};
    double[] to = {1, 2, 3, 3, 5, 11};
    check(
        m -> {
          Expr level = m.parameter("beta0", Normal.of(0, 1));
          Expr sigma = m.parameter("sigma", HalfNormal.of(1));
          Expr rho = m.parameter("rho", Beta.of(.5, .5));
          Expr theta = m.parameter("theta", Normal.of(0, 1), N);
          Expr phi = m.parameter("phi", Flat.on(Support.REAL), N);
          Expr apart = phi.gather(Expr.vector(from)).minus(phi.gather(Expr.vector(to)));
          m.factor(apart.square().sum().times(-.5));
          m.factor(Normal.of(0, .001 * N).logDensity(phi.sum()));
          Expr own = Expr.constant(1).minus(rho).sqrt().times(theta);
          Expr effect = own.plus(rho.over(.7).sqrt().times(phi)).times(sigma);
          Expr logRate = level.plus(effect.gather(m.column("row")));
          m.observe("count", Poisson.logRate(m.column("trials").log().plus(logRate)));
        },
        t -> {
          double rho = inverseLogit(t[2]);
          double p = normal(t[0], 0, 1) + log(2) + normal(exp(t[1]), 0, 1) + t[1];
          p += log(rho * (1 - rho)) / 2 - log(Math.PI);
          double total = 0;
          for (int i = 0; i < N; i++) {
            p += normal(t[3 + i], 0, 1);
            total += t[3 + N + i];
          }
          for (int e = 0; e < from.length; e++) {
            double d = t[3 + N + (int) from[e]] - t[3 + N + (int) to[e]];
            p -= d * d / 2;
          }
          p += normal(total, 0, .001 * N);
          return p
              + sum(
                  i -> {
                    double effect = sqrt(1 - rho) * t[3 + i] + sqrt(rho / .7) * t[3 + N + i];
                    double eta = log(9) + t[0] + exp(t[1]) * effect;
                    return COUNT[i] * eta
                        - exp(eta)
                        - CombinatoricsUtils.factorialLog((int) COUNT[i]);
                  });
        });
  }
}
