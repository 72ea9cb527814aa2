package org.lethe.inference.conjugate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lethe.core.data.Column;
import org.lethe.core.data.Edit;
import org.lethe.core.data.Schema;
import org.lethe.core.data.Table;
import org.lethe.core.distribution.Categorical;
import org.lethe.core.distribution.Dirichlet;
import org.lethe.core.distribution.Exponential;
import org.lethe.core.distribution.Gamma;
import org.lethe.core.distribution.Poisson;
import org.lethe.core.model.Model;
import org.lethe.core.posterior.Fit;
import org.lethe.core.posterior.ImpossibleEditException;
import org.lethe.core.posterior.Quantities;
import org.lethe.core.posterior.Quantity;
import org.lethe.core.random.RandomStream;
import org.lethe.inference.run.Run;

/** The gamma posterior of a rate and the Dirichlet one of probabilities. */
class CountsTest {
  private static final Run RUN = Run.seed(1);
  private static final Schema SCHEMA =
      Schema.of(
          "id",
          Column.count("calls"),
          Column.category("colour", "red", "green", "blue"),
          Column.number("weight"));
  private static final Table ROWS =
      Table.of(
          SCHEMA,
          List.of("a", "b", "c", "d", "e"),
          Map.of(
              "calls", new double[] {3, 0, 2, 7, 1},
              "colour", new double[] {0, 2, 2, 1, 2},
              "weight", new double[] {1, .1, .2, .3, 1e-17}));

  private static Model calls(boolean weighted) {
    return Model.define(
        "calls",
        SCHEMA,
        m -> {
          m.observe("calls", Poisson.rate(m.parameter("rate", Gamma.of(2, .5))));
          if (weighted) {
            m.weights("weight");
          }
        });
  }

  private static Model colours(boolean weighted) {
    return Model.define(
        "colours",
        SCHEMA,
        m -> {
          m.observe("colour", Categorical.probabilities(m.parameter("p", Dirichlet.of(1, .5, 2))));
          if (weighted) {
            m.weights("weight");
          }
        });
  }

  private static GammaPoissonPosterior rate(boolean weighted, Table rows) {
    return GammaPoisson.of().fit(calls(weighted), rows, RUN).posterior();
  }

  private static DirichletCategoricalPosterior shares(boolean weighted, Table rows) {
    return DirichletCategorical.of().fit(colours(weighted), rows, RUN).posterior();
  }

  @Test
  void countsAddToTheShapeAndRowsToTheRate() {
    GammaPoissonPosterior q = rate(false, ROWS);
    assertThat(q.alpha()).isEqualTo(15);
    assertThat(q.beta()).isEqualTo(5.5);
    Quantity line = q.summary().quantity("rate");
    assertThat(line.mean()).isCloseTo(15 / 5.5, within(1e-14));
    assertThat(line.sd()).isCloseTo(Math.sqrt(15) / 5.5, within(1e-14));
    // scipy.stats.gamma(15, scale=1/5.5).ppf((.05, .5, .95)), SciPy 1.17.1
    assertThat(line.q5()).isCloseTo(1.6811509983594064, within(1e-8));
    assertThat(line.median()).isCloseTo(2.666911956060144, within(1e-8));
    assertThat(line.q95()).isCloseTo(3.9793610750674717, within(1e-8));
  }

  @Test
  void theEvidenceOfRowsIsTheProductOfTheirPredictions() {
    double log = 0;
    double prior = Rows.logJoint(calls(false), ROWS, new double[] {.7});
    for (int i = 0; i < ROWS.size(); i++) {
      Table earlier = ROWS.select(ROWS.ids().subList(0, i));
      Table next = ROWS.select(List.of(ROWS.ids().get(i)));
      log += rate(false, earlier).predict(next).logScore()[0];
    }
    // p(θ, D) = p(D) p(θ | D), the posterior's density by the same model without rows
    GammaPoissonPosterior q = rate(false, ROWS);
    double rate = Math.exp(.7);
    double density =
        q.alpha() * Math.log(q.beta())
            - org.apache.commons.math3.special.Gamma.logGamma(q.alpha())
            + q.alpha() * Math.log(rate)
            - q.beta() * rate;
    assertThat(prior).isCloseTo(log + density, within(1e-11));
  }

