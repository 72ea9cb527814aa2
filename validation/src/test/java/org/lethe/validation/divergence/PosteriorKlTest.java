package org.lethe.validation.divergence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lethe.core.data.Edit;
import org.lethe.core.data.Table;
import org.lethe.core.distribution.Normal;
import org.lethe.core.distribution.Support;
import org.lethe.core.expr.Expr;
import org.lethe.core.model.Model;
import org.lethe.core.model.Regression;
import org.lethe.core.posterior.Coupling;
import org.lethe.core.posterior.FlowPosterior;
import org.lethe.core.posterior.Gaussian;
import org.lethe.core.posterior.Posterior;
import org.lethe.core.posterior.Prediction;
import org.lethe.core.posterior.Summary;
import org.lethe.core.random.RandomStream;
import org.lethe.inference.conjugate.NormalInverseGamma;
import org.lethe.inference.conjugate.NormalInverseGammaPosterior;
import org.lethe.inference.run.Run;

class PosteriorKlTest {
  private static final Table ROWS = Cases.rows(30);
  private static final Model MEAN =
      Model.define(
          "mean",
          Cases.SCHEMA,
          m -> m.observe("y", Normal.of(m.parameter("mu", Normal.of(0, 1)), 1)));

  @Test
  void gaussiansAreComparedInClosedFormInTheStatedDirection() {
    Gaussian forgotten = Gaussian.meanField(MEAN, new double[] {1}, new double[] {2});
    Gaussian retrained = Gaussian.meanField(MEAN, new double[] {0}, new double[] {1});
    // ½[σ² + m² − 1 − ln σ²] with σ = 2, m = 1; the other direction has ½[¼ + ¼ − 1 + ln 4]
    assertThat(PosteriorKl.between(forgotten, retrained))
        .isEqualTo(Estimate.exact(2 - Math.log(2), "closed form between Gaussians"));
    assertThat(PosteriorKl.between(retrained, forgotten).value())
        .isCloseTo(.5 * (Math.log(4) - .5), within(1e-15));
  }

  /**
   * A flow whose layers move nothing is a normal: the closed form, within 5 errors of 4000 draws.
   */
  @Test
  void flowsAreComparedByTheirDensitiesInTheStatedDirection() {
    Model plane =
        Model.define(
            "plane",
            Cases.SCHEMA,
            m -> m.observe("y", Normal.of(m.parameter("b", Normal.of(0, 1), 2).sum(0), 1)));
    Coupling two = Coupling.of(2, 2);
    double[] zero = {0, 0};
    double[][] wide = {{2, 0}, {1, 1}};
    FlowPosterior p = FlowPosterior.of(plane, new double[] {1, 0}, wide, two, two.start());
    Gaussian q = Gaussian.meanField(plane, zero, new double[] {1, 2});
    Gaussian same = Gaussian.fullRank(plane, new double[] {1, 0}, wide);
    Estimate there = PosteriorKl.between(p, q);
    Estimate back = PosteriorKl.between(q, p);
    assertThat(there.how()).isEqualTo("mean log ratio of densities over 4000 draws");
    assertThat(there.value())
        .isCloseTo(same.kl(q), within(2.6 * (there.interval().high() - there.value())));
    assertThat(back.value())
        .isCloseTo(q.kl(same), within(2.6 * (back.interval().high() - back.value())));
    assertThat(Math.abs(same.kl(q) - q.kl(same))).isGreaterThan(0.2);
    assertThat(there.interval().high() - there.interval().low()).isLessThan(0.3);
  }

  @Test
  void normalInverseGammaAgreesWithTheMeanLogRatioOfItsDensities() {
    NormalInverseGammaPosterior p = nig(ROWS);
    NormalInverseGammaPosterior q =
        nig(ROWS.after(Edit.forget(ROWS, List.of("r0", "r1", "r2", "r3", "r4"))));
    int n = 20_000;
    double sum = 0;
    double squares = 0;
    for (double[] theta : p.draw(n, RandomStream.of(3))) {
      double ratio = logDensity(p, theta) - logDensity(q, theta);
      sum += ratio;
      squares += ratio * ratio;
    }
    double mean = sum / n;
    double error = Math.sqrt((squares / n - mean * mean) / n);
    Estimate kl = PosteriorKl.between(p, q);
    assertThat(kl.interval().isExact()).isTrue();
    // 4.1 standard errors: false alarm 4e−5
    assertThat(kl.value()).isCloseTo(mean, within(4.1 * error));
    assertThat(error).isLessThan(.05 * kl.value());
    assertThat(PosteriorKl.between(p, p).value()).isLessThan(1e-12);
  }

