package org.lethe.core.data;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** Checks arrays in memory and makes them a table. */
final class InMemory {
  private static final String ID = "id";

  private InMemory() {}

  static Table of(Map<String, double[]> columns) {
    Map<String, double[]> values = new HashMap<>(columns);
    double[] given = values.remove(ID);
    if (given != null) {
      for (int i = 0; i < given.length; i++) {
        if (given[i] != Math.rint(given[i])) {
          throw refuse(i, ID, "an id must be a whole number, got " + given[i]);
        }
      }
      return of(Arrays.stream(given).mapToObj(Text::number).toList(), values);
    }
    int rows = columns.values().stream().findFirst().map(c -> c.length).orElse(0);
    return of(IntStream.range(0, rows).mapToObj(i -> "row-" + i).toList(), values);
  }

  static Table of(List<String> ids, Map<String, double[]> columns) {
    // by name: a Map has no order of its own, and the schema's digest must not depend on luck
    Column[] numbers =
        columns.keySet().stream().sorted().map(Column::number).toArray(Column[]::new);
    return of(Schema.of(ID, numbers), ids, columns);
  }

  static Table of(Schema schema, List<String> ids, Map<String, double[]> columns) {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < ids.size(); i++) {
      if (ids.get(i).isBlank()) {
        throw refuse(i, schema.id(), "the id is missing");
      }
      if (!seen.add(ids.get(i))) {
        throw refuse(i, schema.id(), "id '" + ids.get(i) + "' stands for an earlier row too");
      }
    }
    Map<String, double[]> values = new HashMap<>();
    for (Column column : schema.valueColumns()) {
      values.put(column.name(), coded(column, raw(column, columns), ids.size()));
    }
    return new ColumnTable(schema, ids, values);
  }

  private static double[] raw(Column column, Map<String, double[]> columns) {
    double[] raw = columns.get(column.name());
    if (raw == null) {
      throw new DataException(
          "Table.of: no column '"
              + column.name()
              + "'; there are "
              + Text.list(columns.keySet().stream().sorted().toList())
              + Text.suggestion(column.name(), columns.keySet()));
    }
    return raw;
  }

  private static double[] coded(Column column, double[] raw, int rows) {
    if (raw.length != rows) {
      throw new DataException(
          "Table.of: column '"
              + column.name()
              + "' must have a value for each of the "
              + rows
              + " rows, got "
              + raw.length);
    }
    double[] coded = new double[rows];
    for (int i = 0; i < rows; i++) {
      String refusal = column.refusal(raw[i]);
      if (!refusal.isEmpty()) {
        throw refuse(i, column.name(), refusal);
      }
      coded[i] = column.coded(raw[i]);
    }
    return coded;
  }

  private static DataException refuse(int row, String column, String why) {
    return new DataException("Table.of, row " + row + ", column '" + column + "': " + why);
  }
}
