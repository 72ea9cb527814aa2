package org.lethe.inference.svi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;
import org.apache.commons.math3.special.Gamma;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.lethe.core.data.Table;
import org.lethe.core.distribution.Bernoulli;
import org.lethe.core.distribution.Distribution;
import org.lethe.core.distribution.Normal;
import org.lethe.core.distribution.Poisson;
import org.lethe.core.distribution.StudentT;
import org.lethe.core.expr.Device;
import org.lethe.core.expr.Expr;
import org.lethe.core.gp.Kernel;
import org.lethe.core.gp.SparseGp;
import org.lethe.core.model.Model;
import org.lethe.core.posterior.Fit;
import org.lethe.core.posterior.GaussianPosterior;
import org.lethe.core.posterior.Prediction;
import org.lethe.inference.energy.Expectation;
import org.lethe.inference.energy.Family;
import org.lethe.inference.run.Run;

/**
 * With all rows inducing, the best Gaussian of the process at the rows is the fixed point of Opper
 * and Archambeau (2009, The variational Gaussian approximation revisited): N(m, S) with m = K g,
 * S⁻¹ = K⁻¹ + diag(w), g_i = E ℓ'_i(f_i), w_i = −E ℓ''_i(f_i), found here by damped iteration in
 * plain Java with a trapezoidal rule.
 */
class SparseLikelihoodFitTest {
  private static final double[] X = {-1.6, -0.9, -0.1, 0.4, 1.3, 2.2};
  private static final double[] ELSEWHERE = {-2.5, 0.9, 1.7};
  private static final int N = X.length;
  private static final RealMatrix K = covariance();

  /** ℓ and its first two derivatives in f. */
  private interface Likelihood {
    double[] at(double y, double f);
  }

  private static double[] logit(double y, double f) {
    double p = 1 / (1 + Math.exp(-f));
    return new double[] {y * f - Math.log1p(Math.exp(f)), y - p, -p * (1 - p)};
  }

  private static double[] count(double y, double f) {
    double rate = Math.exp(f);
    return new double[] {y * f - rate - Gamma.logGamma(y + 1), y - rate, -rate};
  }

  private static double[] heavy(double y, double f) {
    double nu = 4;
    double variance = 0.7 * 0.7;
    double r = y - f;
    double s = nu * variance + r * r;
    double top =
        Gamma.logGamma((nu + 1) / 2)
            - Gamma.logGamma(nu / 2)
            - Math.log(nu * Math.PI * variance) / 2;
    return new double[] {
      top - (nu + 1) / 2 * Math.log1p(r * r / (nu * variance)),
      (nu + 1) * r / s,
      (nu + 1) * (r * r - nu * variance) / (s * s)
    };
  }

  static Stream<Arguments> responses() {
    return Stream.of(
        response("label", Bernoulli::logits, SparseLikelihoodFitTest::logit),
        response("count", Poisson::logRate, SparseLikelihoodFitTest::count),
        response("y", f -> StudentT.of(4, f, 0.7), SparseLikelihoodFitTest::heavy));
  }

  private static Arguments response(
      String column, Function<Expr, Distribution> law, Likelihood likelihood) {
    return Arguments.of(column, law, likelihood);
  }

  /** Jitter 1e−10 and 64 points of quadrature; the descent ends at a gradient of about 1e−8. */
  @ParameterizedTest
  @MethodSource("responses")
  void boundAndPredictionsAreThoseOfTheFixedPoint(
      String column, Function<Expr, Distribution> law, Likelihood likelihood) {
    Table rows = rows(X);
    double[] y = rows.column(column);
    Optimum best = fixedPoint(y, likelihood);
    Model model =
        Model.define(
            "all rows " + column,
            rows.schema(),
            m -> {
              Expr u = m.parameter("u", Normal.of(0, 1), N);
              SparseGp process = SparseGp.of(kernel(), Expr.constant(column(X))).jitter(1e-10);
              m.observe(column, law.apply(process.conditional(u, m.columns("x"))));
            });
    Fit<GaussianPosterior> fit =
        Svi.of(Family.fullRank(), new Expectation.Quadrature(64)).fit(model, rows, Run.seed(1));
    assertThat(Svi.elbo(fit, rows, Device.cpu(1)).value())
        .isCloseTo(best.bound(y, likelihood), within(1e-4));

    Table elsewhere = rows(ELSEWHERE);
    Prediction prediction = fit.posterior().predict(elsewhere);
    double[] there = elsewhere.column(column);
    for (int i = 0; i < there.length; i++) {
      double[] f = best.at(ELSEWHERE[i]);
      double at = there[i];
      double density = expectation(f[0], f[1], value -> Math.exp(likelihood.at(at, value)[0]));
      assertThat(prediction.logScore()[i]).isCloseTo(Math.log(density), within(1e-4));
    }
  }

