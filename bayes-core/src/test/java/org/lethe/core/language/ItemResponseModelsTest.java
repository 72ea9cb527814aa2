package org.lethe.core.language;

import static java.lang.Math.exp;
import static java.lang.Math.log;
import static java.lang.Math.sqrt;
import static org.lethe.core.language.MadeRows.BINARY;
import static org.lethe.core.language.MadeRows.GRADE;
import static org.lethe.core.language.MadeRows.GROUP;
import static org.lethe.core.language.MadeRows.OTHER;
import static org.lethe.core.language.MadeRows.X;
import static org.lethe.core.language.MadeRows.check;
import static org.lethe.core.language.MadeRows.sum;
import static org.lethe.core.language.PlainDensities.bernoulli;
import static org.lethe.core.language.PlainDensities.halfCauchy;
import static org.lethe.core.language.PlainDensities.inverseLogit;
import static org.lethe.core.language.PlainDensities.normal;

import org.apache.commons.math3.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;
import org.lethe.core.distribution.Bernoulli;
import org.lethe.core.distribution.Exponential;
import org.lethe.core.distribution.HalfCauchy;
import org.lethe.core.distribution.LkjCholesky;
import org.lethe.core.distribution.LogNormal;
import org.lethe.core.distribution.MultivariateNormal;
import org.lethe.core.distribution.Normal;
import org.lethe.core.distribution.OrderedProbit;
import org.lethe.core.distribution.Support;
import org.lethe.core.expr.Expr;

/**
 * Answers of students g to items h, as in posteriordb, each beside its log density in plain Java.
 */
class ItemResponseModelsTest {

  /** irt_2pl: students g, items h. */
  @Test
  void twoParameterItemResponse() {
    check(
        m -> {
          Expr sigmaTheta = m.parameter("sigma_theta", HalfCauchy.of(2));
          Expr theta = m.parameter("theta", Normal.of(0, sigmaTheta), 3);
          Expr sigmaA = m.parameter("sigma_a", HalfCauchy.of(2));
          Expr a = m.parameter("a", LogNormal.of(0, sigmaA), 4);
          Expr muB = m.parameter("mu_b", Normal.of(0, 5));
          Expr sigmaB = m.parameter("sigma_b", HalfCauchy.of(2));
          Expr b = m.parameter("b", Normal.of(muB, sigmaB), 4);
          Expr item = m.column("h");
          Expr ability = theta.gather(m.column("g")).minus(b.gather(item));
          m.observe("bit", Bernoulli.logits(a.gather(item).times(ability)));
        },
        t -> {
          double p = 0;
          for (int s : new int[] {0, 4, 10}) {
            p += halfCauchy(exp(t[s]), 2) + t[s];
          }
          for (int j = 0; j < 3; j++) {
            p += normal(t[1 + j], 0, exp(t[0]));
          }
          p += normal(t[9], 0, 5);
          for (int k = 0; k < 4; k++) {
            // the log-normal density and the Jacobian leave the normal one of log a
            p += normal(t[5 + k], 0, exp(t[4])) + normal(t[11 + k], t[9], exp(t[10]));
          }
          return p
              + sum(
                  i -> {
                    int k = (int) OTHER[i];
                    double logit = exp(t[5 + k]) * (t[1 + (int) GROUP[i]] - t[11 + k]);
                    return bernoulli(BINARY[i], inverseLogit(logit));
                  });
        });
  }

  /** hier_2pl: discrimination and difficulty of an item vary together. */
  @Test
  void itemsWhoseParametersAreCorrelated() {
    check(
        m -> {
          Expr theta = m.parameter("theta", Normal.of(0, 1), 3);
          Expr mu = m.parameter("mu", Normal.of(Expr.constant(0, 0), Expr.constant(1, 5)));
          Expr tau = m.parameter("tau", Exponential.of(.1), 2);
          Expr omega = m.parameter("L_Omega", LkjCholesky.of(2, 4));
          Expr factor = tau.reshape(2, 1).times(omega);
          Expr xi = m.parameter("xi", MultivariateNormal.ofCholesky(mu, factor), 4, 2);
          Expr item = xi.gather(m.column("h"));
          Expr ability = theta.gather(m.column("g")).minus(item.at(1));
          m.observe("bit", Bernoulli.logits(item.at(0).exp().times(ability)));
        },
        t -> {
          double p = normal(t[3], 0, 1) + normal(t[4], 0, 5);
          for (int k = 0; k < 3; k++) {
            p += normal(t[k], 0, 1);
          }
          double[] tau = {exp(t[5]), exp(t[6])};
          p += 2 * log(.1) - .1 * (tau[0] + tau[1]) + t[5] + t[6];
          double r = Math.tanh(t[7]);
          // of r, (1 − r²)³/B(½, 4) and the slope of tanh
          p += 4 * Math.log1p(-r * r) - org.apache.commons.math3.special.Beta.logBeta(.5, 4);
          for (int i = 0; i < 4; i++) {
            double z = (t[8 + 2 * i] - t[3]) / tau[0];
            double rest = t[9 + 2 * i] - t[4] - tau[1] * r * z;
            p += normal(z, 0, 1) - t[5] + normal(rest, 0, tau[1] * sqrt(1 - r * r));
          }
          return p
              + sum(
                  i -> {
                    int item = 8 + 2 * (int) OTHER[i];
                    double logit = exp(t[item]) * (t[(int) GROUP[i]] - t[item + 1]);
                    return bernoulli(BINARY[i], inverseLogit(logit));
                  });
        });
  }

  /** Ordered probit. */
  @Test
  void orderedProbit() {
    NormalDistribution standard = new NormalDistribution(0, 1);
    check(
        m -> {
          Expr beta = m.parameter("beta", Normal.of(0, 5));
          Expr c = m.parameter("c", Normal.of(0, 5), Support.ORDERED, 2);
          m.observe("grade", OrderedProbit.of(beta.times(m.column("x")), c));
        },
        t -> {
          double[] c = {-40, t[1], t[1] + exp(t[2]), 40};
          double p = normal(t[0], 0, 5) + normal(c[1], 0, 5) + normal(c[2], 0, 5) + t[2];
          return p
              + sum(
                  i -> {
                    int k = (int) GRADE[i];
                    double eta = t[0] * X[i];
                    return log(
                        standard.cumulativeProbability(c[k + 1] - eta)
                            - standard.cumulativeProbability(c[k] - eta));
                  });
        });
  }
}
