package org.lethe.inference.svi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lethe.core.data.Table;
import org.lethe.core.distribution.Normal;
import org.lethe.core.distribution.Support;
import org.lethe.core.expr.Device;
import org.lethe.core.expr.Expr;
import org.lethe.core.model.Model;
import org.lethe.core.posterior.Channel;
import org.lethe.core.posterior.Fit;
import org.lethe.core.posterior.GaussianPosterior;
import org.lethe.inference.energy.EnergyFunction;
import org.lethe.inference.energy.Family;
import org.lethe.inference.energy.Models;
import org.lethe.inference.run.Run;

/**
 * k ~ N(s·(z₀ + z₁x₁ + z₂x₂), σ²), z ~ N(0, I): the full-rank posterior is exact, so the ELBO is
 * the evidence log N(k; 0, s²(1 + XXᵀ) + σ²I) and s and σ must maximise it.
 */
class HyperparameterTest {

  private static final Table ROWS = Models.rows(40);
  private static final Model MODEL =
      Model.define(
          "evidence",
          ROWS.schema(),
          m -> {
            Expr s = m.hyperparameter("s", Support.POSITIVE, 1);
            Expr sigma = m.hyperparameter("sigma", Support.POSITIVE, 1);
            Expr z = m.parameter("z", Normal.of(0, 1), 3);
            Expr line = z.at(0).plus(m.columns("x1", "x2").matmul(z.slice(1, 3)));
            m.observe("k", Normal.of(s.times(line), sigma));
          });
  private static final Fit<GaussianPosterior> FIT =
      Svi.of(Family.fullRank()).fit(MODEL, ROWS, Run.seed(1));

  private static double evidence(double logS, double logSigma) {
    int n = ROWS.size();
    double[][] c = new double[n][n];
    double[] x1 = ROWS.column("x1");
    double[] x2 = ROWS.column("x2");
    double[] k = ROWS.column("k");
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        c[i][j] = Math.exp(2 * logS) * (1 + x1[i] * x1[j] + x2[i] * x2[j]);
      }
      c[i][i] += Math.exp(2 * logSigma);
    }
    CholeskyDecomposition d = new CholeskyDecomposition(MatrixUtils.createRealMatrix(c));
    double square =
        MatrixUtils.createRealVector(k)
            .dotProduct(d.getSolver().solve(MatrixUtils.createRealVector(k)));
    double logDeterminant = Math.log(d.getDeterminant());
    return -.5 * (square + logDeterminant + n * Math.log(2 * Math.PI));
  }

  @Test
  void theyMaximiseTheEvidence() {
    double[] eta = FIT.model().fitted().orElseThrow();
    double h = 1e-4;
    double inS = (evidence(eta[0] + h, eta[1]) - evidence(eta[0] - h, eta[1])) / (2 * h);
    double inSigma = (evidence(eta[0], eta[1] + h) - evidence(eta[0], eta[1] - h)) / (2 * h);
    // curvatures are about 3 and 80 here: slopes below 0.01 are within 0.004 of the optimum
    assertThat(inS).isCloseTo(0, within(.01));
    assertThat(inSigma).isCloseTo(0, within(.01));
    assertThat(Svi.elbo(FIT, ROWS, Device.cpu(1)).value())
        .isCloseTo(evidence(eta[0], eta[1]), within(1e-4));
    assertThat(evidence(eta[0], eta[1])).isGreaterThan(evidence(0, 0) + 1);
  }

  @Test
  void theFitHoldsThemAndSaysSo() {
    double[] eta = FIT.model().fitted().orElseThrow();
    assertThat(FIT.model().isOpen()).isFalse();
    assertThat(FIT.posterior().summary().quantity("s").mean())
        .isEqualTo(Math.exp(eta[0]), within(1e-12));
    assertThat(FIT.posterior().summary().quantity("s").sd()).isLessThan(1e-12);
    assertThat(FIT.provenance().openChannels())
        .extracting(Channel::name)
        .contains("hyperparameters");
  }

  @Test
  void aFileBringsThemBack(@TempDir Path folder) {
    Path file = folder.resolve("evidence.fit");
    FIT.save(file);
    Fit<GaussianPosterior> back = Fit.load(file, GaussianPosterior.class, MODEL);
    assertThat(back.model().fitted().orElseThrow()).isEqualTo(FIT.model().fitted().orElseThrow());
    assertThat(back.id()).isEqualTo(FIT.id());
    assertThat(back.posterior().predict(ROWS).mean())
        .isEqualTo(FIT.posterior().predict(ROWS).mean());
  }

  @Test
  void samplingNeedsThemKnown() {
    assertThatThrownBy(() -> EnergyFunction.of(MODEL, Device.cpu(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "EnergyFunction: hyperparameters [s, sigma] of model evidence must be known, and are"
                + " not; fit the model by Svi, which finds them, and use the model of that fit, or"
                + " Model.with");
    try (EnergyFunction energy = EnergyFunction.of(FIT.model(), Device.cpu(1))) {
      assertThat(energy.dimension()).isEqualTo(3);
    }
  }
}
