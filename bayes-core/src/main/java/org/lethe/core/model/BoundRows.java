package org.lethe.core.model;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.lethe.core.data.Checks;
import org.lethe.core.data.Table;
import org.lethe.core.expr.Expr;

/** The rows of a table as constants, or inputs of a size that stands in for them. */
final class BoundRows implements Rows {

  private final ColumnRules rules;
  private final Optional<Table> table;
  private final Map<List<String>, Expr> inputs = new LinkedHashMap<>();
  private final Set<String> read = new LinkedHashSet<>();
  private boolean counted;

  BoundRows(ColumnRules rules, Optional<Table> table) {
    this.rules = rules;
    this.table = table;
  }

  @Override
  public int size() {
    counted = true;
    return table.map(Table::size).orElse(UNBOUND);
  }

  @Override
  public Expr column(String name) {
    if (table.isEmpty()) {
      return matrix(name).reshape(size());
    }
    rules.value(name);
    read.add(name);
    // a constant as it stands, so that an index is checked at once
    return Expr.vector(table.get().column(name));
  }

  @Override
  public Expr columns(String... names) {
    Checks.that(
        names.length > 0, "Model %s: columns() must name at least one column", rules.model());
    return matrix(names);
  }

  /** What explains a shape that nobody wrote, or that does not go with all rows at once. */
  String hint(String complaint) {
    if (complaint.contains("[rows") && (counted || !read.isEmpty())) {
      return "; column() is of one row at a time, and beside all rows at once allRows().column()"
          + " gives it as an array";
    }
    return table.isPresent() || !counted
        ? ""
        : "; before it meets data the body of a model runs for "
            + UNBOUND
            + " rows, unless it is defined with a table";
  }

  private Expr matrix(String... names) {
    for (String name : names) {
      rules.value(name);
      read.add(name);
    }
    if (table.isEmpty()) {
      String label = "rows of " + String.join(", ", names);
      return inputs.computeIfAbsent(List.of(names), key -> Expr.input(label, size(), key.size()));
    }
    double[] flat = new double[size() * names.length];
    for (int j = 0; j < names.length; j++) {
      double[] column = table.get().column(names[j]);
      for (int i = 0; i < column.length; i++) {
        flat[i * names.length + j] = column[i];
      }
    }
    return Expr.vector(flat).reshape(size(), names.length);
  }

  /** The inputs that stand in for rows, by what they read. */
  Map<List<String>, Expr> inputs() {
    return inputs;
  }

  /** The columns that are read. */
  Set<String> read() {
    return read;
  }
}
