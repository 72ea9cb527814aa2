package org.lethe.core.model;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.lethe.core.model.Data.SCHEMA;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.lethe.core.data.Column;
import org.lethe.core.data.DataException;
import org.lethe.core.data.Schema;
import org.lethe.core.data.Table;
import org.lethe.core.distribution.Bernoulli;
import org.lethe.core.distribution.Beta;
import org.lethe.core.distribution.Categorical;
import org.lethe.core.distribution.Censored;
import org.lethe.core.distribution.Normal;
import org.lethe.core.distribution.Pareto;
import org.lethe.core.distribution.Poisson;
import org.lethe.core.distribution.Truncated;
import org.lethe.core.distribution.Uniform;
import org.lethe.core.expr.Expr;

/** A bad model is told so when it is defined, bad rows before they are learned from. */
class ModelRefusalTest {

  private static void refused(Consumer<Declare> body, String message) {
    assertThatThrownBy(() -> Model.define("bad", SCHEMA, body))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Model bad: " + message);
  }

  private static Expr mu(Declare m) {
    return m.parameter("mu", Normal.of(0, 1));
  }

  @Test
  void unknownColumnsAreAnsweredWithThoseThereAre() {
    String known =
        "no column 'x3' in the schema; it has 'id', 'y', 'x1', 'x2', 'kind', 'sick', 'visits',"
            + " 'exposure', 'weight', 'std'; did you mean 'x1'?";
    refused(m -> m.column("x3"), known);
    refused(m -> m.columns("x1", "x3"), known);
    refused(m -> m.observe("x3", Normal.of(mu(m), 1)), known);
    refused(m -> m.weights("x3"), known);
  }

  @Test
  void theIdColumnHoldsNoValues() {
    refused(
        m -> m.observe("id", Normal.of(mu(m), 1)),
        "column 'id' holds the row ids, which are no values");
    refused(m -> m.column("id"), "column 'id' holds the row ids, which are no values");
  }

  @Test
  void aNameIsUsedOnce() {
    refused(
        m -> {
          mu(m);
          mu(m);
        },
        "the name 'mu' must be used once, got it twice");
    refused(m -> m.deterministic("mu", mu(m)), "the name 'mu' must be used once, got it twice");
  }

  @Test
  void shapesThatDoNotFitAreBothNamed() {
    refused(
        m -> m.observe("y", Normal.of(m.parameter("mu", Normal.of(0, 1), 3), 1)),
        "observed [y] has shape [rows], which Normal of shape [3] does not fit");
    refused(
        m -> m.observe(List.of("x1", "x2"), Normal.of(m.parameter("mu", Normal.of(0, 1), 3), 1)),
        "observed [x1, x2] has shape [rows × 2], which Normal of shape [3] does not fit");
    refused(
        m -> m.parameter("b", Normal.of(Expr.constant(1, 2, 3), 1), 2),
        "parameter 'b' has shape [2], which its prior Normal of shape [3] does not fit");
    refused(
        m -> m.parameter("b", Normal.of(m.column("x1"), 1)),
        "parameter 'b' has shape [], which its prior Normal of shape [rows] does not fit");
    refused(
        m -> m.parameter("b", Normal.of(0, 1), 2, 0),
        "parameter 'b': dimensions must be positive, got [2 × 0]");
    refused(
        m -> m.observe(mu(m).square()),
        "observed log density must be one number a row, [rows], got shape []");
    refused(
        m -> m.deterministic("f", mu(m).times(m.column("x1"))),
        "deterministic 'f' must not have rows, got shape [rows]");
  }

  @Test
  void shapesThatDoNotFitInsideAnExpressionAreBothNamed() {
    refused(
        m -> m.parameter("a", Normal.of(0, 1), 3).plus(m.parameter("b", Normal.of(0, 1), 2)),
        "plus: shapes [3] and [2] do not fit together");
    refused(
        m -> m.columns("x1", "x2").matmul(m.parameter("b", Normal.of(0, 1), 3)),
        "matmul: shapes [rows × 2] and [3] do not fit together");
  }

  @Test
  void everyParameterMustMatter() {
    refused(
        m -> {
          m.parameter("idle", Normal.of(0, 1));
          m.observe("y", Normal.of(mu(m), 1));
        },
        "no observation depends on parameter 'idle'");
  }

  @Test
  void aModelObservesSomethingAndHasParameters() {
    refused(ModelRefusalTest::mu, "there is no observation: call observe");
    refused(m -> m.observe("y", Normal.of(0, 1)), "there is no parameter: call parameter");
    refused(m -> m.columns(), "columns() must name at least one column");
    refused(
        m -> m.observe(List.of(), Normal.of(mu(m), 1)), "observe must name at least one column");
  }

