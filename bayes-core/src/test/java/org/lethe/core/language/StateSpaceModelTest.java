package org.lethe.core.language;

import static java.lang.Math.exp;
import static java.lang.Math.log;
import static org.lethe.core.language.MadeRows.N;
import static org.lethe.core.language.MadeRows.X;
import static org.lethe.core.language.MadeRows.Y;
import static org.lethe.core.language.MadeRows.check;
import static org.lethe.core.language.PlainDensities.inverseLogit;
import static org.lethe.core.language.PlainDensities.normal;

import org.apache.commons.math3.distribution.TDistribution;
import org.junit.jupiter.api.Test;
import org.lethe.core.distribution.Flat;
import org.lethe.core.distribution.Normal;
import org.lethe.core.distribution.StudentT;
import org.lethe.core.distribution.Support;
import org.lethe.core.expr.Expr;
import org.lethe.core.model.Rows;

/** Levels and seasons of posteriordb, beside the log density in plain Java. */
class StateSpaceModelTest {

  /** state_space_stochastic_level_stochastic_seasonal, of four seasons. */
  @Test
  void levelsAndSeasonsThatWander() {
    check(
        m -> {
          Rows rows = m.allRows();
          int n = rows.size();
          Expr mu = m.parameter("mu", Flat.on(Support.interval(-3, 3)), n);
          Expr season = m.parameter("seasonal", Flat.on(Support.REAL), n);
          Expr beta = m.parameter("beta", Flat.on(Support.REAL));
          Expr sigma = m.parameter("sigma", StudentT.of(4, 0, 1), Support.POSITIVE_ORDERED, 3);
          Expr year = season.cumsum(0);
          Expr three =
              year.slice(2, n - 1).minus(Expr.concat(Expr.vector(0), year.slice(0, n - 4)));
          m.factor(Normal.of(three.negate(), sigma.at(0)).logDensity(season.slice(3, n)).sum());
          m.factor(Normal.of(mu.slice(0, n - 1), sigma.at(1)).logDensity(mu.slice(1, n)).sum());
          Expr fitted = mu.plus(season).plus(beta.times(rows.column("x")));
          m.observeJointly(
              "levels wander", Normal.of(fitted, sigma.at(2)).logDensity(rows.column("y")).sum());
        },
        t -> {
          double[] sigma = new double[3];
          double p = 0;
          for (int k = 0; k < 3; k++) {
            double u = t[2 * N + 1 + k];
            sigma[k] = (k == 0 ? 0 : sigma[k - 1]) + exp(u);
            p += log(new TDistribution(4).density(sigma[k])) + u;
          }
          double[] mu = new double[N];
          for (int i = 0; i < N; i++) {
            double share = inverseLogit(t[i]);
            mu[i] = 6 * share - 3;
            p += log(6 * share * (1 - share));
            p += i == 0 ? 0 : normal(mu[i], mu[i - 1], sigma[1]);
            p +=
                i < 3 ? 0 : normal(t[N + i], -t[N + i - 1] - t[N + i - 2] - t[N + i - 3], sigma[0]);
            p += normal(Y[i], mu[i] + t[N + i] + t[2 * N] * X[i], sigma[2]);
          }
          return p;
        });
  }
}