  @Test
  void betaAndInverseGammaAgreeWithIntegration() {
    // trapezoids over logit and log, where both integrands fall off exponentially
    double beta = 0;
    double inverseGamma = 0;
    for (int i = -4000; i <= 4000; i++) {
      double u = .01 * i;
      double x = 1 / (1 + Math.exp(-u));
      double y = 1 / (1 + Math.exp(u));
      double p = 6 * x * y * Math.pow(x, 1) * Math.pow(y, 1);
      beta += .01 * p * Math.log(6 * x * y / (12 * x * x * y));
      double s = Math.exp(-u);
      double g = Math.pow(2, 3) / 2 * Math.pow(s, 3) * Math.exp(-2 * s);
      inverseGamma += .01 * g * (Math.log(4 * s * s * s) - 2 * s - Math.log(5 * s) + 5 * s);
    }
    assertThat(ConjugateKl.beta(2, 2, 3, 2)).isCloseTo(beta, within(1e-9));
    assertThat(ConjugateKl.inverseGamma(3, 2, 1, 5)).isCloseTo(inverseGamma, within(1e-9));
    double pair = ConjugateKl.dirichlet(new double[] {2, 2}, new double[] {3, 2});
    assertThat(pair).isCloseTo(beta, within(1e-9));
    // mpmath, 30 digits, by two betas: E[log p − log q] of each stick broken off
    double three = ConjugateKl.dirichlet(new double[] {2, 1.5, 5}, new double[] {1, .5, 2});
    assertThat(three).isCloseTo(0.44056023164126765, within(1e-12));
  }

  @Test
  void digammaHasItsKnownValues() {
    double gamma = 0.5772156649015329;
    assertThat(Digamma.at(1)).isCloseTo(-gamma, within(1e-14));
    assertThat(Digamma.at(.5)).isCloseTo(-gamma - 2 * Math.log(2), within(1e-14));
    // ψ(60) = H₅₉ − γ
    double h = 0;
    for (int k = 59; k >= 1; k--) {
      h += 1.0 / k;
    }
    assertThat(Digamma.at(60)).isCloseTo(h - gamma, within(1e-14));
  }

  @Test
  void anyOtherPosteriorIsComparedByDraws() {
    Posterior forgotten = hidden(Gaussian.meanField(MEAN, new double[] {1}, new double[] {2}));
    Posterior retrained = hidden(Gaussian.meanField(MEAN, new double[] {0}, new double[] {1}));
    Estimate kl = PosteriorKl.between(forgotten, retrained);
    double sd = (kl.interval().high() - kl.value()) / 1.96;
    // 4.1 sd: false alarm 4e−5
    assertThat(kl.value()).isCloseTo(2 - Math.log(2), within(4.1 * sd));
    assertThat(sd).isPositive().isLessThan(.1);
    assertThat(kl.how()).isEqualTo("Gaussians fitted to 4000 and 4000 draws");
  }

  @Test
  void posteriorsOfDifferentModelsAreRefused() {
    Gaussian other = Cases.one(Regression.logistic(Cases.SCHEMA, "label").features("x").model());
    Gaussian mean = Cases.one(MEAN);
    assertThatThrownBy(() -> PosteriorKl.between(mean, other))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("PosteriorKl: both posteriors must be of one model, got mean");
  }

  @Test
  void posteriorsUnderDifferentFittedHyperparametersAreRefused() {
    Model open =
        Model.define(
            "kernel",
            Cases.SCHEMA,
            m -> {
              Expr scale = m.hyperparameter("scale", Support.POSITIVE, 1);
              Expr shift = m.hyperparameter("shift", Support.REAL, 0);
              Expr u = m.parameter("u", Normal.of(0, 1));
              m.observe("y", Normal.of(u.times(scale).plus(shift), 1));
            });
    Gaussian one = Cases.one(open.with(new double[] {0.3, 1}));
    Gaussian other = Cases.one(open.with(new double[] {0.4, 1}));
    assertThatThrownBy(() -> PosteriorKl.between(one, other))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "PosteriorKl: both posteriors must have the same fitted hyperparameters, since the"
                + " parameters of model kernel mean something else under others, and differ in"
                + " scale; compare what they predict by PredictiveKl instead");
    Gaussian again = Cases.one(open.with(new double[] {0.3, 1}));
    assertThat(PosteriorKl.between(one, again).value()).isZero();
  }

  private static NormalInverseGammaPosterior nig(Table rows) {
    Model model = Regression.linear(Cases.SCHEMA, "y").features("x").model();
    return NormalInverseGamma.of(2, 1.5, .7).fit(model, rows, Run.seed(1)).posterior();
  }

  /** ln p(β, σ²) up to what both have in common; θ = (β₀, β₁, ln σ). */
  private static double logDensity(NormalInverseGammaPosterior q, double[] theta) {
    double s = Math.exp(2 * theta[2]);
    double[][] v = q.unscaledCovariance();
    double determinant = v[0][0] * v[1][1] - v[0][1] * v[0][1];
    double x = theta[0] - q.coefficients()[0];
    double y = theta[1] - q.coefficients()[1];
    double square = (v[1][1] * x * x - 2 * v[0][1] * x * y + v[0][0] * y * y) / determinant;
    double logGamma = org.apache.commons.math3.special.Gamma.logGamma(q.shape());
    return -.5 * Math.log(determinant)
        - square / (2 * s)
        + q.shape() * Math.log(q.rate())
        - logGamma
        - q.shape() * Math.log(s)
        - q.rate() / s;
  }

  /** The same posterior with its density out of sight. */
  private static Posterior hidden(Gaussian q) {
    return new Posterior() {
      @Override
      public Model model() {
        return q.model();
      }

      @Override
      public Summary summary() {
        return q.summary();
      }

      @Override
      public Prediction predict(Table newRows) {
        return q.predict(newRows);
      }

      @Override
      public double[][] draw(int n, RandomStream random) {
        return q.draw(n, random);
      }
    };
  }
}
