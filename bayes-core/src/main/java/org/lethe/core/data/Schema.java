package org.lethe.core.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The columns of a table, and the owner of every constant that was learned from rows: the levels of
 * categories, centres and scales. It is frozen once learned, and predicting and forgetting reuse
 * it; because those constants remember the rows that they came from, {@link #learnedConstants()}
 * names them.
 *
 * <pre>{@code
 * Schema schema = Schema.id("id").number("x1", "x2").category("class").learn(Path.of("a.csv"));
 * }</pre>
 *
 * @param id the column that holds the row ids
 * @param columns all columns in order, the one of kind {@link Column.Kind#ID} among them
 * @param groups tables of group-level columns by group key; empty where no column is a group
 * @param besides one sentence for each constant that rows left in a model on this schema and in no
 *     column, see {@link #remembering}
 */
public record Schema(
    String id, List<Column> columns, Map<String, Table> groups, List<String> besides) {
  /**
   * Checks the parts against each other.
   *
   * @throws IllegalArgumentException if two columns share a name, or if not exactly one column is
   *     of kind ID and bears the name {@code id}
   */
  public Schema {
    columns = List.copyOf(columns);
    groups = Map.copyOf(groups);
    besides = List.copyOf(besides);
    Set<String> names = new HashSet<>();
    for (Column column : columns) {
      Checks.that(
          names.add(column.name()), "Schema: columns must differ, got '%s' twice", column.name());
      Checks.that(
          (column.kind() == Column.Kind.ID) == column.name().equals(id),
          "Schema: the id column must be '%s' and no other, got '%s' of kind %s",
          id,
          column.name(),
          column.kind());
    }
    Checks.that(names.contains(id), "Schema: columns must contain the id column '%s'", id);
    for (Map.Entry<String, Table> group : groups.entrySet()) {
      String key = group.getKey();
      Checks.that(
          columns.contains(Column.category(key, group.getValue().ids().toArray(String[]::new))),
          "Schema: the levels of column '%s' must be the ids of its group table, in order",
          key);
    }
  }

  /** Of columns alone. */
  public Schema(String id, List<Column> columns, Map<String, Table> groups) {
    this(id, columns, groups, List.of());
  }

  /** A schema of known columns: the id column and these. Nothing in it is learned. */
  public static Schema of(String id, Column... columns) {
    List<Column> all = new ArrayList<>();
    all.add(Column.id(id));
    all.addAll(List.of(columns));
    return new Schema(id, all, Map.of());
  }

  /** Starts a schema whose rows are told apart by this column. */
  public static Builder id(String column) {
    return new SchemaBuilder(column);
  }

  /** Names the columns that a model reads; the file may have more, which are ignored. */
  public interface Builder {
    /** Columns of finite numbers, read as they are. */
    Builder number(String... columns);

    /** Columns of numbers, read as (x − mean)/sd with the mean and sd of the learning file. */
    Builder standardised(String... columns);

    /** Columns of whole numbers from 0 up. */
    Builder count(String... columns);

    /** A column of labels, whose levels are those of the learning file. */
    Builder category(String column);

    /**
     * A column that names a group of rows, whose own columns stand in a file of a line a group: the
     * file's column of the same name holds the groups, all others are numbers where the first line
     * has a number, categories elsewhere. Its groups, in the file's order, are the levels of the
     * column, whether rows belong to them or not.
     *
     * @throws DataException as {@link #learn} does for the rows; and there, if a row names a group
     *     that the file lacks
     */
    Builder group(String key, Path csv);

    /**
     * All columns of the file that are not named otherwise, in the file's order: numbers where the
     * first row has a number, categories elsewhere.
     */
    Builder others();

    /**
     * Reads the file once and freezes the schema: levels are sorted, numbers by size and before
     * text; centre and scale are mean and standard deviation (with n − 1).
     *
     * @throws DataException if the file is missing, empty or ragged, lacks a column, or holds a
     *     value that its column cannot take; or if a standardised column does not vary
     */
    Schema learn(Path csv);
  }

  /**
   * The columns that hold values: all but the id column.
   *
   * @return in the order of {@link #columns()}
   */
  public List<Column> valueColumns() {
    return columns.stream().filter(column -> column.kind() != Column.Kind.ID).toList();
  }

  /** Whether there is a column of this name, the id column included. */
  public boolean has(String column) {
    return columns.stream().anyMatch(c -> c.name().equals(column));
  }

  /**
   * The column of this name.
   *
   * @throws DataException if there is none; the message lists those there are
   */
  public Column column(String name) {
    for (Column column : columns) {
      if (column.name().equals(name)) {
        return column;
      }
    }
    List<String> known = columns.stream().map(Column::name).toList();
    throw new DataException(
        "no column '"
            + name
            + "' in the schema; it has "
            + Text.list(known)
            + Text.suggestion(name, known));
  }

  /**
   * The same frozen schema without some columns, for data that lack them: to predict, the target is
   * not needed.
   *
   * @throws DataException if a column does not exist
   * @throws IllegalArgumentException if one is the id column
   */
  public Schema without(String... names) {
    Set<String> dropped = new HashSet<>();
    for (String name : names) {
      Checks.that(
          column(name).kind() != Column.Kind.ID, "Schema: '%s' holds the row ids; keep it", name);
      dropped.add(name);
    }
    Map<String, Table> kept = new TreeMap<>(groups);
    kept.keySet().removeAll(dropped);
    return new Schema(
        id, columns.stream().filter(c -> !dropped.contains(c.name())).toList(), kept, besides);
  }

  /**
   * The same schema for a model that holds a constant chosen from rows, such as inducing inputs:
   * {@link #learnedConstants()} names it too, and the model's digest is another.
   *
   * @param constant one sentence: what it is, and from how many rows
   */
  public Schema remembering(String constant) {
    Checks.that(!constant.isBlank(), "Schema: what it remembers must not be blank");
    List<String> more = new ArrayList<>(besides);
    more.add(constant);
    return new Schema(id, columns, groups, more);
  }

  /**
   * One sentence for each constant that rows left in this schema. Erasing rows does not change
   * these constants, so each is a channel through which erased rows may still act.
   */
  public List<String> learnedConstants() {
    List<String> sentences = new ArrayList<>();
    for (Column column : columns) {
      Optional<Table> group = Optional.ofNullable(groups.get(column.name()));
      if (group.isPresent()) {
        List<String> own = group.get().schema().valueColumns().stream().map(Column::name).toList();
        sentences.add(
            "group '"
                + column.name()
                + "': its "
                + group.get().size()
                + " groups"
                + (own.isEmpty() ? "" : " and their columns " + Text.list(own)));
      } else if (column.kind() == Column.Kind.CATEGORY) {
        sentences.add("column '" + column.name() + "': its levels " + Text.list(column.levels()));
      } else if (column.centre() != 0 || column.scale() != 1) {
        sentences.add(
            String.format(
                Locale.ROOT,
                "column '%s': its centre %.6g and scale %.6g",
                column.name(),
                column.centre(),
                column.scale()));
      }
    }
    sentences.addAll(besides);
    return List.copyOf(sentences);
  }

  /** SHA-256 over all parts, in hexadecimal. */
  public String digest() {
    Digest digest = Digest.of().add(id).add(columns.size());
    for (Column column : columns) {
      digest.add(column.name()).add(column.kind().name()).add(column.levels().size());
      column.levels().forEach(digest::add);
      digest.add(column.centre()).add(column.scale());
    }
    digest.add(groups.size());
    new TreeMap<>(groups).forEach((key, table) -> digest.add(key).add(table.digest()));
    besides.forEach(digest::add);
    return digest.hex();
  }
}
