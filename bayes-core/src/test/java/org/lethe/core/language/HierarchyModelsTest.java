package org.lethe.core.language;

import static java.lang.Math.exp;
import static java.lang.Math.log;
import static org.lethe.core.language.MadeRows.COUNT;
import static org.lethe.core.language.MadeRows.GROUP;
import static org.lethe.core.language.MadeRows.OTHER;
import static org.lethe.core.language.MadeRows.X;
import static org.lethe.core.language.MadeRows.Y;
import static org.lethe.core.language.MadeRows.check;
import static org.lethe.core.language.MadeRows.sum;
import static org.lethe.core.language.PlainDensities.binomial;
import static org.lethe.core.language.PlainDensities.inverseLogit;
import static org.lethe.core.language.PlainDensities.normal;

import org.apache.commons.math3.special.Gamma;
import org.junit.jupiter.api.Test;
import org.lethe.core.distribution.Binomial;
import org.lethe.core.distribution.HalfNormal;
import org.lethe.core.distribution.InverseGamma;
import org.lethe.core.distribution.Normal;
import org.lethe.core.distribution.Poisson;
import org.lethe.core.distribution.Uniform;
import org.lethe.core.expr.Expr;

/** Hierarchies of posteriordb, each beside its log density in plain Java. */
class HierarchyModelsTest {

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
}
