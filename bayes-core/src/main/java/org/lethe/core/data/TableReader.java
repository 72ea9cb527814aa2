package org.lethe.core.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;

/** Reads a file into a table under a frozen schema. */
final class TableReader {
  private TableReader() {}

  static Table read(Path file, Schema schema) {
    List<Column> columns = schema.valueColumns();
    List<String> wanted = new ArrayList<>();
    wanted.add(schema.id());
    List<CellReader> readers = new ArrayList<>();
    List<DoubleStream.Builder> values = new ArrayList<>();
    for (Column column : columns) {
      wanted.add(column.name());
      readers.add(new CellReader(file, column));
      values.add(DoubleStream.builder());
    }
    IdReader ids = new IdReader(file, schema.id());
    CsvFile.read(
        file,
        wanted,
        (line, cells) -> {
          ids.accept(line, cells[0]);
          for (int j = 0; j < readers.size(); j++) {
            values.get(j).add(readers.get(j).coded(line, cells[j + 1]));
          }
        });
    Map<String, double[]> arrays = new HashMap<>();
    for (int j = 0; j < columns.size(); j++) {
      arrays.put(columns.get(j).name(), values.get(j).build().toArray());
    }
    return new ColumnTable(schema, ids.ids(), arrays);
  }
}
