package org.lethe.inference.conjugate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lethe.core.data.Column;
import org.lethe.core.data.Edit;
import org.lethe.core.data.Schema;
import org.lethe.core.data.Table;
import org.lethe.core.distribution.InverseWishart;
import org.lethe.core.distribution.MultivariateNormal;
import org.lethe.core.distribution.Wishart;
import org.lethe.core.expr.Expr;
import org.lethe.core.model.Model;
import org.lethe.core.posterior.DrawsPosterior;
import org.lethe.core.posterior.Fit;
import org.lethe.core.posterior.ImpossibleEditException;
import org.lethe.core.posterior.Mixing;
import org.lethe.core.posterior.Quantities;
import org.lethe.core.posterior.Quantity;
import org.lethe.core.posterior.Summary;
import org.lethe.core.random.RandomStream;
import org.lethe.inference.hmc.Nuts;
import org.lethe.inference.run.Engines;
import org.lethe.inference.run.Run;

/** Reference numbers: mpmath 1.3.0 at 50 digits, quantiles by SciPy 1.17.1. */
class NormalInverseWishartTest {
  private static final Run RUN = Run.seed(1);
  private static final Schema SCHEMA =
      Schema.of("id", Column.number("x"), Column.number("y"), Column.number("weight"));
  private static final double[] CENTRE = {.5, 1};
  private static final double[][] SCALE = {{2, .5}, {.5, 1}};
  private static final Table ROWS =
      Table.of(
          SCHEMA,
          List.of("a", "b", "c", "d", "e"),
          Map.of(
              "x", new double[] {1.5, -.5, 3, .25, 2},
              "y", new double[] {2.25, .75, 2, -1.5, 4.5},
              "weight", new double[] {1, .5, 2, 1, .25}));

  private static Model model(
      double[] centre, double strength, double degrees, double[][] scale, boolean weighted) {
    return Model.define(
        "sizes",
        SCHEMA,
        m -> {
          Expr sigma = m.parameter("sigma", InverseWishart.of(degrees, scale));
          Expr mean = Expr.vector(centre);
          Expr mu = m.parameter("mu", MultivariateNormal.of(mean, sigma.over(strength)));
          m.observe(List.of("x", "y"), MultivariateNormal.of(mu, sigma));
          if (weighted) {
            m.weights("weight");
          }
        });
  }

  private static Model model(boolean weighted) {
    return model(CENTRE, .25, 4.5, SCALE, weighted);
  }

  private static NormalInverseWishartPosterior fit(boolean weighted, Table rows) {
    return NormalInverseWishart.of().fit(model(weighted), rows, RUN).posterior();
  }

  @Test
  void fiveRowsGiveTheKnownPosterior() {
    NormalInverseWishartPosterior q = fit(false, ROWS);
    assertThat(q.strength()).isCloseTo(5.25, within(1e-14));
    assertThat(q.degrees()).isEqualTo(9.5);
    assertThat(q.mean())
        .containsExactly(new double[] {1.21428571428571429, 1.57142857142857143}, within(1e-15));
    assertThat(q.scale()[0])
        .containsExactly(new double[] {9.88392857142857143, 8.23214285714285714}, within(1e-14));
    assertThat(q.scale()[1])
        .containsExactly(new double[] {8.23214285714285714, 20.4107142857142857}, within(1e-14));
  }

  @Test
  void aRowCountsAsOftenAsItsWeightSays() {
    NormalInverseWishartPosterior q = fit(true, ROWS);
    assertThat(q.strength()).isCloseTo(5, within(1e-14));
    assertThat(q.degrees()).isEqualTo(9.25);
    assertThat(q.mean()).containsExactly(new double[] {1.625, 1.3}, within(1e-15));
    assertThat(q.scale()[0]).containsExactly(new double[] {10.296875, 7.125}, within(1e-14));
    assertThat(q.scale()[1][1]).isCloseTo(13.45625, within(1e-14));
  }

  @Test
  void rowsArePredictedByAMultivariateStudent() {
    assertThat(fit(false, ROWS).predict(ROWS).logScore())
        .containsExactly(
            new double[] {
              -2.41962443285480256,
              -3.58631015284397048,
              -3.85931664486911855,
              -4.07951117504285087,
              -3.98513159664833068
            },
            within(1e-13));
    double evidence = 0;
    for (int i = 0; i < ROWS.size(); i++) {
      Table next = ROWS.select(List.of(ROWS.ids().get(i)));
      Table earlier = ROWS.select(ROWS.ids().subList(0, i));
      evidence += fit(false, earlier).predict(next).logScore()[0];
    }
    assertThat(evidence).isCloseTo(-25.89014934130028, within(1e-12));
  }

