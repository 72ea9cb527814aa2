package org.lethe.core.language;

import static java.lang.Math.exp;
import static java.lang.Math.log;
import static java.lang.Math.sqrt;
import static org.lethe.core.language.MadeRows.COUNT;
import static org.lethe.core.language.MadeRows.N;
import static org.lethe.core.language.MadeRows.OTHER;
import static org.lethe.core.language.MadeRows.check;
import static org.lethe.core.language.MadeRows.sum;
import static org.lethe.core.language.PlainDensities.binomial;
import static org.lethe.core.language.PlainDensities.halfCauchy;
import static org.lethe.core.language.PlainDensities.inverseLogit;
import static org.lethe.core.language.PlainDensities.normal;

import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lethe.core.data.Table;
import org.lethe.core.distribution.Beta;
import org.lethe.core.distribution.Binomial;
import org.lethe.core.distribution.Cauchy;
import org.lethe.core.distribution.HalfCauchy;
import org.lethe.core.distribution.MultivariateNormal;
import org.lethe.core.expr.Expr;

/** Species of posteriordb that may be there, beside the log density in plain Java. */
class OccupancyModelTest {

  /** multi_occupancy: species, of which four were never seen, at three sites of three visits. */
  @Test
  void speciesNobodyHasSeen() {
    double[][] visits = new double[3][N];
    for (int i = 0; i < 8; i++) {
      for (int j = 0; j < 3; j++) {
        visits[j][i] = (int) (COUNT[i] + j * OTHER[i]) % 4;
      }
    }
    Table rows =
        Table.of(
            Map.of(
                "x1",
                visits[0],
                "x2",
                visits[1],
                "x3",
                visits[2],
                "known",
                IntStream.range(0, N).mapToDouble(i -> i < 8 ? 1 : 0).toArray(),
                "species",
                IntStream.range(0, N).asDoubleStream().toArray()));
    check(
        rows,
        m -> {
          Expr alpha = m.parameter("alpha", Cauchy.of(0, 2.5));
          Expr beta = m.parameter("beta", Cauchy.of(0, 2.5));
          Expr omega = m.parameter("Omega", Beta.of(2, 2));
          Expr rho = m.parameter("half_rho", Beta.of(2, 2)).times(2).minus(1);
          Expr sigma = m.parameter("sigma_uv", HalfCauchy.of(2.5), 2);
          Expr correlation =
              Expr.concat(Expr.constant(1), rho, rho, Expr.constant(1)).reshape(2, 2);
          Expr covariance = sigma.reshape(2, 1).times(correlation).times(sigma);
          Expr uv = m.parameter("uv", MultivariateNormal.of(Expr.vector(0, 0), covariance), N, 2);
          Expr own = uv.gather(m.column("species"));
          Expr psi = own.at(0).plus(alpha).reshape(1);
          Expr theta = own.at(1).plus(beta).reshape(1);
          Expr x = m.columns("x1", "x2", "x3");
          Expr there = psi.logSigmoid().plus(Binomial.logits(3, theta).logDensity(x));
          Expr perhaps = there.logAddExp(psi.negate().logSigmoid());
          Expr sites = x.greaterThan(Expr.constant(0)).where(there, perhaps).sum();
          Expr available = omega.log().plus(sites);
          Expr unknown = available.logAddExp(omega.negate().log1p());
          m.observe(m.column("known").where(available, unknown), "x1", "x2", "x3");
        },
        t -> {
          double p = log(.5 * halfCauchyDensity(t[0])) + log(.5 * halfCauchyDensity(t[1]));
          double omega = inverseLogit(t[2]);
          double half = inverseLogit(t[3]);
          double rho = 2 * half - 1;
          p += 2 * log(6) + 2 * log(omega * (1 - omega) * half * (1 - half));
          double[] sigma = {exp(t[4]), exp(t[5])};
          p += log(halfCauchyDensity(sigma[0])) + t[4] + log(halfCauchyDensity(sigma[1])) + t[5];
          return p
              + sum(
                  i -> {
                    double z = t[6 + 2 * i] / sigma[0];
                    double rest = t[7 + 2 * i] - sigma[1] * rho * z;
                    double sd = sigma[1] * sqrt(1 - rho * rho);
                    double prior = normal(z, 0, 1) - t[4] + normal(rest, 0, sd);
                    double psi = inverseLogit(t[6 + 2 * i] + t[0]);
                    double theta = inverseLogit(t[7 + 2 * i] + t[1]);
                    double available = log(omega);
                    for (int j = 0; j < 3; j++) {
                      double there = psi * exp(binomial(visits[j][i], 3, theta));
                      available += log(visits[j][i] > 0 ? there : there + 1 - psi);
                    }
                    return prior + (i < 8 ? available : log(exp(available) + 1 - omega));
                  });
        });
  }

  private static double halfCauchyDensity(double x) {
    return exp(halfCauchy(x, 2.5));
  }
}
