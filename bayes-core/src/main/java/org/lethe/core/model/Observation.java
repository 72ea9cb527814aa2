package org.lethe.core.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.lethe.core.data.DataException;
import org.lethe.core.data.Table;
import org.lethe.core.distribution.Condition;
import org.lethe.core.distribution.Distribution;
import org.lethe.core.distribution.Support;
import org.lethe.core.expr.Expr;
import org.lethe.core.expr.RowValues;

/**
 * What a row is taken to be a draw of, before row weights.
 *
 * @param columns the observed columns
 * @param perRow their distribution given θ and the rest of the row, in the model's θ
 */
public record Observation(List<String> columns, Distribution perRow) {

  public Observation {
    columns = List.copyOf(columns);
  }

  /**
   * Checks that every observed value can occur, and that arguments that columns give are what the
   * distribution needs.
   *
   * @throws DataException naming column and row of the first value outside the support, or of the
   *     first argument that is none
   */
  void check(Table rows) {
    checkValues(rows);
    checkConditions(rows);
  }

  /** The observed columns of a row, as the distribution takes them. */
  Expr value() {
    String[] names = columns.toArray(String[]::new);
    return names.length == 1 ? Expr.column(names[0]) : Expr.columns(names);
  }

  private void checkValues(Table rows) {
    Support support = perRow.values();
    if (support.rank() > 0) {
      double[][] values = columns.stream().map(rows::column).toArray(double[][]::new);
      check(rows, String.join(", ", columns), values);
      return;
    }
    for (String column : columns) {
      check(rows, column, new double[][] {rows.column(column)});
    }
  }

  private void check(Table rows, String name, double[][] values) {
    double[] value = new double[values.length];
    for (int i = 0; i < rows.size(); i++) {
      for (int j = 0; j < value.length; j++) {
        value[j] = values[j][i];
      }
      if (!perRow.values().contains(value)) {
        throw new DataException(
            String.format(
                "column '%s', row '%s': a value of %s must be %s, got %s",
                name,
                rows.ids().get(i),
                perRow.getClass().getSimpleName(),
                perRow.values().rule(),
                value.length == 1 ? String.valueOf(value[0]) : Arrays.toString(value)));
      }
    }
  }

  /** Number by number, of those conditions that the rows alone decide. */
  private void checkConditions(Table rows) {
    List<Condition> conditions = new ArrayList<>();
    for (Condition c : perRow.conditions(value())) {
      if (RowValues.known(c.value())) {
        int size = c.value().shape().size();
        IntStream.range(0, size)
            .mapToObj(
                j -> c.value().shape().rank() == 0 ? c.value() : c.value().reshape(size).at(j))
            .forEach(v -> conditions.add(new Condition(c.law(), c.argument(), v, c.rule())));
      }
    }
    RowValues known = RowValues.of(conditions.stream().map(Condition::value).toList());
    double[][] values = known.values(rows);
    for (int k = 0; k < values.length; k++) {
      for (int i = 0; i < rows.size(); i++) {
        if (!conditions.get(k).rule().holds(values[k][i])) {
          throw broken(conditions.get(k), known, k, rows.ids().get(i), values[k][i]);
        }
      }
    }
  }

  private static DataException broken(
      Condition condition, RowValues known, int k, String row, double value) {
    return new DataException(
        String.format(
            "column '%s', row '%s': %s of %s%s must be %s, got %s",
            String.join("', '", known.columns(k)),
            row,
            condition.argument(),
            condition.law(),
            known.plain(k) ? "" : " made from it",
            condition.rule(),
            value));
  }
}
