package org.lethe.core.model;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.lethe.core.data.Checks;
import org.lethe.core.expr.Expr;
import org.lethe.core.expr.Reads;
import org.lethe.core.expr.Shape;

/** What the terms of a model may read. */
record TermRules(String model) {

  /** A term that is one number without rows. */
  void scalar(String what, Expr term, String remedy) {
    Checks.that(
        term.shape().equals(Shape.scalar()),
        "Model %s: %s must be one number without rows, [], got shape %s%s",
        model,
        what,
        term.shape(),
        term.shape().rows() ? remedy : "");
  }

  /** What is there whatever the rows are, such as a prior: a minibatch would change it. */
  void withoutRows(String what, Expr term) {
    if (!Reads.rows(term)) {
      return;
    }
    Checks.that(
        false,
        "Model %s: %s must not read rows, and a sum over them of %s is in it: terms of rows belong"
            + " in observe, those of all rows at once in observeJointly, which reads them by"
            + " allRows()",
        model,
        what,
        columns(Reads.of(term)));
  }

  /** A term of all rows at once, which are arrays to it. */
  void joint(Expr term) {
    scalar("joint log density", term, ": read rows by allRows().column(), as arrays");
    if (!Reads.rows(term)) {
      return;
    }
    Checks.that(
        false,
        "Model %s: a joint term must read all rows at once, by allRows(), and a sum over %s as"
            + " column() gives it is in it: use allRows().column()",
        model,
        columns(Reads.of(term)));
  }

  /** A term of one row, without a law. */
  void perRow(Expr term) {
    Checks.that(
        term.shape().equals(Shape.perRow()),
        "Model %s: observed log density must be one number a row, [rows], got shape %s",
        model,
        term.shape());
    ofOneRow("an observed log density", term);
  }

  /** A term of one row. */
  void ofOneRow(String what, Expr term) {
    Checks.that(
        !Reads.sumsRows(term),
        "Model %s: %s must be of one row alone, and a sum over all of them is in it: terms of all"
            + " rows at once belong in observeJointly, which reads them by allRows()",
        model,
        what);
  }

  /** A term of unknowns that this model has. */
  void own(String what, Expr term, Set<Expr> inputs) {
    for (Expr input : Reads.of(term).inputs()) {
      Checks.that(
          inputs.contains(input),
          "Model %s: %s reads %s, which this model does not declare: what another model, or an"
              + " earlier run of this one, declared cannot be used again, so declare it by"
              + " parameter",
          model,
          what,
          input);
    }
  }

  /** Columns of which one occurs once. */
  void once(List<String> observed, Collection<Observation> before) {
    for (int i = 0; i < observed.size(); i++) {
      String column = observed.get(i);
      boolean again =
          observed.indexOf(column) < i
              || before.stream().anyMatch(o -> o.columns().contains(column));
      Checks.that(
          !again,
          "Model %s: column '%s' must be observed once, got it twice, which would count each row"
              + " twice: add a second density of it, if it is meant, by observe(law.logDensity("
              + "m.column(\"%s\")), \"%s\")",
          model,
          column,
          column,
          column);
    }
  }

  private static String columns(Reads reads) {
    return reads.columns().isEmpty()
        ? "numbers of their own"
        : "column '" + String.join("', '", reads.columns()) + "'";
  }
}
