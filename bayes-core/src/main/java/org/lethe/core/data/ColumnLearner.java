package org.lethe.core.data;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/** Learns the constants of one column from the cells of a file. */
final class ColumnLearner {
  /** Numbers by size and before text, so that the order of levels does not depend on the rows. */
  private static final Comparator<String> LEVEL_ORDER =
      Comparator.comparingDouble(
              (String level) -> CellReader.decimal(level).orElse(Double.POSITIVE_INFINITY))
          .thenComparing(Comparator.naturalOrder());

  private final Path file;
  private final String name;
  private final SchemaBuilder.Wish wish;
  private final CellReader cells;
  private final List<String> groups;
  private final TreeSet<String> levels = new TreeSet<>(LEVEL_ORDER);
  private long n;
  private double mean;
  private double squares;

  ColumnLearner(Path file, String name, SchemaBuilder.Wish wish) {
    this(file, name, wish, List.of());
  }

  private ColumnLearner(Path file, String name, SchemaBuilder.Wish wish, List<String> groups) {
    this.file = file;
    this.name = name;
    this.wish = wish;
    this.groups = groups;
    Column raw =
        switch (wish) {
          case COUNT -> Column.count(name);
          case GROUP -> Column.category(name, groups.toArray(String[]::new));
          default -> Column.number(name);
        };
    this.cells = new CellReader(file, raw);
  }

  /** A column that names groups, which are known beforehand. */
  static ColumnLearner ofGroup(Path file, String name, List<String> groups) {
    return new ColumnLearner(file, name, SchemaBuilder.Wish.GROUP, groups);
  }

  void accept(long line, String text) {
    if (wish == SchemaBuilder.Wish.CATEGORY) {
      levels.add(cells.label(line, text));
      return;
    }
    if (wish == SchemaBuilder.Wish.GROUP) {
      cells.coded(line, text);
      return;
    }
    // Welford (1962): one pass without cancellation
    double value = cells.raw(line, text);
    n++;
    double delta = value - mean;
    mean += delta / n;
    squares += delta * (value - mean);
  }

  Column column() {
    return switch (wish) {
      case NUMBER -> Column.number(name);
      case COUNT -> Column.count(name);
      case CATEGORY -> Column.category(name, levels.toArray(String[]::new));
      case GROUP -> Column.category(name, groups.toArray(String[]::new));
      case STANDARDISED -> standardised();
    };
  }

  private Column standardised() {
    double sd = Math.sqrt(squares / (n - 1));
    if (!(sd > 0)) {
      throw new DataException(
          file
              + ", column '"
              + name
              + "': its "
              + n
              + " values do not vary, so it cannot be standardised; declare it a number");
    }
    return Column.standardised(name, mean, sd);
  }
}
