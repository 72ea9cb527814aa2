package org.lethe.core.model;

import java.util.Arrays;
import java.util.List;
import org.lethe.core.data.DataException;
import org.lethe.core.data.Table;
import org.lethe.core.distribution.Distribution;
import org.lethe.core.distribution.Support;

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
   * Checks that every observed value can occur.
   *
   * @throws DataException naming column and row of the first value outside the support
   */
  void check(Table rows) {
    Support support = perRow.support();
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
      if (!perRow.support().contains(value)) {
        throw new DataException(
            String.format(
                "column '%s', row '%s': a value of %s must be %s, got %s",
                name,
                rows.ids().get(i),
                perRow.getClass().getSimpleName(),
                perRow.support().rule(),
                value.length == 1 ? String.valueOf(value[0]) : Arrays.toString(value)));
      }
    }
  }
}
