package org.lethe.inference.hmc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.lethe.core.data.DataException;
import org.lethe.core.data.Table;
import org.lethe.core.distribution.HalfNormal;
import org.lethe.core.distribution.Normal;
import org.lethe.core.distribution.Uniform;
import org.lethe.core.expr.Device;
import org.lethe.core.expr.Expr;
import org.lethe.core.model.Model;
import org.lethe.core.posterior.DrawsPosterior;
import org.lethe.core.posterior.Fit;
import org.lethe.core.posterior.Summary;
import org.lethe.inference.energy.Models;
import org.lethe.inference.run.CancelledException;
import org.lethe.inference.run.Engines;
import org.lethe.inference.run.Listener;
import org.lethe.inference.run.NumericalException;
import org.lethe.inference.run.Progress;
import org.lethe.inference.run.Run;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class NutsTest {

  private static final Nuts SHORT = Nuts.of().chains(3).warmup(150).draws(50);

  /**
   * The six rows have posterior N((.15534, .820388), [[9,5],[5,8.5]]⁻¹), det 51.5. 8000 draws count
   * as 2000 at least: bounds are four standard errors, false alarm 6e-5 each.
   */
  @Test
  void aLinearModelHasItsExactPosterior() {
    Fit<DrawsPosterior> fit =
        Nuts.of().draws(2000).fit(Models.linear(), Models.six(), Run.seed(1)).requireTrusted();
    Summary summary = fit.posterior().summary();
    double[] mean = {.15534, .820388};
    double[] sd = {Math.sqrt(8.5 / 51.5), Math.sqrt(9 / 51.5)};
    for (int i = 0; i < 2; i++) {
      double error = sd[i] / Math.sqrt(2000);
      assertThat(summary.quantities().get(i).mean()).isCloseTo(mean[i], within(4 * error));
      assertThat(summary.quantities().get(i).sd())
          .isCloseTo(sd[i], within(4 * error / Math.sqrt(2)));
    }
    assertThat(fit.cost().rowGradients()).isGreaterThan(6 * 4 * 3000);
  }

  @Test
  void drawsDoNotDependOnThreads() {
    double[] one = bits(SHORT, Device.cpu(1));
    assertThat(bits(SHORT, Device.cpu(2))).containsExactly(one);
    assertThat(bits(SHORT, Device.cpu(7))).containsExactly(one);
  }

  private static double[] bits(Nuts nuts, Device device) {
    DrawsPosterior draws =
        nuts.fit(Models.linear(), Models.six(), Run.seed(3).on(device)).posterior();
    return new double[] {draws.draw(0, 49)[1], draws.draw(1, 49)[0], draws.draw(2, 49)[1]};
  }

  @Test
  void theRecipeMakesTheSameEngineAgain() {
    Nuts nuts = Nuts.of().chains(2).draws(70).warmup(30).target(0.9).dense().maxDepth(7);
    assertThat(Engines.of(nuts.recipe()).recipe()).isEqualTo(nuts.recipe());
    assertThat(nuts.recipe().flag("dense")).isTrue();
    assertThat(nuts.recipe().number("target")).isEqualTo(0.9);
  }

  /** The exact posterior of {@link #aLinearModelHasItsExactPosterior}, under the same bounds. */
  @Test
  void staticTrajectoriesFindTheSamePosteriorAndTheirRecipeMakesThemAgain() {
    Hmc hmc = Hmc.of(2).draws(2000);
    assertThat(Engines.of(hmc.dense().recipe()).recipe()).isEqualTo(hmc.dense().recipe());
    Fit<DrawsPosterior> fit = hmc.fit(Models.linear(), Models.six(), Run.seed(1)).requireTrusted();
    Summary summary = fit.posterior().summary();
    double[] mean = {.15534, .820388};
    double[] sd = {Math.sqrt(8.5 / 51.5), Math.sqrt(9 / 51.5)};
    for (int i = 0; i < 2; i++) {
      assertThat(summary.quantities().get(i).mean())
          .isCloseTo(mean[i], within(4 * sd[i] / Math.sqrt(2000)));
    }
    assertThatThrownBy(() -> Hmc.of(0)).hasMessageStartingWith("Hmc: time must be positive");
  }

  /** Two parameters of sd 0.4: steps far below 1, so that ½ · 5000 takes more than 1024 of them. */
  @Test
  void staticTrajectoriesThatAreCutShortAreDoubtedInWords() {
    Hmc hmc = Hmc.of(5000).chains(1).warmup(50).draws(10);
    assertThat(hmc.fit(Models.linear(), Models.six(), Run.seed(1)).verdict().toString())
        .contains(
            "10 of 10 trajectories were cut short at 1024 steps; ask for a shorter time, or a dense"
                + " mass matrix");
  }

  @Test
  void theListenerHearsOfAllChainsAndMayCancel() {
    List<Progress> heard = new ArrayList<>();
    SHORT.fit(Models.linear(), Models.six(), Run.seed(1).listen(heard::add));
    assertThat(heard.get(heard.size() - 1).done()).isEqualTo(600);
    assertThat(heard.get(0).total()).isEqualTo(600);
    Listener stop =
        new Listener() {
          @Override
          public void on(Progress progress) {}

          @Override
          public boolean cancelled() {
            return true;
          }
        };
    assertThatThrownBy(() -> SHORT.fit(Models.linear(), Models.six(), Run.seed(1).listen(stop)))
        .isInstanceOf(CancelledException.class)
        .hasMessageContaining("nuts: cancelled");
  }

  @Test
  void mistakesAreNamed() {
    assertThatThrownBy(() -> Nuts.of().chains(0))
        .hasMessage("Nuts: chains must be positive, got 0");
    assertThatThrownBy(() -> Nuts.of().draws(3))
        .hasMessage("Nuts: draws must be at least 4, got 3");
    assertThatThrownBy(() -> Nuts.of().target(1))
        .hasMessage("Nuts: target must be between 0 and 1, exclusive, got 1.0");
    assertThatThrownBy(() -> Nuts.of().maxDepth(0))
        .hasMessage("Nuts: maxDepth must be between 1 and 20, got 0");
    Table none = Models.six().select(List.of());
    assertThatThrownBy(() -> SHORT.fit(Models.linear(), none, Run.seed(1)))
        .isInstanceOf(DataException.class)
        .hasMessage("Nuts: the table for model six must have rows, got 0");
  }

  @Test
  void aStartOfZeroDensityNamesTheTermThatHasNone() {
    Table table = Table.of(Map.of("y", new double[] {1, 2, 3}));
    Model impossible =
        Model.define(
            "impossible",
            table.schema(),
            m -> {
              Expr mu = m.parameter("mu", Normal.of(0, 1));
              Expr y = m.column("y");
              m.observe(mu.minus(y.minus(2.5)).minus(100).log(), "y");
            });
    assertThatThrownBy(() -> SHORT.fit(impossible, table, Run.seed(1)))
        .isInstanceOf(NumericalException.class)
        .hasMessageContaining("model impossible")
        .hasMessageContaining("the log likelihood of row 'row-0' is NaN");
  }

  /** All of the posterior lies above 60, beyond any start between e⁻² and e². */
  @Test
  void aStartThatIsGivenIsTaken() {
    Table table = Table.of(Map.of("y", new double[] {10, 60, 35, 52, 8, 44}));
    Model bounded =
        Model.define(
            "bounded",
            table.schema(),
            m -> {
              Expr b = m.parameter("b", HalfNormal.of(1000));
              m.observe("y", Uniform.of(Expr.constant(0), b));
            });
    assertThatThrownBy(() -> SHORT.fit(bounded, table, Run.seed(1)))
        .isInstanceOf(NumericalException.class);
    Nuts near = SHORT.start("b", 80);
    double[] draws = draws(near.fit(bounded, table, Run.seed(1)).posterior());
    assertThat(DoubleStream.of(draws).map(Math::exp).min().orElseThrow()).isGreaterThan(60);
    assertThat(near.recipe()).isEqualTo(Nuts.from(near.recipe()).recipe());
    assertThat(SHORT.recipe().has("start")).isFalse();
    assertThatThrownBy(() -> SHORT.start("c", 1).fit(bounded, table, Run.seed(1)))
        .hasMessage("Nuts: start: model bounded has no parameter 'c'; it has 'b'");
    assertThatThrownBy(() -> SHORT.start("b", 1, 2).fit(bounded, table, Run.seed(1)))
        .hasMessage("Nuts: start of 'b' must be 1 numbers, got 2");
    assertThatThrownBy(() -> SHORT.start("b", -1).fit(bounded, table, Run.seed(1)))
        .hasMessageStartingWith("Nuts: start of 'b': Support: value must be positive");
  }

  private static double[] draws(DrawsPosterior posterior) {
    return IntStream.range(0, posterior.chains() * posterior.size())
        .mapToDouble(i -> posterior.draw(i / posterior.size(), i % posterior.size())[0])
        .toArray();
  }

  /** Eight schools, centred: the classic funnel that NUTS diverges on. */
  @Test
  void divergencesMakeAFitDoubtfulInWords() {
    double[] y = {28, 8, -3, 7, -1, 1, 18, 12};
    Table schools =
        Table.of(
            Map.of(
                "y", y,
                "school", new double[] {0, 1, 2, 3, 4, 5, 6, 7},
                "sd", new double[] {15, 10, 16, 11, 9, 11, 10, 18}));
    Model centred =
        Model.define(
            "centred",
            schools.schema(),
            m -> {
              Expr mu = m.parameter("mu", Normal.of(0, 5));
              Expr tau = m.parameter("tau", HalfNormal.of(5));
              Expr theta = m.parameter("theta", Normal.of(mu, tau), 8);
              m.observe("y", Normal.of(theta.gather(m.column("school")), m.column("sd")));
            });
    Fit<DrawsPosterior> fit = Nuts.of().fit(centred, schools, Run.seed(2));
    assertThat(fit.verdict().isTrusted()).isFalse();
    assertThat(fit.verdict().toString()).contains("trajectories diverged").contains("non-centred");
  }

  /** The determinant of [[1, r], [r, 1]], which has a Cholesky factor where |r| is less than 1. */
  private static Model determinant(double fixed, Table table) {
    return Model.define(
        "determinant",
        table.schema(),
        m -> {
          Expr r = m.parameter("r", Normal.of(0, 10)).plus(fixed).reshape(1);
          Expr one = Expr.vector(1);
          Expr factor = Expr.concat(one, r, r, one).reshape(2, 2).choleskyWithJitter(0);
          m.observeJointly("squared", factor.diagonal().log().sum(0).times(4));
        });
  }

  /**
   * (1 − r²)², that is r = 2b − 1, b ~ Beta(3, 3), has E[r²] = 1/7 and E[r⁴] = 1/21; the prior
   * takes 1.4e-4 of it. 8000 draws count as 2000 at least: false alarm 6e-5.
   */
  @Test
  void placesWithoutCholeskyFactorAreRejected() {
    Table table = Table.of(Map.of("y", new double[] {0}));
    for (Device device : List.of(Device.cpu(1), Device.cpu(2))) {
      DrawsPosterior draws =
          Nuts.of()
              .draws(2000)
              .fit(determinant(0, table), table, Run.seed(1).on(device))
              .posterior();
      double squares = 0;
      for (int chain = 0; chain < 4; chain++) {
        for (int i = 0; i < 2000; i++) {
          squares += draws.draw(chain, i)[0] * draws.draw(chain, i)[0] / 8000;
        }
      }
      assertThat(squares)
          .isCloseTo(1 / 7., within(4 * Math.sqrt((1 / 21. - 1 / 49.) / 2000) + 1.4e-4));
    }
  }

  @Test
  void startsWithoutCholeskyFactorAreNamed() {
    Table table = Table.of(Map.of("y", new double[] {0}));
    assertThatThrownBy(() -> SHORT.fit(determinant(5, table), table, Run.seed(1)))
        .isInstanceOf(NumericalException.class)
        .hasMessageContaining("model determinant")
        .hasMessageContaining(
            "at the last one a matrix has no Cholesky factor: choleskyWithJitter");
  }

  /** Two modes ten sds apart: each chain stays where it began. */
  @Test
  void chainsThatHaveNotMixedAreDoubtedInWords() {
    Table table = Table.of(Map.of("y", new double[] {5}));
    Model modes =
        Model.define(
            "modes",
            table.schema(),
            m -> {
              Expr mu = m.parameter("mu", Normal.of(0, 5));
              m.observe("y", Normal.of(mu.abs(), 0.5));
            });
    Fit<DrawsPosterior> fit = Nuts.of().draws(500).fit(modes, table, Run.seed(1));
    assertThat(fit.verdict().toString())
        .contains("the chains have not mixed: R-hat of mu is")
        .contains("too few effective draws: mu has");
  }
}
