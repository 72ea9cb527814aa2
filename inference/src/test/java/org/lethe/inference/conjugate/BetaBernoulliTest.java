package org.lethe.inference.conjugate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lethe.core.data.Edit;
import org.lethe.core.data.Table;
import org.lethe.core.distribution.Bernoulli;
import org.lethe.core.distribution.Beta;
import org.lethe.core.distribution.Normal;
import org.lethe.core.model.Model;
import org.lethe.core.posterior.ImpossibleEditException;
import org.lethe.core.posterior.Quantity;
import org.lethe.core.random.RandomStream;
import org.lethe.inference.run.Run;

class BetaBernoulliTest {
  private static final Run RUN = Run.seed(1);
  private static final Table TEN =
      Table.of(Map.of("heads", new double[] {1, 1, 1, 0, 1, 1, 0, 1, 0, 1}));

  @Test
  void sevenHeadsOfTenAreCounted() {
    BetaBernoulliPosterior q = ten();
    assertThat(q.alpha()).isEqualTo(9);
    assertThat(q.beta()).isEqualTo(6);
    Quantity p = q.summary().quantity("p");
    assertThat(p.mean()).isCloseTo(.6, within(1e-15));
    assertThat(p.sd()).isCloseTo(Math.sqrt(.6 * .4 / 16), within(1e-15));
    // scipy.stats.beta(9, 6).ppf((.05, .5, .95)), SciPy 1.17.1
    assertThat(p.q5()).isCloseTo(0.39041486752991683, within(1e-8));
    assertThat(p.median()).isCloseTo(0.6045567443921191, within(1e-8));
    assertThat(p.q95()).isCloseTo(0.7939266640940872, within(1e-8));
  }

  @Test
  void predictionsAreTheShareOfTheCounts() {
    assertThat(ten().predict(TEN).mean()).containsOnly(.6);
    assertThat(ten().predict(TEN).probabilities()[3]).containsExactly(.4, .6);
    assertThat(ten().predict(TEN).logScore()[3]).isEqualTo(Math.log(.4));
    assertThat(ten().predict(TEN).logScore()[0]).isEqualTo(Math.log(.6));
  }

  @Test
  void forgettingIsARetrainAndForgettingAllIsThePrior() {
    Edit edit = Edit.forget(TEN, List.of("row-3", "row-4"));
    BetaBernoulliPosterior forgotten = ten().after(edit);
    assertThat(forgotten.alpha()).isEqualTo(8);
    assertThat(forgotten.beta()).isEqualTo(5);
    BetaBernoulliPosterior retrained =
        BetaBernoulli.of().fit(coin(), TEN.after(edit), RUN).posterior();
    assertThat(forgotten.numbers()).containsExactly(retrained.numbers());
    BetaBernoulliPosterior none = ten().after(Edit.forget(TEN, TEN.ids()));
    assertThat(none.alpha()).isEqualTo(2);
    assertThat(none.beta()).isEqualTo(3);
  }

  @Test
  void drawsAreLogitsOfTheBeta() {
    int n = 40_000;
    double[] p =
        Arrays.stream(ten().draw(n, RandomStream.of(3)))
            .mapToDouble(t -> 1 / (1 + Math.exp(-t[0])))
            .toArray();
    Quantity drawn = Quantity.ofDraws("p", p);
    double sd = Math.sqrt(.6 * .4 / 16);
    // 5 standard errors, once in 1.7 million seeds; the beta's kurtosis is below 3
    assertThat(drawn.mean()).isCloseTo(.6, within(5 * sd / Math.sqrt(n)));
    assertThat(drawn.sd()).isCloseTo(sd, within(5 * sd / Math.sqrt(2.0 * n)));
  }

  @Test
  void rowsThatWereNeverThereAreRefused() {
    Table zeros = Table.of(Map.of("heads", new double[] {0, 0, 0, 0}));
    assertThatThrownBy(() -> ten().after(new Edit(zeros, new double[] {-1, -1, -1, -1}, "")))
        .isInstanceOf(ImpossibleEditException.class)
        .hasMessageContaining("7.0 ones and -1.0 zeros");
  }

  @Test
  void aLogisticRegressionIsRefused() {
    Model logistic =
        Model.define(
            "logit",
            TEN.schema(),
            m -> m.observe("heads", Bernoulli.logits(m.parameter("logit", Normal.of(0, 1)))));
    assertThatThrownBy(() -> BetaBernoulli.of().fit(logistic, TEN, RUN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Beta");
  }

  @Test
  void theBetaDensityIsNormalised() {
    Table one = TEN.select(List.of("row-0"));
    // p(θ, y = 1) = p·Beta(p; 2, 3)·p(1 − p) over θ integrates to E p = 2/5
    double step = 0.25;
    double sum = 0;
    for (double theta = -40; theta < 40; theta += step) {
      sum += step * Math.exp(Rows.logJoint(coin(), one, new double[] {theta}));
    }
    assertThat(sum).isCloseTo(.4, within(1e-12));
  }

  private static BetaBernoulliPosterior ten() {
    return BetaBernoulli.of().fit(coin(), TEN, RUN).posterior();
  }

  private static Model coin() {
    return Model.define(
        "coin",
        TEN.schema(),
        m -> m.observe("heads", Bernoulli.probability(m.parameter("p", Beta.of(2, 3)))));
  }
}
