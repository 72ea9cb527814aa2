package org.lethe.unlearning.exact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lethe.core.data.DataException;
import org.lethe.core.data.Edit;
import org.lethe.core.data.Schema;
import org.lethe.core.data.Table;
import org.lethe.core.distribution.Bernoulli;
import org.lethe.core.distribution.Beta;
import org.lethe.core.distribution.InverseWishart;
import org.lethe.core.distribution.MultivariateNormal;
import org.lethe.core.expr.Expr;
import org.lethe.core.model.Model;
import org.lethe.core.model.Regression;
import org.lethe.core.posterior.Channel;
import org.lethe.core.posterior.ConjugatePosterior;
import org.lethe.core.posterior.Fit;
import org.lethe.core.posterior.ImpossibleEditException;
import org.lethe.core.posterior.KeyedIds;
import org.lethe.inference.conjugate.BetaBernoulli;
import org.lethe.inference.conjugate.BetaBernoulliPosterior;
import org.lethe.inference.conjugate.LinearGaussian;
import org.lethe.inference.conjugate.LinearGaussianPosterior;
import org.lethe.inference.conjugate.NormalInverseGamma;
import org.lethe.inference.conjugate.NormalInverseGammaPosterior;
import org.lethe.inference.conjugate.NormalInverseWishart;
import org.lethe.inference.conjugate.NormalInverseWishartPosterior;
import org.lethe.inference.run.Engines;
import org.lethe.inference.run.Run;

class ExactTest {
  private static final Run RUN = Run.seed(1);
  private static final Table DATA = data();
  private static final List<String> ERASED = DATA.ids().subList(10, 40);

  @TempDir Path folder;

  @Test
  void forgettingEqualsRetrainingBitForBit() {
    Edit edit = Edit.forget(DATA, ERASED);
    Fit<LinearGaussianPosterior> forgotten = Exact.of().forget(known(DATA), edit, RUN);
    LinearGaussianPosterior retrained = known(DATA.after(edit)).posterior();
    assertThat(forgotten.posterior().mean()).containsExactly(retrained.mean());
    assertThat(forgotten.posterior().factor()).isDeepEqualTo(retrained.factor());
    assertThat(forgotten.posterior().kl(known(DATA).posterior())).isGreaterThan(.1);
  }

  @Test
  void aCorrectionForgetsAndLearnsTheSameRow() {
    Table corrected =
        Table.of(
            List.of("row-7"),
            Map.of("x", new double[] {1}, "y", new double[] {-2}, "hit", new double[] {1}));
    Edit edit = Edit.forget(DATA, List.of("row-7")).and(Edit.learn(corrected));
    Fit<NormalInverseGammaPosterior> edited = Exact.of().forget(unknown(DATA), edit, RUN);
    Fit<NormalInverseGammaPosterior> retrained = unknown(DATA.after(edit));
    assertThat(edited.posterior().coefficients())
        .containsExactly(retrained.posterior().coefficients());
    assertThat(edited.posterior().rate()).isEqualTo(retrained.posterior().rate());
    assertThat(edited.provenance().dataDigest()).isEqualTo(retrained.provenance().dataDigest());
  }

  @Test
  void theProvenanceTellsWhatWasDone() {
    byte[] key = "sixteen bytes ok".getBytes(StandardCharsets.UTF_8);
    Fit<LinearGaussianPosterior> before = known(DATA);
    Edit edit = Edit.forget(DATA, ERASED);
    Fit<LinearGaussianPosterior> after = Exact.of().forget(before, edit, RUN.key(key));
    assertThat(after.provenance().parent()).isEqualTo(before.id());
    assertThat(after.provenance().recipe().engine()).isEqualTo("exact");
    assertThat(after.provenance().engine()).isEqualTo(LinearGaussian.of().recipe());
    assertThat(after.provenance().dataDigest()).isEqualTo(DATA.after(edit).digest());
    assertThat(after.provenance().keyedIds())
        .hasSize(30)
        .contains(KeyedIds.of("row-10", key))
        .noneMatch(id -> id.contains("row"));
    assertThat(after.provenance().openChannels()).isEmpty();
    assertThat(after.verdict().isTrusted()).isTrue();
    assertThat(after.cost().rowGradients()).isEqualTo(30);
    assertThat(before.provenance().isRoot()).isTrue();
  }

  @Test
  void learnedSchemaConstantsAreAnOpenChannel() throws IOException {
    Path csv = folder.resolve("rows.csv");
    Files.writeString(csv, "id,x,y\na,1,2\nb,2,3\nc,4,1\nd,3,3\n");
    Schema schema = Schema.id("id").standardised("x").number("y").learn(csv);
    Table table = Table.csv(csv, schema);
    Fit<LinearGaussianPosterior> fit =
        LinearGaussian.of().fit(Regression.linear(schema, "y").noise(1).model(), table, RUN);
    Fit<LinearGaussianPosterior> after =
        Exact.of().forget(fit, Edit.forget(table, List.of("b")), RUN);
    assertThat(fit.provenance().openChannels()).hasSize(1);
    assertThat(after.provenance().openChannels())
        .singleElement()
        .extracting(Channel::name)
        .isEqualTo("schema constants");
  }

