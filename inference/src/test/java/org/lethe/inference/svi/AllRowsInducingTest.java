package org.lethe.inference.svi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lethe.core.data.Table;
import org.lethe.core.distribution.Normal;
import org.lethe.core.distribution.Support;
import org.lethe.core.expr.Device;
import org.lethe.core.expr.Expr;
import org.lethe.core.gp.ExactGp;
import org.lethe.core.gp.Kernel;
import org.lethe.core.gp.Mean;
import org.lethe.core.gp.SparseGp;
import org.lethe.core.model.Model;
import org.lethe.core.posterior.Fit;
import org.lethe.core.posterior.GaussianPosterior;
import org.lethe.core.posterior.Prediction;
import org.lethe.core.random.Purpose;
import org.lethe.core.random.RandomStream;
import org.lethe.inference.energy.Batch;
import org.lethe.inference.energy.Expectation;
import org.lethe.inference.energy.Family;
import org.lethe.inference.energy.GradientContract;
import org.lethe.inference.energy.VariationalEnergy;
import org.lethe.inference.run.Run;

/** A sparse process whose inducing inputs are all rows is the exact one. */
class AllRowsInducingTest {
  private static final int N = 25;
  private static final double SD = 0.3;
  private static final double[][] X = inputs(N, 1);
  private static final Table ROWS = rows(X, 2);
  private static final double[][] ELSEWHERE = inputs(10, 3);
  private static final Mean CENTRE = Mean.constant(Expr.constant(0.5));

  /** Jitter 1e−10 moves a mean by about as much, and the evidence by n·1e−10/(2·0.09). */
  @Test
  void fitAndPredictionsAreThoseOfTheExactProcess() {
    Kernel kernel = Kernel.matern52(Expr.constant(1.3), Expr.vector(0.9, 1.4));
    ExactGp exact = ExactGp.of(kernel, CENTRE, SD, X, ROWS.column("y"));
    Model model =
        Model.define(
            "all rows",
            ROWS.schema(),
            m -> {
              Expr u = m.parameter("u", Normal.of(0, 1), N);
              SparseGp process = SparseGp.of(kernel, Expr.constant(X)).mean(CENTRE).jitter(1e-10);
              m.observe("y", Normal.of(process.conditional(u, m.columns("x1", "x2")), SD));
            });
    Fit<GaussianPosterior> fit = Svi.of(Family.fullRank()).fit(model, ROWS, Run.seed(1));
    double elbo = Svi.elbo(fit, ROWS, Device.cpu(1)).value();
    assertThat(elbo).isCloseTo(exact.logMarginalLikelihood(), within(1e-6));

    Table elsewhere = rows(ELSEWHERE, 4);
    Prediction prediction = fit.posterior().predict(elsewhere);
    double[] mean = exact.mean(ELSEWHERE);
    double[] variance = exact.variance(ELSEWHERE);
    assertThat(prediction.mean()).containsExactly(mean, within(1e-6));
    double[] y = elsewhere.column("y");
    for (int i = 0; i < y.length; i++) {
      double v = variance[i] + SD * SD;
      double off = y[i] - mean[i];
      double logScore = -0.5 * Math.log(2 * Math.PI * v) - off * off / (2 * v);
      assertThat(prediction.logScore()[i]).isCloseTo(logScore, within(1e-6));
    }
  }

  private static Model learned(int inducing) {
    return Model.define(
        "learned",
        ROWS.schema(),
        m -> {
          Expr variance = m.hyperparameter("variance", Support.POSITIVE, 1);
          Expr lengths = m.hyperparameter("lengths", Support.POSITIVE, 1, 2);
          Expr noise = m.hyperparameter("noise", Support.POSITIVE, 0.5);
          double[] start = new double[2 * inducing];
          for (int i = 0; i < inducing; i++) {
            start[2 * i] = X[i][0] + 0.05;
            start[2 * i + 1] = X[i][1] - 0.03;
          }
          Expr z = m.hyperparameter("inducing", Support.REAL, start, inducing, 2);
          Expr u = m.parameter("u", Normal.of(0, 1), inducing);
          SparseGp process = SparseGp.of(Kernel.rbf(variance, lengths), z).mean(CENTRE);
          m.observe("y", Normal.of(process.conditional(u, m.columns("x1", "x2")), noise));
        });
  }

  @Test
  void derivativesInHyperparametersAndInducingInputsAreRight() {
    try (VariationalEnergy<GaussianPosterior> energy =
        VariationalEnergy.of(learned(4), Family.fullRank())
            .expectation(new Expectation.Quadrature(9))
            .on(Device.cpu(1))) {
      double[] at = energy.start();
      for (int i = 0; i < at.length; i++) {
        at[i] += 0.1 * Math.sin(2.3 * i);
      }
      GradientContract.check(energy, at, Batch.of(ROWS), RandomStream.of(1));
    }
  }

  /** The bound can only lie below the evidence of the hyperparameters that it found. */
  @Test
  void learnedNumbersExplainTheRowsNearlyAsWellAsTheExactProcessWithThem() {
    Fit<GaussianPosterior> fit =
        Svi.of(Family.fullRank()).steps(600).fit(learned(12), ROWS, Run.seed(1));
    double[] eta = fit.model().fitted().orElseThrow();
    Kernel kernel =
        Kernel.rbf(
            Expr.constant(Math.exp(eta[0])), Expr.vector(Math.exp(eta[1]), Math.exp(eta[2])));
    ExactGp exact = ExactGp.of(kernel, CENTRE, Math.exp(eta[3]), X, ROWS.column("y"));
    ExactGp atStart =
        ExactGp.of(
            Kernel.rbf(Expr.constant(1), Expr.vector(1, 1)), CENTRE, 0.5, X, ROWS.column("y"));
    double elbo = Svi.elbo(fit, ROWS, Device.cpu(1)).value();
    assertThat(elbo).isLessThan(exact.logMarginalLikelihood());
    assertThat(elbo).isGreaterThan(exact.logMarginalLikelihood() - 1);
    assertThat(elbo).isGreaterThan(atStart.logMarginalLikelihood() + 1);
    assertThat(fit.provenance().channels())
        .anySatisfy(
            channel -> {
              assertThat(channel.name()).isEqualTo("hyperparameters");
              assertThat(channel.isOpen()).isTrue();
              assertThat(channel.detail()).contains("inducing", "lengths");
            });
  }

  private static double[][] inputs(int n, int step) {
    double[] u = new double[2 * n];
    RandomStream.of(9).at(step, Purpose.SIMULATION).gaussians(u, 0, u.length);
    double[][] x = new double[n][];
    for (int i = 0; i < n; i++) {
      x[i] = new double[] {u[2 * i], u[2 * i + 1]};
    }
    return x;
  }

  private static Table rows(double[][] x, int step) {
    int n = x.length;
    double[] x1 = new double[n];
    double[] x2 = new double[n];
    double[] y = new double[n];
    RandomStream.of(9).at(step, Purpose.SIMULATION).gaussians(y, 0, n);
    for (int i = 0; i < n; i++) {
      x1[i] = x[i][0];
      x2[i] = x[i][1];
      y[i] = Math.sin(2 * x1[i]) + x2[i] + SD * y[i];
    }
    return Table.of(Map.of("x1", x1, "x2", x2, "y", y));
  }
}
