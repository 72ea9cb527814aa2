package org.lethe.core.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.lethe.core.data.Column;
import org.lethe.core.data.Schema;
import org.lethe.core.data.Table;

/** A small table with a column for every use. */
final class Data {

  static final int ROWS = 23;

  static final Schema SCHEMA =
      Schema.of(
          "id",
          Column.number("y"),
          Column.number("x1"),
          Column.number("x2"),
          Column.category("kind", "blue", "green", "red"),
          Column.category("sick", "no", "yes"),
          Column.count("visits"),
          Column.number("exposure"),
          Column.number("weight"),
          Column.standardised("std", 3, 2));

  static final Table TABLE = table();

  private Data() {}

  private static Table table() {
    Random random = new Random(11);
    Map<String, double[]> columns = new LinkedHashMap<>();
    for (String name : List.of("y", "x1", "x2", "exposure", "std")) {
      columns.put(name, IntStream.range(0, ROWS).mapToDouble(i -> random.nextGaussian()).toArray());
    }
    columns.put("kind", IntStream.range(0, ROWS).mapToDouble(i -> random.nextInt(3)).toArray());
    columns.put("sick", IntStream.range(0, ROWS).mapToDouble(i -> random.nextInt(2)).toArray());
    columns.put("visits", IntStream.range(0, ROWS).mapToDouble(i -> random.nextInt(9)).toArray());
    columns.put("weight", IntStream.range(0, ROWS).mapToDouble(i -> random.nextDouble()).toArray());
    List<String> ids = IntStream.range(0, ROWS).mapToObj(i -> "r" + i).toList();
    return Table.of(SCHEMA, ids, columns);
  }

  /** The value of a column in a row. */
  static double at(String column, int row) {
    return TABLE.column(column)[row];
  }
}