  @Test
  void aSavedFitForgetsWithTheSameBits() {
    Edit edit = Edit.forget(DATA, ERASED);
    sameAfterSaving(known(DATA), LinearGaussianPosterior.class, edit);
    sameAfterSaving(unknown(DATA), NormalInverseGammaPosterior.class, edit);
    sameAfterSaving(coin(DATA), BetaBernoulliPosterior.class, edit);
    sameAfterSaving(pair(DATA), NormalInverseWishartPosterior.class, edit);
  }

  @Test
  void theEngineIsRebuiltFromItsRecipe() {
    NormalInverseGamma engine = NormalInverseGamma.of(3, .5, .25);
    assertThat(Engines.of(engine.recipe())).isEqualTo(engine);
    assertThat(Engines.of(LinearGaussian.of().recipe())).isInstanceOf(LinearGaussian.class);
    assertThat(Engines.of(BetaBernoulli.of().recipe())).isInstanceOf(BetaBernoulli.class);
  }

  @Test
  void anEditOfOtherDataIsRefused() {
    Table other = DATA.select(DATA.ids().subList(0, 50));
    Edit edit = Edit.forget(other, List.of("row-3"));
    assertThatThrownBy(() -> Exact.of().forget(known(DATA), edit, RUN))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("other data");
  }

  @Test
  void forgettingTwiceIsRefused() {
    Edit edit = Edit.forget(DATA, ERASED);
    Fit<LinearGaussianPosterior> once = Exact.of().forget(known(DATA), edit, RUN);
    assertThatThrownBy(() -> Exact.of().forget(once, edit, RUN))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("other data");
  }

  @Test
  void rowsThatWereNeverThereAreRefused() {
    Table wrong =
        Table.of(
            Map.of("x", new double[] {900}, "y", new double[] {-900}, "hit", new double[] {1}));
    Edit forged = new Edit(wrong, new double[] {-1}, DATA.digest());
    assertThatThrownBy(() -> Exact.of().forget(known(DATA), forged, RUN))
        .isInstanceOf(ImpossibleEditException.class)
        .hasMessageContaining("never learned");
    assertThatThrownBy(() -> Exact.of().forget(unknown(DATA), forged, RUN))
        .isInstanceOf(ImpossibleEditException.class);
  }

  private <P extends ConjugatePosterior> void sameAfterSaving(
      Fit<P> fit, Class<P> kind, Edit edit) {
    Path file = folder.resolve(kind.getSimpleName() + ".fit");
    fit.save(file);
    Fit<P> read = Fit.load(file, kind, fit.model());
    assertThat(read.id()).isEqualTo(fit.id());
    Fit<P> one = Exact.of().forget(fit, edit, RUN);
    Fit<P> other = Exact.of().forget(read, edit, RUN);
    assertThat(other.id()).isEqualTo(one.id());
    assertThat(other.posterior().predict(DATA).logScore())
        .containsExactly(one.posterior().predict(DATA).logScore());
    assertThat(one.posterior().predict(DATA).logScore())
        .isNotEqualTo(fit.posterior().predict(DATA).logScore());
  }

  private static Fit<LinearGaussianPosterior> known(Table table) {
    return LinearGaussian.of().fit(line(table).noise(.5).model(), table, RUN);
  }

  private static Fit<NormalInverseGammaPosterior> unknown(Table table) {
    return NormalInverseGamma.of().fit(line(table).model(), table, RUN);
  }

  private static Fit<BetaBernoulliPosterior> coin(Table table) {
    Model model =
        Model.define(
            "coin",
            table.schema(),
            m -> m.observe("hit", Bernoulli.probability(m.parameter("p", Beta.of(1, 1)))));
    return BetaBernoulli.of().fit(model, table, RUN);
  }

  private static Fit<NormalInverseWishartPosterior> pair(Table table) {
    Model model =
        Model.define(
            "pair",
            table.schema(),
            m -> {
              Expr sigma =
                  m.parameter("sigma", InverseWishart.of(3, new double[][] {{1, 0}, {0, 1}}));
              Expr mu = m.parameter("mu", MultivariateNormal.of(Expr.vector(0, 0), sigma.over(.1)));
              m.observe(List.of("x", "y"), MultivariateNormal.of(mu, sigma));
            });
    return NormalInverseWishart.of().fit(model, table, RUN);
  }

  private static Regression line(Table table) {
    return Regression.linear(table.schema(), "y").features("x");
  }

  private static Table data() {
    Random random = new Random(5);
    double[] x = random.doubles(100, -3, 3).toArray();
    double[] y = new double[100];
    double[] hit = new double[100];
    for (int i = 0; i < 100; i++) {
      y[i] = 1 + 2 * x[i] + random.nextGaussian() / 2;
      hit[i] = random.nextInt(3) == 0 ? 1 : 0;
    }
    return Table.of(Map.of("x", x, "y", y, "hit", hit));
  }
}