  @Test
  void levelsAreCounted() {
    DirichletCategoricalPosterior q = shares(false, ROWS);
    assertThat(q.alpha()).containsExactly(2, 1.5, 5);
    assertThat(q.summary().quantity("p[2]").mean()).isCloseTo(5 / 8.5, within(1e-14));
    double variance = 5 / 8.5 * (3.5 / 8.5) / 9.5;
    assertThat(q.summary().quantity("p[2]").sd()).isCloseTo(Math.sqrt(variance), within(1e-14));
    assertThat(q.predict(ROWS).probabilities()[3])
        .containsExactly(new double[] {2 / 8.5, 1.5 / 8.5, 5 / 8.5}, within(1e-15));
    assertThat(q.predict(ROWS).logScore()[1]).isCloseTo(Math.log(5 / 8.5), within(1e-15));
  }

  @Test
  void forgettingIsARetrainToTheBitAndForgettingAllIsThePrior() {
    for (boolean weighted : new boolean[] {false, true}) {
      Edit edit = Edit.forget(ROWS, List.of("a", "d"));
      Table left = ROWS.after(edit);
      assertThat(rate(weighted, ROWS).after(edit).numbers())
          .containsExactly(rate(weighted, left).numbers());
      assertThat(shares(weighted, ROWS).after(edit).numbers())
          .containsExactly(shares(weighted, left).numbers());
      Edit all = Edit.forget(ROWS, ROWS.ids());
      assertThat(rate(weighted, ROWS).after(all).beta()).isEqualTo(.5);
      assertThat(rate(weighted, ROWS).after(all).alpha()).isEqualTo(2);
      assertThat(shares(weighted, ROWS).after(all).alpha()).containsExactly(1, .5, 2);
    }
  }

  @Test
  void filesKeepTheSumsExactly(@TempDir Path folder) {
    Edit edit = Edit.forget(ROWS, List.of("b"));
    Fit<GammaPoissonPosterior> rate = GammaPoisson.of().fit(calls(true), ROWS, RUN);
    rate.save(folder.resolve("rate"));
    assertThat(
            Fit.load(folder.resolve("rate"), GammaPoissonPosterior.class, rate.model())
                .posterior()
                .after(edit)
                .numbers())
        .containsExactly(rate.posterior().after(edit).numbers());
    Fit<DirichletCategoricalPosterior> shares =
        DirichletCategorical.of().fit(colours(true), ROWS, RUN);
    shares.save(folder.resolve("shares"));
    assertThat(
            Fit.load(folder.resolve("shares"), DirichletCategoricalPosterior.class, shares.model())
                .posterior()
                .after(edit)
                .numbers())
        .containsExactly(shares.posterior().after(edit).numbers());
  }

  @Test
  void drawsHaveTheMomentsOfThePosterior() {
    int n = 20_000;
    double[] rates =
        Arrays.stream(rate(false, ROWS).draw(n, RandomStream.of(3)))
            .mapToDouble(t -> Math.exp(t[0]))
            .toArray();
    double mean = Arrays.stream(rates).average().orElseThrow();
    // 5 standard errors, once in 1.7 million seeds
    assertThat(mean).isCloseTo(15 / 5.5, within(5 * Math.sqrt(15.0 / n) / 5.5));
    DirichletCategoricalPosterior q = shares(false, ROWS);
    double[][] theta = q.draw(n, RandomStream.of(3));
    assertThat(theta[0]).hasSize(q.model().dimension());
    List<Quantity> drawn = Quantities.ofDraws(q.model(), q.model().quantities(), theta);
    for (int k = 0; k < 3; k++) {
      Quantity exact = q.summary().quantity("p[" + k + "]");
      assertThat(drawn.get(k).mean())
          .isCloseTo(exact.mean(), within(5 * exact.sd() / Math.sqrt(n)));
      // the kurtosis of these betas is below 6
      assertThat(drawn.get(k).sd())
          .isCloseTo(exact.sd(), within(5 * exact.sd() * Math.sqrt(5.0 / 4 / n)));
    }
  }

  @Test
  void otherModelsAndRowsThatWereNeverThereAreRefused() {
    Model exponential =
        Model.define(
            "other",
            SCHEMA,
            m -> m.observe("calls", Poisson.rate(m.parameter("rate", Exponential.of(1)))));
    assertThatThrownBy(() -> GammaPoisson.of().fit(exponential, ROWS, RUN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("gamma-poisson: the prior of the rate must be a Gamma");
    assertThatThrownBy(() -> DirichletCategorical.of().fit(calls(false), ROWS, RUN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("dirichlet-categorical: the model must observe one column");
    Table one = ROWS.select(List.of("b"));
    Edit another = new Edit(ROWS.select(List.of("a")), new double[] {-1}, "");
    assertThatThrownBy(() -> shares(false, one).after(another))
        .isInstanceOf(ImpossibleEditException.class)
        .hasMessageContaining("-1.0 of level 0");
    assertThatThrownBy(() -> rate(false, one).after(another))
        .isInstanceOf(ImpossibleEditException.class);
  }
}
