package org.lethe.core.model;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.lethe.core.model.Data.SCHEMA;

import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.lethe.core.distribution.Normal;
import org.lethe.core.distribution.StudentT;
import org.lethe.core.distribution.Truncated;
import org.lethe.core.expr.Expr;

/** Terms that read what they must not. */
class TermRefusalTest {

  private static final String SUMMED =
      " must not read rows, and a sum over them of column 'x1' is in it: terms of rows belong in"
          + " observe, those of all rows at once in observeJointly, which reads them by allRows()";

  private static void refused(Consumer<Declare> body, String message) {
    assertThatThrownBy(() -> Model.define("bad", SCHEMA, body))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Model bad: " + message);
  }

  private static Expr b(Declare m) {
    return m.parameter("b", Normal.of(0, 1));
  }

  @Test
  void whatStandsBesideTheRowsSumsOverNone() {
    refused(m -> m.factor(m.column("x1").times(b(m)).sumRows()), "a factor" + SUMMED);
    refused(
        m -> m.parameter("b", Normal.of(m.column("x1").sumRows(), 1)),
        "the prior of parameter 'b'" + SUMMED);
    refused(
        m -> m.deterministic("d", m.column("x1").times(b(m)).sumRows()),
        "deterministic 'd'" + SUMMED);
    refused(
        m -> m.factor(Expr.ones().sumRows().times(b(m))),
        "a factor" + SUMMED.replace("column 'x1'", "numbers of their own"));
    refused(
        m -> m.factor(m.column("x1").times(b(m))),
        "a factor must be one number without rows, [], got shape [rows]: terms of rows belong in"
            + " observe");
  }

  @Test
  void aTermOfARowIsOfThatRowAlone() {
    String rule =
        " must be of one row alone, and a sum over all of them is in it: terms of all rows at once"
            + " belong in observeJointly, which reads them by allRows()";
    refused(
        m -> m.observe("y", Normal.of(b(m).plus(m.column("x1").sumRows()), 1)),
        "the density of observed [y]" + rule);
    refused(
        m -> m.observe(m.column("y").minus(m.column("x1").sumRows()).times(b(m)), "y"),
        "an observed log density" + rule);
  }

  @Test
  void aJointTermReadsRowsAsArrays() {
    refused(
        m -> m.observeJointly("for the test", m.column("x1").times(b(m)).sumRows()),
        "a joint term must read all rows at once, by allRows(), and a sum over column 'x1' as"
            + " column() gives it is in it: use allRows().column()");
    String hint =
        "; column() is of one row at a time, and beside all rows at once allRows().column() gives"
            + " it as an array";
    assertThatThrownBy(
            () ->
                Model.define(
                    "bad",
                    SCHEMA,
                    m -> {
                      Expr y = m.allRows().column("y");
                      Expr x = m.column("x1");
                      Expr states =
                          Expr.scan(Expr.constant(0), y, (s, r) -> s.plus(r).times(b(m)).plus(x));
                      m.observeJointly("for the test", states.sum());
                    }))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Model bad: ")
        .hasMessageEndingWith(hint);
    assertThatThrownBy(
            () ->
                Model.define(
                    "bad",
                    SCHEMA,
                    m -> m.allRows().column("y").matmul(m.column("x1").reshape(1, 64))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith(hint);
  }

  @Test
  void whatALawCannotDoIsSaidWithTheModel() {
    refused(
        m -> m.observe("y", Truncated.atLeast(StudentT.of(4, b(m), 1), 0)),
        "Truncated: the distribution function of StudentT has no closed form here");
  }

  @Test
  void whatAnotherModelDeclaredIsNotRead() {
    Expr[] foreign = new Expr[1];
    Model other =
        Model.define(
            "other", SCHEMA, m -> m.observe("y", Normal.of(foreign[0] = b(m), Expr.constant(1))));
    String rule =
        ", which this model does not declare: what another model, or an earlier run of this one,"
            + " declared cannot be used again, so declare it by parameter";
    refused(
        m -> m.observe("y", Normal.of(b(m).plus(foreign[0]), 1)),
        "an observation reads b[]" + rule);
    refused(
        m -> m.observe("y", Normal.of(m.parameter("c", Normal.of(foreign[0], 1)), 1)),
        "the prior of parameter 'c' reads b[]" + rule);
    refused(
        m -> {
          m.deterministic("d", other.theta().at(0));
          m.observe("y", Normal.of(b(m), 1));
        },
        "deterministic 'd' reads theta[1]" + rule);
    refused(
        m -> {
          m.factor(other.logPrior());
          m.observe("y", Normal.of(b(m), 1));
        },
        "a factor reads theta[1]" + rule);
    refused(
        m -> m.observeJointly("for the test", other.logPrior().times(b(m))),
        "a joint term reads theta[1]" + rule);
  }

  @Test
  void aColumnIsObservedOnce() {
    String rule =
        "column 'y' must be observed once, got it twice, which would count each row twice: add a"
            + " second density of it, if it is meant, by observe(law.logDensity(m.column(\"y\")),"
            + " \"y\")";
    refused(m -> m.observe(List.of("y", "y"), Normal.of(b(m), 1)), rule);
    refused(
        m -> {
          m.observe("y", Normal.of(b(m), 1));
          m.observe(List.of("x1", "y"), Normal.of(0, 1));
        },
        rule);
    assertThatCode(
            () ->
                Model.define(
                    "meant",
                    SCHEMA,
                    m -> {
                      m.observe("y", Normal.of(b(m), 1));
                      m.observe(Normal.of(0, 1).logDensity(m.column("y")), "y");
                    }))
        .doesNotThrowAnyException();
  }
}
