package org.lethe.core.language;

import static java.lang.Math.exp;
import static java.lang.Math.log;
import static java.lang.Math.sqrt;
import static org.lethe.core.language.MadeRows.BINARY;
import static org.lethe.core.language.MadeRows.GRADE;
import static org.lethe.core.language.MadeRows.GROUP;
import static org.lethe.core.language.MadeRows.OTHER;
import static org.lethe.core.language.MadeRows.X;
import static org.lethe.core.language.MadeRows.Y;
import static org.lethe.core.language.MadeRows.check;
import static org.lethe.core.language.MadeRows.sum;
import static org.lethe.core.language.PlainDensities.bernoulli;
import static org.lethe.core.language.PlainDensities.inverseLogit;
import static org.lethe.core.language.PlainDensities.logSumExp;
import static org.lethe.core.language.PlainDensities.normal;

import org.apache.commons.math3.distribution.TDistribution;
import org.junit.jupiter.api.Test;
import org.lethe.core.distribution.Bernoulli;
import org.lethe.core.distribution.Categorical;
import org.lethe.core.distribution.HalfStudentT;
import org.lethe.core.distribution.InverseGamma;
import org.lethe.core.distribution.Normal;
import org.lethe.core.expr.Expr;

/** Regressions of posteriordb, each beside its log density in plain Java. */
class RegressionModelsTest {

  /** dogs: avoidances and shocks so far are columns. */
  @Test
  void dogs() {
    check(
        m -> {
          Expr beta = m.parameter("beta", Normal.of(0, 100), 3);
          Expr logit =
              beta.at(0)
                  .plus(beta.at(1).times(m.column("g")))
                  .plus(beta.at(2).times(m.column("h")));
          m.observe("bit", Bernoulli.logits(logit));
        },
        t ->
            normal(t[0], 0, 100)
                + normal(t[1], 0, 100)
                + normal(t[2], 0, 100)
                + sum(
                    i ->
                        bernoulli(
                            BINARY[i], inverseLogit(t[0] + t[1] * GROUP[i] + t[2] * OTHER[i]))));
  }

  /** logistic_regression_rhs: a regularised horseshoe. */
  @Test
  void sparseLogisticRegression() {
    TDistribution cauchy = new TDistribution(1);
    TDistribution student = new TDistribution(3);
    check(
        m -> {
          Expr intercept = m.parameter("beta0", Normal.of(0, 10));
          Expr z = m.parameter("z", Normal.of(0, 1), 2);
          Expr tau = m.parameter("tau", HalfStudentT.of(1, .2));
          Expr lambda = m.parameter("lambda", HalfStudentT.of(3, 1), 2);
          Expr slab = m.parameter("caux", InverseGamma.of(2, 2)).times(4);
          Expr shrunk = slab.times(lambda.square()).over(slab.plus(tau.times(lambda).square()));
          Expr beta = m.deterministic("beta", z.times(shrunk.sqrt()).times(tau));
          m.observe("bit", Bernoulli.logits(m.columns("x", "y").matmul(beta).plus(intercept)));
        },
        t -> {
          double tau = exp(t[3]);
          double slab = 4 * exp(t[6]);
          double p = normal(t[0], 0, 10) + log(2 * cauchy.density(tau / .2) / .2) + t[3];
          p += 2 * log(2) - 2 * t[6] - 2 * exp(-t[6]);
          double[] beta = new double[2];
          for (int k = 0; k < 2; k++) {
            double lambda = exp(t[4 + k]);
            p += normal(t[1 + k], 0, 1) + log(2 * student.density(lambda)) + t[4 + k];
            double shrunk = slab * lambda * lambda / (slab + tau * tau * lambda * lambda);
            beta[k] = t[1 + k] * sqrt(shrunk) * tau;
          }
          return p
              + sum(
                  i -> bernoulli(BINARY[i], inverseLogit(t[0] + beta[0] * X[i] + beta[1] * Y[i])));
        });
  }

  /** nn_rbm1b: a network of one hidden layer, whose weights have unknown scales. */
  @Test
  void neuralNetwork() {
    check(
        m -> {
          Expr alphaScale = m.parameter("sigma_alpha2", InverseGamma.of(2, 1)).sqrt();
          Expr betaScale = m.parameter("sigma_beta2", InverseGamma.of(3, 1)).sqrt();
          Expr alpha = m.parameter("alpha", Normal.of(0, alphaScale), 3, 2);
          Expr beta = m.parameter("beta", Normal.of(0, betaScale), 3, 2);
          Expr one = Expr.constant(1);
          Expr hidden = Expr.concat(one, m.columns("x", "y")).matmul(alpha).tanh();
          Expr logits = Expr.concat(one, hidden).matmul(beta);
          m.observe("grade", Categorical.logits(Expr.concat(one, logits)));
        },
        t -> {
          double p = -2 * t[0] - exp(-t[0]) + 3 * log(1) - 3 * t[1] - exp(-t[1]) - log(2);
          for (int k = 0; k < 6; k++) {
            p += normal(t[2 + k], 0, exp(t[0] / 2)) + normal(t[8 + k], 0, exp(t[1] / 2));
          }
          return p
              + sum(
                  i -> {
                    double[] logits = {1, t[8], t[9]};
                    for (int j = 0; j < 2; j++) {
                      double h = Math.tanh(t[2 + j] + t[4 + j] * X[i] + t[6 + j] * Y[i]);
                      logits[1] += h * t[10 + 2 * j];
                      logits[2] += h * t[11 + 2 * j];
                    }
                    return logits[(int) GRADE[i]] - logSumExp(logits);
                  });
        });
  }
}