  @Test
  void itsDensityIsTheModelsOverTheEvidence() {
    NormalInverseWishartPosterior q = fit(false, ROWS);
    Model posterior = model(q.mean(), q.strength(), q.degrees(), q.scale(), false);
    Table none = ROWS.select(List.of());
    for (int seed = 0; seed < 3; seed++) {
      double[] theta = new double[5];
      RandomStream.of(seed).gaussians(theta, 0, 5);
      double density = Rows.logJoint(posterior, none, theta);
      assertThat(Rows.logJoint(model(false), ROWS, theta))
          .isCloseTo(density - 25.89014934130028, within(1e-10));
    }
  }

  @Test
  void theSummaryIsInClosedForm() {
    NormalInverseWishartPosterior q = fit(false, ROWS);
    assertLine(
        q.summary().quantity("mu[0]"),
        1.21428571428571429,
        .538181133537840913,
        .3457618515521499,
        1.2142857142857142,
        2.0828095770192783);
    assertLine(
        q.summary().quantity("sigma[1,1]"),
        3.14010989010989011,
        2.0934065934065935,
        1.25864905,
        2.60226682,
        6.74558874);
    Quantity off = q.summary().quantity("sigma[0,1]");
    assertThat(off.mean()).isCloseTo(1.26648351648351648, within(1e-13));
    assertThat(off.sd()).isCloseTo(1.15046471884661789, within(1e-13));
  }

  private static void assertLine(
      Quantity line, double mean, double sd, double q5, double median, double q95) {
    assertThat(line.mean()).isCloseTo(mean, within(1e-13));
    assertThat(line.sd()).isCloseTo(sd, within(1e-13));
    assertThat(line.q5()).isCloseTo(q5, within(1e-7));
    assertThat(line.median()).isCloseTo(median, within(1e-7));
    assertThat(line.q95()).isCloseTo(q95, within(1e-7));
  }

  @Test
  void drawsHaveTheMomentsOfThePosterior() {
    int n = 20_000;
    NormalInverseWishartPosterior q = fit(false, ROWS);
    List<Quantity> drawn =
        Quantities.ofDraws(q.model(), q.model().quantities(), q.draw(n, RandomStream.of(3)));
    assertThat(drawn).hasSize(6);
    Summary closed = q.summary();
    for (Quantity d : drawn) {
      Quantity exact = closed.quantity(d.name());
      // 5 standard errors of six means: once in 290 000 seeds
      assertThat(d.mean()).isCloseTo(exact.mean(), within(5 * exact.sd() / Math.sqrt(n)));
    }
    // a Student of 8.5 degrees has kurtosis 3 + 6/4.5
    double error = Math.sqrt((2 + 6 / 4.5) / 4 / n);
    Quantity mu = closed.quantity("mu[1]");
    assertThat(drawn.get(5).name()).isEqualTo("mu[1]");
    assertThat(drawn.get(5).sd()).isCloseTo(mu.sd(), within(5 * error * mu.sd()));
  }

  @Test
  void nutsFindsTheSamePosterior() {
    Fit<DrawsPosterior> chains = Nuts.of().fit(model(false), ROWS, RUN);
    Summary sampled = chains.posterior().summary();
    Summary closed = fit(false, ROWS).summary();
    for (String name : List.of("mu[0]", "mu[1]", "sigma[0,0]", "sigma[0,1]", "sigma[1,1]")) {
      Quantity drawn = sampled.quantity(name);
      Mixing mixing = drawn.mixing().orElseThrow();
      Quantity exact = closed.quantity(name);
      // 5 standard errors of five means: once in 350 000 seeds
      assertThat(drawn.mean()).isCloseTo(exact.mean(), within(5 * mixing.mcse()));
    }
  }

  @Test
  void forgettingIsARetrainToTheBitAndForgettingAllIsThePrior() {
    for (boolean weighted : new boolean[] {false, true}) {
      Edit edit = Edit.forget(ROWS, List.of("a", "d"));
      NormalInverseWishartPosterior forgotten = fit(weighted, ROWS).after(edit);
      NormalInverseWishartPosterior retrained = fit(weighted, ROWS.after(edit));
      assertThat(forgotten.numbers()).containsExactly(retrained.numbers());
      assertThat(forgotten.mean()).containsExactly(retrained.mean());
      assertThat(forgotten.scale()).isDeepEqualTo(retrained.scale());
      NormalInverseWishartPosterior none = fit(weighted, ROWS).after(Edit.forget(ROWS, ROWS.ids()));
      assertThat(none.mean()).containsExactly(CENTRE);
      assertThat(none.scale()).isDeepEqualTo(fit(weighted, ROWS.select(List.of())).scale());
      assertThat(none.scale()[1]).containsExactly(new double[] {.5, 1}, within(1e-15));
      assertThat(none.degrees()).isEqualTo(4.5);
    }
  }

