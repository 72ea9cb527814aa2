package org.lethe.core.model;

import java.util.stream.IntStream;
import org.lethe.core.data.Checks;
import org.lethe.core.data.Column;
import org.lethe.core.data.DataException;
import org.lethe.core.data.Schema;
import org.lethe.core.distribution.Discrete;
import org.lethe.core.distribution.Distribution;
import org.lethe.core.distribution.Support;

/** Which columns of a schema a model may use for what. */
record ColumnRules(String model, Schema schema) {

  private static final int[] SOME_COUNTS = {0, 1, 2, 3, 5, 10, 30, 100, 1000};

  /** A column that holds values. */
  Column value(String name) {
    Column column = known(name);
    Checks.that(
        column.kind() != Column.Kind.ID,
        "Model %s: column '%s' holds the row ids, which are no values",
        model,
        name);
    return column;
  }

  /** A column of numbers as they stand in the file. */
  void plainNumber(String name, String use) {
    Column column = value(name);
    Checks.that(
        column.kind() != Column.Kind.CATEGORY,
        "Model %s: %s must be numbers, got the category '%s'",
        model,
        use,
        name);
    Checks.that(
        column.centre() == 0 && column.scale() == 1,
        "Model %s: %s must not be standardised, and column '%s' is",
        model,
        use,
        name);
  }

  /** A column that such a distribution can yield. */
  void observed(String name, Distribution law) {
    Column column = value(name);
    String lawName = law.getClass().getSimpleName();
    if (column.kind() == Column.Kind.CATEGORY) {
      Checks.that(
          law instanceof Discrete d && d.outcomes() == column.levels().size(),
          "Model %s: column '%s' is a category of %d levels, which %s cannot yield",
          model,
          name,
          column.levels().size(),
          law instanceof Discrete d ? lawName + " over " + d.outcomes() : lawName);
    }
    if (column.kind() == Column.Kind.COUNT) {
      Support support = law.support();
      Checks.that(
          support.rank() > 0 || IntStream.of(SOME_COUNTS).anyMatch(k -> support.contains(k)),
          "Model %s: column '%s' is a count, which %s cannot yield: its values are %s",
          model,
          name,
          lawName,
          support.rule());
    }
    if (!law.support().equals(Support.REAL)) {
      Checks.that(
          column.centre() == 0 && column.scale() == 1,
          "Model %s: column '%s' is standardised, so %s cannot yield it",
          model,
          name,
          lawName);
    }
  }

  private Column known(String name) {
    try {
      return schema.column(name);
    } catch (DataException e) {
      throw new IllegalArgumentException("Model " + model + ": " + e.getMessage(), e);
    }
  }
}
