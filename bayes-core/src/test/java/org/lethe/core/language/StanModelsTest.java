package org.lethe.core.language;

import static java.lang.Math.exp;
import static java.lang.Math.log;
import static org.lethe.core.language.MadeRows.BINARY;
import static org.lethe.core.language.MadeRows.COUNT;
import static org.lethe.core.language.MadeRows.GROUP;
import static org.lethe.core.language.MadeRows.N;
import static org.lethe.core.language.MadeRows.OTHER;
import static org.lethe.core.language.MadeRows.X;
import static org.lethe.core.language.MadeRows.Y;
import static org.lethe.core.language.MadeRows.bernoulli;
import static org.lethe.core.language.MadeRows.binomial;
import static org.lethe.core.language.MadeRows.check;
import static org.lethe.core.language.MadeRows.halfCauchy;
import static org.lethe.core.language.MadeRows.inverseLogit;
import static org.lethe.core.language.MadeRows.normal;
import static org.lethe.core.language.MadeRows.sum;

import java.util.List;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.special.Gamma;
import org.junit.jupiter.api.Test;
import org.lethe.core.distribution.Bernoulli;
import org.lethe.core.distribution.Beta;
import org.lethe.core.distribution.Binomial;
import org.lethe.core.distribution.Flat;
import org.lethe.core.distribution.HalfCauchy;
import org.lethe.core.distribution.HalfNormal;
import org.lethe.core.distribution.InverseGamma;
import org.lethe.core.distribution.LogNormal;
import org.lethe.core.distribution.Mixture;
import org.lethe.core.distribution.Normal;
import org.lethe.core.distribution.Poisson;
import org.lethe.core.distribution.Support;
import org.lethe.core.distribution.Uniform;
import org.lethe.core.expr.Expr;
import org.lethe.core.model.Rows;

/**
 * Models of posteriordb as somebody writes them who knows Stan, each beside its log density written
 * out in plain Java (on the unconstrained scale, with the Jacobians of exp and of the logistic
 * function) at three points. The rows are made up.
 */
class StanModelsTest {
  /** radon_variable_intercept_slope_centered. */
  @Test
  void radonWithVaryingInterceptsAndSlopes() {
    check(
        m -> {
          Expr muA = m.parameter("mu_alpha", Normal.of(0, 10));
          Expr muB = m.parameter("mu_beta", Normal.of(0, 10));
          Expr sigmaA = m.parameter("sigma_alpha", HalfNormal.of(1));
          Expr sigmaB = m.parameter("sigma_beta", HalfNormal.of(1));
          Expr sigma = m.parameter("sigma_y", HalfNormal.of(1));
          Expr alpha = m.parameter("alpha", Normal.of(muA, sigmaA), 3);
          Expr beta = m.parameter("beta", Normal.of(muB, sigmaB), 3);
          Expr county = m.column("g");
          Expr slope = beta.gather(county).times(m.column("x"));
          m.observe("y", Normal.of(alpha.gather(county).plus(slope), sigma));
        },
        t -> {
          double p = normal(t[0], 0, 10) + normal(t[1], 0, 10);
          for (int s = 2; s < 5; s++) {
            p += log(2) + normal(exp(t[s]), 0, 1) + t[s];
          }
          for (int g = 0; g < 3; g++) {
            p += normal(t[5 + g], t[0], exp(t[2])) + normal(t[8 + g], t[1], exp(t[3]));
          }
          return p
              + sum(
                  i -> {
                    int g = (int) GROUP[i];
                    return normal(Y[i], t[5 + g] + t[8 + g] * X[i], exp(t[4]));
                  });
        });
  }

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

  /** low_dim_gauss_mix. */
  @Test
  void aMixtureOfTwoOrderedNormals() {
    check(
        m -> {
          Expr mu = m.parameter("mu", Normal.of(0, 2), Support.ORDERED, 2);
          Expr sigma = m.parameter("sigma", Normal.of(0, 2), Support.POSITIVE, 2);
          Expr theta = m.parameter("theta", Beta.of(5, 5));
          Expr shares = Expr.stack(theta, Expr.constant(1).minus(theta));
          m.observe(
              "y",
              Mixture.of(
                  shares,
                  List.of(Normal.of(mu.at(0), sigma.at(0)), Normal.of(mu.at(1), sigma.at(1)))));
        },
        t -> {
          double upper = t[0] + exp(t[1]);
          double share = inverseLogit(t[4]);
          double p = normal(t[0], 0, 2) + normal(upper, 0, 2) + t[1];
          p += normal(exp(t[2]), 0, 2) + t[2] + normal(exp(t[3]), 0, 2) + t[3];
          p += 4 * log(share * (1 - share)) + Gamma.logGamma(10) - 2 * Gamma.logGamma(5);
          p += log(share * (1 - share));
          return p
              + sum(
                  i ->
                      log(
                          share * exp(normal(Y[i], t[0], exp(t[2])))
                              + (1 - share) * exp(normal(Y[i], upper, exp(t[3])))));
        });
  }

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

