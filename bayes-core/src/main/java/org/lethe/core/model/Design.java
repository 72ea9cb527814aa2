package org.lethe.core.model;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.lethe.core.data.Checks;
import org.lethe.core.data.Column;
import org.lethe.core.data.Schema;
import org.lethe.core.expr.Expr;

/**
 * The matrix of features, in blocks that lie side by side: numbers as they are, a category as
 * indicators of its levels but the first, one column as its powers.
 */
record Design(List<Block> blocks) {

  /**
   * @param values [rows × names]
   * @param names what each column of the block is
   */
  record Block(Expr values, List<String> names) {}

  /** Each number to the powers 1…degree, and each category as indicators. */
  static Design of(Schema schema, List<String> features, int degree) {
    ColumnRules rules = new ColumnRules("regression", schema);
    List<Block> blocks = new ArrayList<>();
    List<String> numbers = new ArrayList<>();
    for (String feature : features) {
      Column column = rules.value(feature);
      boolean category = column.kind() == Column.Kind.CATEGORY;
      Checks.that(
          degree == 1 || !category, "Regression: a category has no powers, got '%s'", feature);
      if (degree > 1 || category) {
        flush(numbers, blocks);
        blocks.add(category ? indicators(column) : powers(feature, degree));
      } else {
        numbers.add(feature);
      }
    }
    flush(numbers, blocks);
    Checks.that(!blocks.isEmpty(), "Regression: features must be at least one column, got none");
    return new Design(List.copyOf(blocks));
  }

  private static void flush(List<String> numbers, List<Block> blocks) {
    if (!numbers.isEmpty()) {
      blocks.add(new Block(Expr.columns(numbers.toArray(new String[0])), List.copyOf(numbers)));
      numbers.clear();
    }
  }

  private static Block indicators(Column column) {
    List<String> levels = column.levels();
    Checks.that(
        levels.size() > 1,
        "Regression: category '%s' must have two levels or more to be a feature, got %s",
        column.name(),
        levels);
    Expr others = Expr.vector(IntStream.range(1, levels.size()).asDoubleStream().toArray());
    Expr values = Expr.column(column.name()).equalTo(others);
    return new Block(
        values, levels.stream().skip(1).map(level -> column.name() + "=" + level).toList());
  }

  private static Block powers(String feature, int degree) {
    Expr x = Expr.columns(feature);
    List<String> names = new ArrayList<>();
    Expr power = x;
    Expr values = x.times(unit(0, degree));
    names.add(feature);
    for (int k = 1; k < degree; k++) {
      power = power.times(x);
      values = values.plus(power.times(unit(k, degree)));
      names.add(feature + "^" + (k + 1));
    }
    return new Block(values, names);
  }

  private static Expr unit(int k, int size) {
    double[] e = new double[size];
    e[k] = 1;
    return Expr.vector(e);
  }

  /** How many columns there are in all. */
  int width() {
    return blocks.stream().mapToInt(block -> block.names().size()).sum();
  }

  /** What each column is. */
  List<String> coefficients() {
    return blocks.stream().flatMap(block -> block.names().stream()).toList();
  }

  /** x·beta for beta [width] or [width × K]: [rows] or [rows × K]. */
  Expr times(Expr beta) {
    int from = 0;
    Expr sum = Expr.constant(0);
    for (Block block : blocks) {
      int to = from + block.names().size();
      sum = sum.plus(block.values().matmul(beta.slice(from, to)));
      from = to;
    }
    return sum;
  }
}
