package org.lethe.unlearning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lethe.core.data.Column;
import org.lethe.core.data.DataException;
import org.lethe.core.data.Edit;
import org.lethe.core.data.Schema;
import org.lethe.core.data.Table;
import org.lethe.core.distribution.Normal;
import org.lethe.core.model.Model;
import org.lethe.core.posterior.Fit;
import org.lethe.core.posterior.Gaussian;
import org.lethe.core.posterior.KeyedIds;
import org.lethe.core.posterior.Provenance;
import org.lethe.core.posterior.Recipe;
import org.lethe.core.posterior.VariationalPosterior;
import org.lethe.core.posterior.Verdict;
import org.lethe.inference.run.CancelledException;
import org.lethe.inference.run.Listener;
import org.lethe.inference.run.Progress;
import org.lethe.inference.run.Run;
import org.lethe.unlearning.baseline.DoNothing;
import org.lethe.unlearning.eubo.Eubo;
import org.lethe.unlearning.reversekl.ReverseKl;

/** What all methods refuse, and what all of them write down. */
class RequestTest {

  private static final Table ROWS = LinearGaussian.ROWS;
  private static final Edit ERASED = Edit.forget(ROWS, List.of("row-0", "row-3"));
  private static final Run RUN = Run.seed(8);

  static Stream<Forgetting<? super VariationalPosterior>> methods() {
    return Stream.of(
        Eubo.of(new Gate.Mass(.9, true)).steps(20),
        ReverseKl.of(new Gate.Mass(.9, true), 100, 3),
        DoNothing.of());
  }

  @ParameterizedTest
  @MethodSource("methods")
  void anEditOfOtherDataIsRefused(Forgetting<? super Gaussian> method) {
    Table fewer = ROWS.select(List.of("row-0", "row-1", "row-3"));
    Edit other = Edit.forget(fewer, List.of("row-0"));
    assertThatThrownBy(() -> method.forget(LinearGaussian.exact(ROWS), other, RUN))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("made for other data");
  }

  @ParameterizedTest
  @MethodSource("methods")
  void anEditWithoutTheModelsColumnsIsRefused(Forgetting<? super Gaussian> method) {
    Edit bare = Edit.learn(Table.of(Map.of("x1", new double[] {1}, "y", new double[] {1})));
    assertThatThrownBy(() -> method.forget(LinearGaussian.exact(ROWS), bare, RUN))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("x2");
  }

  @ParameterizedTest
  @MethodSource("methods")
  void rowsCodedOtherwiseAreRefused(Forgetting<? super Gaussian> method) {
    Schema schema =
        Schema.of(
            "id",
            Column.number("x1"),
            new Column("x2", Column.Kind.NUMBER, List.of(), 3, 2),
            Column.number("y"));
    double[] one = {1};
    Edit other = Edit.learn(Table.of(schema, List.of("n"), Map.of("x1", one, "x2", one, "y", one)));
    assertThatThrownBy(() -> method.forget(LinearGaussian.exact(ROWS), other, RUN))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("column 'x2'")
        .hasMessageContaining("read the data with that schema");
  }

  @ParameterizedTest
  @MethodSource("methods")
  void anEmptyEditIsRefused(Forgetting<? super Gaussian> method) {
    Edit nothing = Edit.forget(ROWS, List.of());
    assertThatThrownBy(() -> method.forget(LinearGaussian.exact(ROWS), nothing, RUN))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("must have rows");
  }

  @ParameterizedTest
  @MethodSource("methods")
  void theProvenanceNamesParentEditAndMethod(Forgetting<? super Gaussian> method) {
    Fit<Gaussian> original = LinearGaussian.exact(ROWS);
    byte[] key = "a secret of 24 bytes or so".getBytes(StandardCharsets.UTF_8);
    Fit<Gaussian> edited = method.forget(original, ERASED, RUN.key(key));
    Provenance provenance = edited.provenance();
    assertThat(provenance.parent()).isEqualTo(original.id());
    assertThat(provenance.recipe()).isEqualTo(method.recipe());
    assertThat(provenance.trainedBy()).contains(Recipe.of("by-hand"));
    assertThat(provenance.dataDigest()).isEqualTo(ROWS.after(ERASED).digest());
    assertThat(provenance.keyedIds())
        .containsExactlyInAnyOrder(KeyedIds.of("row-0", key), KeyedIds.of("row-3", key));
    assertThat(method.forget(original, ERASED, RUN).provenance().keyedIds()).isEmpty();
    assertThat(provenance.seed()).isEqualTo(8);
  }

  @ParameterizedTest
  @MethodSource("methods")
  void aDoubtfulParentMakesNoTrustedChild(Forgetting<? super Gaussian> method) {
    Fit<Gaussian> doubtful = LinearGaussian.exact(ROWS).with(Verdict.doubtful("a reason"));
    Verdict verdict = method.forget(doubtful, ERASED, RUN).verdict();
    assertThat(verdict.isTrusted()).isFalse();
    assertThat(verdict.reasons()).contains("the original: a reason");
  }

  @ParameterizedTest
  @MethodSource("methods")
  void constantsLearnedFromRowsAreAnOpenChannel(Forgetting<? super Gaussian> method) {
    Schema schema = Schema.of("id", new Column("x", Column.Kind.NUMBER, List.of(), 3, 2));
    Model model =
        Model.define(
            "mean", schema, m -> m.observe("x", Normal.of(m.parameter("mu", Normal.of(0, 1)), 1)));
    Table rows = Table.of(schema, List.of("a", "b", "c"), Map.of("x", new double[] {3, 5, 1}));
    Fit<Gaussian> fit =
        LinearGaussian.fit(Gaussian.meanField(model, new double[] {0}, new double[] {.5}), rows);
    Fit<Gaussian> edited = method.forget(fit, Edit.forget(rows, List.of("a")), RUN);
    assertThat(edited.provenance().openChannels())
        .anyMatch(c -> c.name().equals("schema constants") && c.detail().contains("'x'"));
  }

  /** Cancelled at its second question; DoNothing asks nobody. */
  @ParameterizedTest
  @MethodSource("methods")
  void aListenerCancels(Forgetting<? super Gaussian> method) {
    assumeThat(method).isNotInstanceOf(DoNothing.class);
    AtomicInteger asked = new AtomicInteger();
    Listener impatient =
        new Listener() {
          @Override
          public void on(Progress progress) {}

          @Override
          public boolean cancelled() {
            return asked.incrementAndGet() > 1;
          }
        };
    assertThatThrownBy(
            () -> method.forget(LinearGaussian.exact(ROWS), ERASED, RUN.listen(impatient)))
        .isInstanceOfSatisfying(CancelledException.class, e -> assertThat(e.step()).isEqualTo(1));
  }

  @ParameterizedTest
  @MethodSource("methods")
  void aReloadedFitGivesTheSameBits(Forgetting<? super Gaussian> method, @TempDir Path dir) {
    Fit<Gaussian> original = LinearGaussian.exact(ROWS);
    Path file = dir.resolve("fit");
    original.save(file);
    Fit<Gaussian> loaded = Fit.load(file, Gaussian.class, LinearGaussian.MODEL);
    Fit<Gaussian> one = method.forget(original, ERASED, RUN);
    Fit<Gaussian> two = method.forget(loaded, ERASED, RUN);
    assertThat(two.posterior().lambda()).isEqualTo(one.posterior().lambda());
    assertThat(two.id()).isEqualTo(one.id());
  }
}
