package org.lethe.inference.svi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lethe.core.data.Table;
import org.lethe.core.distribution.HalfNormal;
import org.lethe.core.distribution.Normal;
import org.lethe.core.expr.Expr;
import org.lethe.core.model.Model;
import org.lethe.core.posterior.DrawsPosterior;
import org.lethe.core.posterior.Fit;
import org.lethe.core.posterior.VariationalPosterior;
import org.lethe.core.random.RandomStream;
import org.lethe.inference.energy.Family;
import org.lethe.inference.run.Run;
import org.lethe.inference.run.StepSize;
import org.lethe.inference.sgmcmc.Sghmc;
import org.lethe.inference.sgmcmc.Sgld;
import org.lethe.inference.sgmcmc.Sgmcmc;

/**
 * A centred hierarchy has no joint mode: as τ falls to 0 with every effect at μ, its density grows
 * without bound over a region of no mass.
 */
class FunnelTest {

  private static final int GROUPS = 6;
  private static final int EACH = 10;
  private static final Table ROWS = rows(0.3);
  private static final Model CENTRED =
      Model.define(
          "centred",
          ROWS.schema(),
          m -> {
            Expr mu = m.parameter("mu", Normal.of(0, 1));
            Expr tau = m.parameter("tau", HalfNormal.of(1));
            Expr a = m.parameter("a", Normal.of(mu, tau), GROUPS);
            m.observe("y", Normal.of(a.gather(m.column("group")), 1));
          });

  /** Groups around 0.7, {@code apart} from each other, and the rows of each at ±1 around it. */
  private static Table rows(double apart) {
    double[] group = new double[GROUPS * EACH];
    double[] y = new double[group.length];
    for (int i = 0; i < y.length; i++) {
      group[i] = i % GROUPS;
      y[i] = mean(i % GROUPS, apart) + (i / GROUPS % 2 == 0 ? 1 : -1);
    }
    return Table.of(Map.of("group", group, "y", y));
  }

  private static double mean(int group, double apart) {
    return 0.7 + apart * (group - 2.5);
  }

  /**
   * P(log τ ≤ t | y) by the trapezoidal rule over μ and log τ, where the mean of group g is N(μ,
   * 1/10 + τ²).
   */
  private static double below(double t) {
    double h = 0.02;
    double all = 0;
    double part = 0;
    for (double l = -12; l < 2; l += h) {
      double tau = Math.exp(l);
      double variance = 1.0 / EACH + tau * tau;
      for (double mu = -3; mu < 4; mu += h) {
        double log = l - tau * tau / 2 - mu * mu / 2;
        for (int g = 0; g < GROUPS; g++) {
          double e = mean(g, 0.3) - mu;
          log -= e * e / (2 * variance) + Math.log(variance) / 2;
        }
        all += Math.exp(log);
        part += l <= t ? Math.exp(log) : 0;
      }
    }
    return part / all;
  }

  /** The mean of log τ stands where log τ has mass, between its 5 % and its 95 % quantile. */
  @ParameterizedTest
  @ValueSource(strings = {"mean-field", "full-rank", "flow 2"})
  void aFitStandsWhereTheMassIs(String family) {
    Fit<? extends VariationalPosterior> fit =
        Svi.of(Family.named(family)).fit(CENTRED, ROWS, Run.seed(1));
    double log = meanLogTau(fit.posterior().draw(1000, RandomStream.of(1)));
    assertThat(below(log)).isBetween(0.05, 0.95);
  }

  private static double meanLogTau(double[][] draws) {
    return Arrays.stream(draws).mapToDouble(theta -> theta[1]).average().orElseThrow();
  }

  /** Control variates refer to no cusp, and no chain starts there. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void chainsWithControlVariatesStandWhereTheMassIs(boolean sghmc) {
    StepSize step = StepSize.constant(2e-3);
    Sgmcmc engine = sghmc ? Sghmc.of(step, 0.2) : Sgld.of(step);
    Fit<DrawsPosterior> fit =
        engine.controlVariates().batch(20).steps(20_000).fit(CENTRED, ROWS, Run.seed(1));
    double log = meanLogTau(fit.posterior().draw(1000, RandomStream.of(1)));
    assertThat(below(log)).isBetween(0.05, 0.95);
    assertThat(fit.verdict().toString()).contains("ran away", "non-centred", "control variates");
  }

  /** With groups all but equal the posterior is the funnel itself, which no Gaussian matches. */
  @Test
  void doubtsNameAnotherForm() {
    Fit<?> fit = Svi.of(Family.meanField()).fit(CENTRED, rows(0.02), Run.seed(1));
    assertThat(fit.verdict().toString()).contains("Pareto k", "non-centred");
  }
}
