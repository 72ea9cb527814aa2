package org.lethe.core.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** The columns of a table as arrays in memory. */
final class ColumnTable implements Table {
  private static final int AMBIGUOUS = -1;

  private final Schema schema;
  private final List<String> ids;
  private final Map<String, double[]> values;
  private final Map<String, Integer> rowOf;
  private volatile Optional<String> digest = Optional.empty();

  /** Coded values under checked ids; only an edit's rows have an id twice, once for each sign. */
  ColumnTable(Schema schema, List<String> ids, Map<String, double[]> values) {
    this.schema = schema;
    this.ids = List.copyOf(ids);
    this.values = values;
    this.rowOf = new HashMap<>(2 * ids.size());
    for (int i = 0; i < ids.size(); i++) {
      rowOf.merge(ids.get(i), i, (first, second) -> AMBIGUOUS);
    }
  }

  /** The rows of one table, then those of another of the same schema. */
  static ColumnTable concat(Table first, Table second) {
    List<String> ids = new ArrayList<>(first.ids());
    ids.addAll(second.ids());
    Map<String, double[]> values = new HashMap<>();
    for (Column column : first.schema().valueColumns()) {
      double[] head = first.column(column.name());
      double[] all = Arrays.copyOf(head, ids.size());
      System.arraycopy(second.column(column.name()), 0, all, head.length, second.size());
      values.put(column.name(), all);
    }
    return new ColumnTable(first.schema(), ids, values);
  }

  /** The rows of a table at these positions. */
  static ColumnTable rows(Table table, int[] positions) {
    List<String> ids = Arrays.stream(positions).mapToObj(table.ids()::get).toList();
    Map<String, double[]> values = new HashMap<>();
    for (Column column : table.schema().valueColumns()) {
      double[] all = table.column(column.name());
      values.put(column.name(), Arrays.stream(positions).mapToDouble(i -> all[i]).toArray());
    }
    return new ColumnTable(table.schema(), ids, values);
  }

  @Override
  public Schema schema() {
    return schema;
  }

  @Override
  public int size() {
    return ids.size();
  }

  @Override
  public List<String> ids() {
    return ids;
  }

  @Override
  public boolean contains(String id) {
    return rowOf.containsKey(id);
  }

  @Override
  public int index(String id) {
    Integer row = rowOf.get(id);
    if (row == null) {
      throw unknown(List.of(id));
    }
    Checks.that(row != AMBIGUOUS, "Table: id must name one row, got '%s', which names two", id);
    return row;
  }

  @Override
  public double[] column(String name) {
    double[] column = values.get(name);
    if (column == null) {
      throw new DataException(
          "column '" + schema.column(name).name() + "' holds the row ids, which are no values");
    }
    return column;
  }

  @Override
  public String digest() {
    if (digest.isEmpty()) {
      double[] ones = new double[size()];
      Arrays.fill(ones, 1);
      digest = Optional.of(RowSum.zero().plus(this, ones).hex());
    }
    return digest.get();
  }

  @Override
  public Table select(Collection<String> asked) {
    Set<String> wanted = new HashSet<>();
    List<String> missing = new ArrayList<>();
    for (String id : asked) {
      if (!wanted.add(id)) {
        throw new DataException("id '" + id + "' is asked for twice; name each row once");
      }
      if (!contains(id)) {
        missing.add(id);
      }
    }
    if (!missing.isEmpty()) {
      throw unknown(missing);
    }
    return rows(this, wanted.stream().mapToInt(this::index).sorted().toArray());
  }

  @Override
  public Table where(String column, String level) {
    Column category = schema.column(column);
    if (category.kind() != Column.Kind.CATEGORY) {
      throw new DataException(
          "column '" + column + "' is no category, so it has no level '" + level + "'");
    }
    int code = category.levels().indexOf(level);
    if (code < 0) {
      throw new DataException(
          "column '" + column + "' has no level '" + level + "'; " + Text.levels(category, level));
    }
    double[] codes = column(column);
    return rows(this, IntStream.range(0, size()).filter(i -> codes[i] == code).toArray());
  }

  @Override
  public Table after(Edit edit) {
    edit.requireFits(this);
    Set<String> gone = new HashSet<>(edit.forgotten());
    int[] kept = IntStream.range(0, size()).filter(i -> !gone.contains(ids.get(i))).toArray();
    return concat(rows(this, kept), edit.learnedRows());
  }

  /** Ids are not repeated in full: a table may be confidential where its error message goes. */
  @Override
  public String toString() {
    return "Table[" + size() + " rows of " + schema.valueColumns().size() + " columns]";
  }

  private DataException unknown(List<String> missing) {
    String known =
        ids.isEmpty()
            ? "the table has no rows"
            : "the ids here are " + Text.list(ids.subList(0, Math.min(3, size()))) + ", …";
    return new DataException(
        (missing.size() == 1 ? "no row has the id " : missing.size() + " ids name no row: ")
            + Text.list(missing)
            + "; "
            + known);
  }
}
