package org.lethe.core.model;

import java.util.List;
import org.lethe.core.data.DataException;
import org.lethe.core.data.Table;
import org.lethe.core.distribution.Discrete;
import org.lethe.core.distribution.Distribution;

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
    for (String column : columns) {
      double[] values = rows.column(column);
      for (int i = 0; i < values.length; i++) {
        if (!possible(values[i])) {
          throw new DataException(
              String.format(
                  "column '%s', row '%s': %s must be %s, got %s",
                  column, rows.ids().get(i), lawName(), rule(), values[i]));
        }
      }
    }
  }

  private boolean possible(double value) {
    return perRow.support().contains(value)
        && !(perRow instanceof Discrete d && value >= d.outcomes());
  }

  private String lawName() {
    return "a value of " + perRow.getClass().getSimpleName();
  }

  private String rule() {
    if (perRow instanceof Discrete d) {
      return "a whole number from 0 to " + (d.outcomes() - 1);
    }
    return switch (perRow.support()) {
      case REAL -> "finite";
      case POSITIVE -> "positive and finite";
      case UNIT -> "between 0 and 1";
      case BINARY -> "0 or 1";
      case NATURAL -> "a whole number from 0 up";
    };
  }
}
