package org.lethe.core.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Gathers the columns of a schema, and learns their constants from a file. */
final class SchemaBuilder implements Schema.Builder {
  /** How a column is to be learned. */
  enum Wish {
    NUMBER,
    STANDARDISED,
    COUNT,
    CATEGORY
  }

  private final String id;
  private final Map<String, Wish> wishes;
  private final boolean others;

  SchemaBuilder(String id) {
    this(id, Map.of(), false);
  }

  private SchemaBuilder(String id, Map<String, Wish> wishes, boolean others) {
    this.id = id;
    this.wishes = wishes;
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
  public Schema.Builder others() {
    return new SchemaBuilder(id, wishes, true);
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
              Wish wish = known.getOrDefault(wanted.get(j), guess);
              learners.add(new ColumnLearner(csv, wanted.get(j), wish));
            }
            learners.get(j - 1).accept(line, cells[j]);
          }
        });
    return Schema.of(id, learners.stream().map(ColumnLearner::column).toArray(Column[]::new));
  }

  private SchemaBuilder with(Wish wish, String... columns) {
    Map<String, Wish> more = new LinkedHashMap<>(wishes);
    for (String column : columns) {
      Checks.that(
          !column.equals(id) && more.put(column, wish) == null,
          "Schema: columns must differ, got '%s' twice",
          column);
    }
    return new SchemaBuilder(id, more, others);
  }
}