  /** GLMM_Poisson: a cubic trend of the log rate, and an effect of each year. */
  @Test
  void countsWithEffectsOfYears() {
    check(
        m -> {
          Expr alpha = m.parameter("alpha", Uniform.of(-20, 20));
          Expr beta = m.parameter("beta", Uniform.of(-10, 10), 3);
          Expr sigma = m.parameter("sigma", Uniform.of(0, 5));
          Expr eps = m.parameter("eps", Normal.of(0, sigma), 4);
          Expr x = m.column("x");
          Expr powers = Expr.stack(x, x.square(), x.pow(3));
          m.observe(
              "count",
              Poisson.logRate(alpha.plus(powers.dot(beta)).plus(eps.gather(m.column("h")))));
        },
        t -> {
          double a = inverseLogit(t[0]);
          double p = log(a * (1 - a));
          double[] b = new double[3];
          for (int k = 0; k < 3; k++) {
            double u = inverseLogit(t[1 + k]);
            b[k] = 20 * u - 10;
            p += log(u * (1 - u));
          }
          double s = inverseLogit(t[4]);
          p += log(s * (1 - s));
          for (int k = 5; k < 9; k++) {
            p += normal(t[k], 0, 5 * s);
          }
          return p
              + sum(
                  i -> {
                    double x = X[i];
                    double rate = 40 * a - 20 + b[0] * x + b[1] * x * x + b[2] * x * x * x;
                    rate += t[5 + (int) OTHER[i]];
                    return COUNT[i] * rate - exp(rate) - Gamma.logGamma(COUNT[i] + 1);
                  });
        });
  }

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

  /** rats: variances have the priors, not sds. */
  @Test
  void rats() {
    check(
        m -> {
          Expr mu = m.parameter("mu_alpha", Normal.of(0, 100));
          Expr variance = m.parameter("sigmasq_y", InverseGamma.of(.001, .001));
          Expr spread = m.parameter("sigmasq_alpha", InverseGamma.of(.001, .001));
          Expr alpha = m.parameter("alpha", Normal.of(mu, spread.sqrt()), 3);
          m.observe("y", Normal.of(alpha.gather(m.column("g")), variance.sqrt()));
        },
        t -> {
          double p = normal(t[0], 0, 100);
          for (int s = 1; s < 3; s++) {
            p += .001 * log(.001) - Gamma.logGamma(.001) - .001 * t[s] - .001 * exp(-t[s]);
          }
          for (int g = 0; g < 3; g++) {
            p += normal(t[3 + g], t[0], exp(t[2] / 2));
          }
          return p + sum(i -> normal(Y[i], t[3 + (int) GROUP[i]], exp(t[1] / 2)));
        });
  }

  /** surgical_model: deaths of so many operations in each hospital. */
  @Test
  void surgery() {
    check(
        m -> {
          Expr mu = m.parameter("mu", Normal.of(0, 1000));
          Expr sigma = m.parameter("sigmasq", InverseGamma.of(.001, .001)).sqrt();
          Expr b = m.parameter("b", Normal.of(mu, sigma), 3);
          m.observe("count", Binomial.logits(m.column("trials"), b.gather(m.column("g"))));
        },
        t -> {
          double p = normal(t[0], 0, 1000);
          p += .001 * log(.001) - Gamma.logGamma(.001) - .001 * t[1] - .001 * exp(-t[1]);
          for (int g = 0; g < 3; g++) {
            p += normal(t[2 + g], t[0], exp(t[1] / 2));
          }
          return p + sum(i -> binomial(COUNT[i], 9, inverseLogit(t[2 + (int) GROUP[i]])));
        });
  }

  /** Ordered probit, which no law is named after: P(k) = Φ(c_k − η) − Φ(c_{k−1} − η). */
  @Test
  void orderedProbitIsATermOfItsOwn() {
    NormalDistribution standard = new NormalDistribution(0, 1);
    check(
        m -> {
          Expr beta = m.parameter("beta", Normal.of(0, 5));
          Expr c = m.parameter("c", Normal.of(0, 5), Support.ORDERED, 2);
          Expr eta = beta.times(m.column("x"));
          Expr grade = m.column("grade");
          Expr padded = Expr.concat(Expr.vector(-40), c, Expr.vector(40));
          Expr above = padded.gather(grade.plus(1)).minus(eta).logNormalCdf();
          Expr below = padded.gather(grade).minus(eta).logNormalCdf();
          m.observe(above.plus(below.minus(above).log1mExp()), "grade");
        },
        t -> {
          double[] c = {-40, t[1], t[1] + exp(t[2]), 40};
          double p = normal(t[0], 0, 5) + normal(c[1], 0, 5) + normal(c[2], 0, 5) + t[2];
          return p
              + sum(
                  i -> {
                    int k = (int) GROUP[i];
                    double eta = t[0] * X[i];
                    return log(
                        standard.cumulativeProbability(c[k + 1] - eta)
                            - standard.cumulativeProbability(c[k] - eta));
                  });
        });
  }
}
