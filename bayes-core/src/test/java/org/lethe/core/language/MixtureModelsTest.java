package org.lethe.core.language;

import static java.lang.Math.exp;
import static java.lang.Math.log;
import static org.lethe.core.language.MadeRows.GROUP;
import static org.lethe.core.language.MadeRows.OTHER;
import static org.lethe.core.language.MadeRows.Y;
import static org.lethe.core.language.MadeRows.check;
import static org.lethe.core.language.MadeRows.sum;
import static org.lethe.core.language.PlainDensities.inverseLogit;
import static org.lethe.core.language.PlainDensities.logShares;
import static org.lethe.core.language.PlainDensities.logSumExp;
import static org.lethe.core.language.PlainDensities.normal;

import java.util.List;
import org.apache.commons.math3.special.Gamma;
import org.junit.jupiter.api.Test;
import org.lethe.core.distribution.Beta;
import org.lethe.core.distribution.Dirichlet;
import org.lethe.core.distribution.Flat;
import org.lethe.core.distribution.Mixture;
import org.lethe.core.distribution.Normal;
import org.lethe.core.distribution.Support;
import org.lethe.core.distribution.Uniform;
import org.lethe.core.expr.Expr;

/** Mixtures of posteriordb, each beside its log density in plain Java. */
class MixtureModelsTest {

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

  /** normal_mixture_k. */
  @Test
  void mixtureOfSeveralNormals() {
    check(
        m -> {
          Expr theta = m.parameter("theta", Flat.on(Support.SIMPLEX), 3);
          Expr mu = m.parameter("mu", Normal.of(0, 10), 3);
          Expr sigma = m.parameter("sigma", Uniform.of(0, 10), 3);
          m.observe(
              List.of("y"), Mixture.ofGaussians(theta, mu.reshape(3, 1), sigma.reshape(3, 1)));
        },
        t -> {
          double[] shares = logShares(t[0], t[1]);
          double p = shares[0] + shares[1] + shares[2] + log(3) / 2;
          for (int k = 0; k < 3; k++) {
            double u = inverseLogit(t[5 + k]);
            p += normal(t[2 + k], 0, 10) + log(u * (1 - u));
          }
          return p
              + sum(
                  i -> {
                    double[] each = new double[3];
                    for (int k = 0; k < 3; k++) {
                      each[k] = shares[k] + normal(Y[i], t[2 + k], 10 * inverseLogit(t[5 + k]));
                    }
                    return logSumExp(each);
                  });
        });
  }

  /** ldaK2: words h of documents g, of two topics. */
  @Test
  void topicsOfWords() {
    check(
        m -> {
          Expr theta = m.parameter("theta", Dirichlet.of(1, 1), 3, 2);
          Expr phi = m.parameter("phi", Dirichlet.of(1, 1, 1, 1), 2, 4);
          Expr ofDocument = theta.log().gather(m.column("g"));
          Expr ofWord = phi.log().transpose().gather(m.column("h"));
          m.observe(ofDocument.plus(ofWord).logSumExp(0), "h");
        },
        t -> {
          double[][] theta = new double[3][];
          double[][] phi = new double[2][];
          double p = 0;
          for (int d = 0; d < 3; d++) {
            theta[d] = logShares(t[d]);
            p += theta[d][0] + theta[d][1] + log(2) / 2;
          }
          for (int k = 0; k < 2; k++) {
            phi[k] = logShares(t[3 + 3 * k], t[4 + 3 * k], t[5 + 3 * k]);
            p += phi[k][0] + phi[k][1] + phi[k][2] + phi[k][3] + log(4) / 2 + log(6);
          }
          return p
              + sum(
                  i -> {
                    double[] shares = theta[(int) GROUP[i]];
                    int word = (int) OTHER[i];
                    return logSumExp(shares[0] + phi[0][word], shares[1] + phi[1][word]);
                  });
        });
  }
}
