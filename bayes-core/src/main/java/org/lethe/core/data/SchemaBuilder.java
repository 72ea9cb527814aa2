package org.lethe.core.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Gathers the columns of a schema, and learns their constants from a file. */
final class SchemaBuilder implements Schema.Builder {
  /** How a column is to be learned. */
  enum Wish {
    NUMBER,
    STANDARDISED,
    COUNT,
    CATEGORY,
    GROUP
  }

  private final String id;
  private final Map<String, Wish> wishes;
  private final Map<String, Path> groups;
  private final boolean others;

  SchemaBuilder(String id) {
    this(id, Map.of(), Map.of(), false);
  }

  private SchemaBuilder(
      String id, Map<String, Wish> wishes, Map<String, Path> groups, boolean others) {
    this.id = id;
    this.wishes = wishes;
    this.groups = groups;
    this.others = others;
  }

  @Override
  public Schema.Builder number(String... columns) {
    return with(Wish.NUMBER, columns);
  }

  @Override
  public Schema.Builder standardised(String... columns) {
    return with(Wish.STANDARDISED, columns);
  }

  @Override
  public Schema.Builder count(String... columns) {
    return with(Wish.COUNT, columns);
  }

  @Override
  public Schema.Builder category(String column) {
    return with(Wish.CATEGORY, column);
  }

  @Override
  public Schema.Builder group(String key, Path csv) {
    Map<String, Path> more = new LinkedHashMap<>(groups);
    more.put(key, csv);
    return new SchemaBuilder(id, with(Wish.GROUP, key).wishes, more, others);
  }

  @Override
  public Schema.Builder others() {
    return new SchemaBuilder(id, wishes, groups, true);
  }

  @Override
  public Schema learn(Path csv) {
    List<String> wanted = new ArrayList<>();
    wanted.add(id);
    wanted.addAll(wishes.keySet());
    if (others) {
      CsvFile.header(csv).stream()
          .filter(name -> !name.isEmpty() && !wanted.contains(name))
          .forEach(wanted::add);
    }
    Map<String, Table> tables = new LinkedHashMap<>();
    groups.forEach((key, file) -> tables.put(key, table(key, file)));
    IdReader ids = new IdReader(csv, id);
    List<ColumnLearner> learners = new ArrayList<>();
    Map<String, Wish> known = new HashMap<>(wishes);
    CsvFile.read(
        csv,
        wanted,
        (line, cells) -> {
          ids.accept(line, cells[0]);
          for (int j = 1; j < cells.length; j++) {
            if (learners.size() < j) {
              Wish guess = CellReader.decimal(cells[j]).isPresent() ? Wish.NUMBER : Wish.CATEGORY;
              String name = wanted.get(j);
              Wish wish = known.getOrDefault(name, guess);
              learners.add(
                  Optional.ofNullable(tables.get(name))
                      .map(table -> ColumnLearner.ofGroup(csv, table.schema().id(), table.ids()))
                      .orElseGet(() -> new ColumnLearner(csv, name, wish)));
            }
            learners.get(j - 1).accept(line, cells[j]);
          }
        });
    List<Column> columns = new ArrayList<>(List.of(Column.id(id)));
    learners.forEach(learner -> columns.add(learner.column()));
    return new Schema(id, columns, tables);
  }

  private static Table table(String key, Path file) {
    return Table.csv(file, new SchemaBuilder(key).others().learn(file));
  }

  private SchemaBuilder with(Wish wish, String... columns) {
    Map<String, Wish> more = new LinkedHashMap<>(wishes);
    for (String column : columns) {
      Checks.that(
          !column.equals(id) && more.put(column, wish) == null,
          "Schema: columns must differ, got '%s' twice",
          column);
    }
    return new SchemaBuilder(id, more, groups, others);
  }
}