  @Test
  void forgettingRestoresWhatWasThereBesideFarLargerRows() {
    Random random = new Random(2);
    double[][] x = new double[3][200];
    for (int i = 0; i < 200; i++) {
      double size = i < 100 ? 1 : 1e7;
      x[0][i] = size * random.nextGaussian();
      x[1][i] = size * (1 + random.nextGaussian());
      x[2][i] = 1;
    }
    Table mixed = Table.of(Map.of("x", x[0], "y", x[1], "weight", x[2]));
    Edit edit = Edit.forget(mixed, mixed.ids().subList(100, 200));
    NormalInverseWishartPosterior forgotten = fit(mixed, mixed).after(edit);
    NormalInverseWishartPosterior retrained = fit(mixed, mixed.after(edit));
    assertThat(forgotten.numbers()).containsExactly(retrained.numbers());
    assertThat(forgotten.scale()).isDeepEqualTo(retrained.scale());
    assertThat(forgotten.after(Edit.learn(edit.rows())).numbers())
        .containsExactly(fit(mixed, mixed).numbers());
  }

  private static NormalInverseWishartPosterior fit(Table schema, Table rows) {
    Model model =
        Model.define(
            "sizes",
            schema.schema(),
            m -> {
              Expr sigma = m.parameter("sigma", InverseWishart.of(4.5, SCALE));
              Expr mu =
                  m.parameter("mu", MultivariateNormal.of(Expr.vector(CENTRE), sigma.over(.25)));
              m.observe(List.of("x", "y"), MultivariateNormal.of(mu, sigma));
            });
    return NormalInverseWishart.of().fit(model, rows, RUN).posterior();
  }

  @Test
  void filesKeepTheSumsExactly(@TempDir Path folder) {
    Fit<NormalInverseWishartPosterior> fit = NormalInverseWishart.of().fit(model(true), ROWS, RUN);
    Path file = folder.resolve("fit");
    fit.save(file);
    Fit<NormalInverseWishartPosterior> read =
        Fit.load(file, NormalInverseWishartPosterior.class, fit.model());
    Edit edit = Edit.forget(ROWS, List.of("b"));
    assertThat(read.posterior().after(edit).numbers())
        .containsExactly(fit.posterior().after(edit).numbers());
    assertThat(Engines.of(fit.provenance().recipe())).isInstanceOf(NormalInverseWishart.class);
  }

  @Test
  void otherModelsAndRowsThatWereNeverThereAreRefused() {
    Model loose =
        Model.define(
            "loose",
            SCHEMA,
            m -> {
              Expr sigma = m.parameter("sigma", InverseWishart.of(4.5, SCALE));
              Expr mu = m.parameter("mu", MultivariateNormal.of(CENTRE, SCALE));
              m.observe(List.of("x", "y"), MultivariateNormal.of(mu, sigma));
            });
    assertThatThrownBy(() -> NormalInverseWishart.of().fit(loose, ROWS, RUN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "normal-inverse-wishart: the prior covariance of mu must be sigma over a number, got"
                + " another one");
    Model other =
        Model.define(
            "other",
            SCHEMA,
            m -> {
              Expr sigma = m.parameter("sigma", Wishart.of(4.5, SCALE));
              Expr mu = m.parameter("mu", MultivariateNormal.of(CENTRE, SCALE));
              m.observe(List.of("x", "y"), MultivariateNormal.of(mu, sigma));
            });
    assertThatThrownBy(() -> NormalInverseWishart.of().fit(other, ROWS, RUN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(
            "normal-inverse-wishart: one parameter must have an InverseWishart prior");
    Table one = ROWS.select(List.of("b"));
    Edit another = new Edit(ROWS.select(List.of("c")), new double[] {-1}, "");
    assertThatThrownBy(() -> fit(false, one).after(another))
        .isInstanceOf(ImpossibleEditException.class)
        .hasMessageContaining("never learned");
  }

  /**
   * (±1, 0) less (0, 0) twice: Σ w = 0 and Σ wx = 0, which no product gives away, but Σ wx² = 2.
   */
  @Test
  void squaresWithoutRowsAreRefused() {
    Table learned =
        Table.of(
            SCHEMA,
            List.of("a", "b"),
            Map.of(
                "x", new double[] {1, -1},
                "y", new double[2],
                "weight", new double[] {1, 1}));
    Table never =
        Table.of(
            SCHEMA,
            List.of("c", "d"),
            Map.of("x", new double[2], "y", new double[2], "weight", new double[] {1, 1}));
    NormalInverseWishartPosterior q = fit(false, learned);
    assertThatThrownBy(() -> q.after(new Edit(never, new double[] {-1, -1}, "")))
        .isInstanceOf(ImpossibleEditException.class)
        .hasMessageContaining("no rows would be left, but a sum of squares");
    assertThat(q.after(new Edit(learned, new double[] {-1, -1}, "")).strength()).isEqualTo(.25);
  }
}
