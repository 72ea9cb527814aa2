package org.lethe.core.language;

import static java.lang.Math.exp;
import static java.lang.Math.log;
import static java.lang.Math.sqrt;
import static org.lethe.core.language.MadeRows.COUNT;
import static org.lethe.core.language.MadeRows.N;
import static org.lethe.core.language.MadeRows.X;
import static org.lethe.core.language.MadeRows.Y;
import static org.lethe.core.language.MadeRows.check;
import static org.lethe.core.language.MadeRows.sum;
import static org.lethe.core.language.PlainDensities.normal;

import java.util.Arrays;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.util.CombinatoricsUtils;
import org.junit.jupiter.api.Test;
import org.lethe.core.distribution.Gamma;
import org.lethe.core.distribution.HalfStudentT;
import org.lethe.core.distribution.InverseGamma;
import org.lethe.core.distribution.Normal;
import org.lethe.core.distribution.Poisson;
import org.lethe.core.distribution.StudentT;
import org.lethe.core.distribution.Support;
import org.lethe.core.expr.Expr;
import org.lethe.core.model.Declare;
import org.lethe.core.model.Rows;

/** Gaussian processes of posteriordb, each beside its log density in plain Java. */
class ProcessModelsTest {

  /** gp_pois_regr: a latent Gaussian process, with a nugget that both computations can bear. */
  @Test
  void countsOverAProcess() {
    check(
        m -> {
          Expr rho = m.parameter("rho", Gamma.of(25, 4));
          Expr alpha = m.parameter("alpha", Normal.of(0, 2), Support.POSITIVE);
          Rows rows = m.allRows();
          int n = rows.size();
          Expr raw = m.parameter("f_tilde", Normal.of(0, 1), n);
          Expr x = rows.column("x");
          Expr distance = x.reshape(n, 1).minus(x).over(rho);
          Expr cov = distance.square().times(-.5).exp().times(alpha.square());
          Expr f = cov.plus(Expr.identity(n).times(.01)).cholesky().matmul(raw);
          m.observeJointly("a process", Poisson.logRate(f).logDensity(rows.column("count")).sum());
        },
        t -> {
          double rho = exp(t[0]);
          double alpha = exp(t[1]);
          double p = 25 * (log(4) + t[0]) - 4 * rho - CombinatoricsUtils.factorialLog(24);
          p += normal(alpha, 0, 2) + t[1];
          double[][] cov = new double[N][N];
          for (int i = 0; i < N; i++) {
            for (int j = 0; j < N; j++) {
              double d = (X[i] - X[j]) / rho;
              cov[i][j] = alpha * alpha * exp(-d * d / 2) + (i == j ? .01 : 0);
            }
          }
          RealMatrix factor = new CholeskyDecomposition(new Array2DRowRealMatrix(cov)).getL();
          double[] raw = Arrays.copyOfRange(t, 2, 2 + N);
          double[] f = factor.operate(raw);
          return p
              + sum(
                  i ->
                      normal(raw[i], 0, 1)
                          + COUNT[i] * f[i]
                          - exp(f[i])
                          - CombinatoricsUtils.factorialLog((int) COUNT[i]));
        });
  }

  /**
   * accel_gp: mean and log sd are processes of three basis functions with their spectral density.
   */
  @Test
  void meanAndNoiseAreProcesses() {
    check(
        m -> {
          Expr x = m.column("x");
          Expr basis = Expr.stack(x, x.square(), x.pow(3));
          Expr level = m.parameter("Intercept", StudentT.of(3, -13, 36));
          Expr mean = level.plus(basis.matmul(process(m, "1")));
          Expr noise = m.parameter("Intercept_sigma", StudentT.of(3, 0, 10));
          Expr logSd = noise.plus(basis.matmul(process(m, "sigma_1")));
          m.observe("y", Normal.of(mean, logSd.exp()));
        },
        t -> {
          TDistribution student = new TDistribution(3);
          double p = log(student.density((t[0] + 13) / 36) / 36);
          p += log(student.density(t[6] / 10) / 10);
          double[][] weights = new double[2][3];
          for (int k = 0; k < 2; k++) {
            double sd = exp(t[6 * k + 1]);
            double scale = exp(t[6 * k + 2]);
            p += log(2 * student.density(sd / 36) / 36) + t[6 * k + 1];
            p += 2 * log(.5) - 2 * t[6 * k + 2] - .5 / scale;
            for (int j = 0; j < 3; j++) {
              double root = (j + 1) * scale;
              double density = sd * sd * sqrt(2 * Math.PI) * scale * exp(-root * root / 2);
              p += normal(t[6 * k + 3 + j], 0, 1);
              weights[k][j] = sqrt(density) * t[6 * k + 3 + j];
            }
          }
          return p
              + sum(
                  i ->
                      normal(
                          Y[i],
                          t[0] + polynomial(weights[0], X[i]),
                          exp(t[6] + polynomial(weights[1], X[i]))));
        });
  }

  /** Weights of basis functions whose eigenvalues are 1, 4 and 9. */
  private static Expr process(Declare m, String name) {
    Expr sd = m.parameter("sdgp_" + name, HalfStudentT.of(3, 36));
    Expr scale = m.parameter("lscale_" + name, InverseGamma.of(2, .5));
    Expr raw = m.parameter("zgp_" + name, Normal.of(0, 1), 3);
    Expr decay = scale.times(Expr.vector(1, 2, 3)).square().times(-.5).exp();
    Expr density = sd.square().times(scale).times(decay).times(sqrt(2 * Math.PI));
    return density.sqrt().times(raw);
  }

  private static double polynomial(double[] c, double x) {
    return x * (c[0] + x * (c[1] + x * c[2]));
  }
}