  @Test
  void priorsAreContinuous() {
    refused(
        m -> m.parameter("k", Poisson.rate(2)),
        "parameter 'k' must have a continuous prior, got Poisson");
    refused(
        m -> m.parameter("t", Censored.above(Normal.of(0, 1), 2)),
        "parameter 't' cannot have prior Censored: it has mass at its bounds, as observations have"
            + " and no parameter");
    refused(
        m -> m.parameter("u", Uniform.of(Expr.constant(0), mu(m))),
        "parameter 'u' cannot have prior Uniform: its bounds must be numbers");
    refused(
        m -> m.parameter("v", Truncated.atLeast(Normal.of(0, 1), mu(m))),
        "parameter 'v' cannot have prior Truncated: its bounds must be numbers");
    assertThatCode(
            () ->
                Model.define(
                    "good",
                    SCHEMA,
                    m -> {
                      Expr u = m.parameter("u", Uniform.of(-1, 2));
                      Expr v = m.parameter("v", Truncated.atLeast(Normal.of(u, 1), .5));
                      Expr w = m.parameter("w", Pareto.of(.5, v));
                      m.observe("y", Censored.below(Normal.of(u.plus(w), v), m.column("x1")));
                    }))
        .doesNotThrowAnyException();
  }

  @Test
  void aDistributionMustYieldWhatTheColumnHolds() {
    refused(
        m -> m.observe("kind", Normal.of(mu(m), 1)),
        "column 'kind' is a category of 3 levels, which Normal cannot yield");
    refused(
        m -> m.observe("kind", Categorical.logits(m.parameter("l", Normal.of(0, 1), 4))),
        "column 'kind' is a category of 3 levels, which Categorical over 4 cannot yield");
    refused(
        m -> m.observe("visits", Beta.of(2, 2)),
        "column 'visits' is a count, which Beta cannot yield: its values are between 0 and 1");
    refused(
        m -> m.observe("std", Bernoulli.logits(mu(m))),
        "column 'std' is standardised, so Bernoulli cannot yield it");
  }

  @Test
  void weightsArePlainNumbersNamedOnce() {
    refused(
        m -> {
          m.weights("weight");
          m.weights("x1");
        },
        "weights must be named once, got 'x1' too");
    refused(m -> m.weights("kind"), "weights must be numbers, got the category 'kind'");
    refused(m -> m.weights("std"), "weights must not be standardised, and column 'std' is");
  }

  @Test
  void blankNamesAreRefused() {
    refused(m -> m.parameter(" ", Normal.of(0, 1)), "a parameter's name must not be blank");
    assertThatThrownBy(() -> Model.define("", SCHEMA, m -> {}))
        .hasMessage("Model: name must not be blank");
  }

  private static final Schema OUTCOMES =
      Schema.of("id", Column.number("label"), Column.count("n"), Column.number("w"));

  private static Table rows(double label, double n, double w) {
    return Table.of(
        OUTCOMES,
        List.of("a", "b"),
        Map.of(
            "label", new double[] {1, label}, "n", new double[] {0, n}, "w", new double[] {1, w}));
  }

  private static Model outcomes() {
    return Model.define(
        "outcomes",
        OUTCOMES,
        m -> {
          Expr a = m.parameter("a", Normal.of(0, 1));
          m.observe("label", Bernoulli.logits(a));
          m.observe("n", Categorical.logits(m.parameter("l", Normal.of(0, 1), 3)));
          m.weights("w");
        });
  }

  @Test
  void rowsThatCannotOccurAreNamed() {
    Model model = outcomes();
    assertThatCode(() -> model.check(rows(0, 2, 0))).doesNotThrowAnyException();
    assertThatThrownBy(() -> model.check(rows(2, 0, 1)))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "Model outcomes: column 'label', row 'b': a value of Bernoulli must be a whole number"
                + " from 0 to 1, got 2.0");
    assertThatThrownBy(() -> model.check(rows(.5, 0, 1)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("got 0.5");
    assertThatThrownBy(() -> model.check(rows(0, 3, 1)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("column 'n', row 'b': a value of Categorical must be a whole number");
    assertThatThrownBy(() -> model.check(rows(0, 0, -1)))
        .isInstanceOf(DataException.class)
        .hasMessage("Model outcomes: column 'w', row 'b': a weight must not be negative, got -1.0");
  }

  @Test
  void rowsUnderAnotherSchemaAreRefused() {
    Model model = outcomes();
    Table short1 = Table.of(Map.of("label", new double[] {1}, "w", new double[] {1}));
    assertThatThrownBy(() -> model.check(short1))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("Model outcomes: ")
        .hasMessageContaining("no column 'n' in the schema");
    Table other =
        Table.of(
            Schema.of(
                "id", Column.standardised("label", 1, 2), Column.count("n"), Column.number("w")),
            List.of("a"),
            Map.of("label", new double[] {1}, "n", new double[] {1}, "w", new double[] {1}));
    assertThatThrownBy(() -> model.check(other))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "Model outcomes: column 'label' must be coded as the model's schema says (kind,"
                + " levels, centre, scale), and it is not: read the data with that schema");
  }
}