  /** The law of f at the rows. */
  private record Optimum(RealVector mean, RealMatrix covariance) {

    /** Σ E ℓ − KL(N(m, S) ‖ N(0, K)). */
    double bound(double[] y, Likelihood likelihood) {
      RealMatrix inverse = MatrixUtils.inverse(K);
      double kl =
          inverse.multiply(covariance).getTrace() + mean.dotProduct(inverse.operate(mean)) - N;
      kl += Math.log(new LUDecomposition(K).getDeterminant());
      kl -= Math.log(new LUDecomposition(covariance).getDeterminant());
      double sum = -kl / 2;
      for (int i = 0; i < N; i++) {
        double at = y[i];
        double variance = covariance.getEntry(i, i);
        sum += expectation(mean.getEntry(i), variance, f -> likelihood.at(at, f)[0]);
      }
      return sum;
    }

    /** Mean and variance of f elsewhere. */
    double[] at(double x) {
      RealVector across = new ArrayRealVector(N);
      for (int i = 0; i < N; i++) {
        across.setEntry(i, between(X[i], x));
      }
      RealVector weights = MatrixUtils.inverse(K).operate(across);
      double left = between(x, x) - weights.dotProduct(across);
      return new double[] {
        weights.dotProduct(mean), left + weights.dotProduct(covariance.operate(weights))
      };
    }
  }

  private static Optimum fixedPoint(double[] y, Likelihood likelihood) {
    RealVector g = new ArrayRealVector(N);
    RealVector w = new ArrayRealVector(N, 0.1);
    for (int step = 0; step < 400; step++) {
      Optimum now = of(g, w);
      RealVector slopes = new ArrayRealVector(N);
      RealVector bends = new ArrayRealVector(N);
      for (int i = 0; i < N; i++) {
        double at = y[i];
        double mean = now.mean().getEntry(i);
        double variance = now.covariance().getEntry(i, i);
        slopes.setEntry(i, expectation(mean, variance, f -> likelihood.at(at, f)[1]));
        bends.setEntry(i, -expectation(mean, variance, f -> likelihood.at(at, f)[2]));
      }
      g = g.mapMultiply(0.8).add(slopes.mapMultiply(0.2));
      w = w.mapMultiply(0.8).add(bends.mapMultiply(0.2));
    }
    return of(g, w);
  }

  private static Optimum of(RealVector g, RealVector w) {
    RealMatrix weights = MatrixUtils.createRealDiagonalMatrix(w.toArray());
    RealMatrix covariance =
        MatrixUtils.inverse(MatrixUtils.createRealIdentityMatrix(N).add(K.multiply(weights)))
            .multiply(K);
    return new Optimum(K.operate(g), covariance);
  }

  private static double expectation(double mean, double variance, DoubleUnaryOperator g) {
    double sum = 0;
    double all = 0;
    for (int k = -400; k <= 400; k++) {
      double z = k / 40.0;
      double weight = Math.exp(-z * z / 2);
      sum += weight * g.applyAsDouble(mean + Math.sqrt(variance) * z);
      all += weight;
    }
    return sum / all;
  }

  private static Kernel kernel() {
    return Kernel.rbf(Expr.constant(1.5), Expr.constant(0.9));
  }

  private static double between(double a, double b) {
    return 1.5 * Math.exp(-(a - b) * (a - b) / (2 * 0.81));
  }

  private static RealMatrix covariance() {
    RealMatrix k = new Array2DRowRealMatrix(N, N);
    for (int i = 0; i < N; i++) {
      for (int j = 0; j < N; j++) {
        k.setEntry(i, j, between(X[i], X[j]));
      }
    }
    return k;
  }

  private static double[][] column(double[] x) {
    double[][] matrix = new double[x.length][1];
    for (int i = 0; i < x.length; i++) {
      matrix[i][0] = x[i];
    }
    return matrix;
  }

  /** Responses that no law here finds likely throughout: labels mixed, one y far off. */
  private static Table rows(double[] x) {
    double[] y = new double[x.length];
    double[] label = new double[x.length];
    double[] count = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      y[i] = Math.sin(2 * x[i]) + (i == 3 ? 3 : 0);
      label[i] = i % 3 == 0 ? 0 : 1;
      count[i] = (i * 3) % 5;
    }
    return Table.of(Map.of("x", x, "y", y, "label", label, "count", count));
  }
}
