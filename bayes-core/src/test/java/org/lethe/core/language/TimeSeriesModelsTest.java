package org.lethe.core.language;

import static java.lang.Math.exp;
import static java.lang.Math.log;
import static org.lethe.core.language.MadeRows.N;
import static org.lethe.core.language.MadeRows.X;
import static org.lethe.core.language.MadeRows.Y;
import static org.lethe.core.language.MadeRows.check;
import static org.lethe.core.language.PlainDensities.halfCauchy;
import static org.lethe.core.language.PlainDensities.inverseLogit;
import static org.lethe.core.language.PlainDensities.logShares;
import static org.lethe.core.language.PlainDensities.logSumExp;
import static org.lethe.core.language.PlainDensities.normal;

import org.apache.commons.math3.special.Gamma;
import org.junit.jupiter.api.Test;
import org.lethe.core.distribution.Dirichlet;
import org.lethe.core.distribution.Flat;
import org.lethe.core.distribution.HalfCauchy;
import org.lethe.core.distribution.Normal;
import org.lethe.core.distribution.Support;
import org.lethe.core.distribution.Uniform;
import org.lethe.core.expr.Expr;
import org.lethe.core.model.Rows;

/** Series of posteriordb, each beside its log density in plain Java. */
class TimeSeriesModelsTest {

  /** garch11: σ²ₜ = α₀ + α₁(yₜ₋₁ − μ)² + β₁σ²ₜ₋₁. */
  @Test
  void garch() {
    check(
        m -> {
          Expr mu = m.parameter("mu", Flat.on(Support.REAL));
          Expr a0 = m.parameter("alpha0", Flat.on(Support.POSITIVE));
          Expr a1 = m.parameter("alpha1", Uniform.of(0, 1));
          // of β₁ in (0, 1 − α₁), as a share of that room
          Expr share = m.parameter("share", Flat.on(Support.UNIT));
          Expr room = Expr.constant(1).minus(a1);
          Expr b1 = m.deterministic("beta1", share.times(room));
          m.factor(room.log());
          Rows rows = m.allRows();
          Expr y = rows.column("y");
          int n = rows.size();
          Expr first = Expr.constant(.25);
          Expr shocks = a0.plus(a1.times(y.slice(0, n - 1).minus(mu).square()));
          Expr later = Expr.scan(first, shocks, (v, shock) -> shock.plus(b1.times(v)));
          Expr variance = Expr.concat(first.reshape(1), later);
          m.observeJointly(
              "volatility clusters", Normal.of(mu, variance.sqrt()).logDensity(y).sum());
        },
        t -> {
          double a1 = inverseLogit(t[2]);
          double share = inverseLogit(t[3]);
          double p = t[1] + log(a1 * (1 - a1)) + log(share * (1 - share)) + log(1 - a1);
          double variance = .25;
          for (int i = 0; i < N; i++) {
            p += normal(Y[i], t[0], Math.sqrt(variance));
            variance = exp(t[1]) + a1 * Math.pow(Y[i] - t[0], 2) + share * (1 - a1) * variance;
          }
          return p;
        });
  }

  /** arma11: errors e of yₜ = μ + φyₜ₋₁ + θeₜ₋₁ + eₜ, with y₀ = μ and e₀ = 0. */
  @Test
  void autoregressionWithMovingAverages() {
    check(
        m -> {
          Expr mu = m.parameter("mu", Normal.of(0, 10));
          Expr phi = m.parameter("phi", Normal.of(0, 2));
          Expr theta = m.parameter("theta", Normal.of(0, 2));
          Expr sigma = m.parameter("sigma", HalfCauchy.of(2.5));
          Rows rows = m.allRows();
          Expr y = rows.column("y");
          Expr before = Expr.concat(mu, y.slice(0, rows.size() - 1));
          Expr known = y.minus(mu).minus(phi.times(before));
          Expr zero = Expr.constant(0);
          Expr errors = Expr.scan(zero, known, (e, k) -> k.minus(theta.times(e)));
          m.observeJointly("errors carry over", Normal.of(0, sigma).logDensity(errors).sum());
        },
        t -> {
          double p = normal(t[0], 0, 10) + normal(t[1], 0, 2) + normal(t[2], 0, 2);
          p += halfCauchy(exp(t[3]), 2.5) + t[3];
          double error = 0;
          double before = t[0];
          for (double y : Y) {
            error = y - t[0] - t[1] * before - t[2] * error;
            before = y;
            p += normal(error, 0, exp(t[3]));
          }
          return p;
        });
  }

  /** hmm_drive_1: two series that a chain of two hidden states moves, by the forward algorithm. */
  @Test
  void hiddenMarkovChain() {
    check(
        m -> {
          Expr one = m.parameter("theta1", Dirichlet.of(6, 4));
          Expr two = m.parameter("theta2", Dirichlet.of(3, 7));
          Expr phi = m.parameter("phi", Normal.of(Expr.constant(0, 3), 1), Support.ORDERED, 2);
          Expr lambda =
              m.parameter("lambda", Normal.of(Expr.constant(0, 3), 1), Support.ORDERED, 2);
          Rows rows = m.allRows();
          int n = rows.size();
          Expr u = Normal.of(phi, .8).logDensity(rows.column("y").reshape(n, 1));
          Expr v = Normal.of(lambda, .5).logDensity(rows.column("x").reshape(n, 1));
          Expr emission = u.plus(v);
          Expr moves = Expr.stack(one, two).log();
          Expr forward =
              Expr.scan(
                  emission.at(0),
                  emission.slice(1, n),
                  (state, e) -> state.reshape(2, 1).plus(moves).logSumExp(0).plus(e));
          m.observeJointly("a hidden chain", forward.at(n - 2).logSumExp(0));
        },
        t -> {
          double p = 0;
          double[][] moves = new double[2][];
          double[][] alpha = {{6, 4}, {3, 7}};
          for (int k = 0; k < 2; k++) {
            moves[k] = logShares(t[k]);
            p += alpha[k][0] * moves[k][0] + alpha[k][1] * moves[k][1] + log(2) / 2;
            p += Gamma.logGamma(10) - Gamma.logGamma(alpha[k][0]) - Gamma.logGamma(alpha[k][1]);
          }
          double[] phi = {t[2], t[2] + exp(t[3])};
          double[] lambda = {t[4], t[4] + exp(t[5])};
          p += normal(phi[0], 0, 1) + normal(phi[1], 3, 1) + t[3];
          p += normal(lambda[0], 0, 1) + normal(lambda[1], 3, 1) + t[5];
          double[] state = new double[2];
          for (int i = 0; i < N; i++) {
            double[] next = new double[2];
            for (int k = 0; k < 2; k++) {
              double from = exp(state[0] + moves[0][k]) + exp(state[1] + moves[1][k]);
              next[k] = i == 0 ? 0 : log(from);
              next[k] += normal(Y[i], phi[k], .8) + normal(X[i], lambda[k], .5);
            }
            state = next;
          }
          return p + logSumExp(state);
        });
  }
}
