package org.lethe.core.model;

import java.util.Optional;
import org.lethe.core.data.Checks;
import org.lethe.core.data.Column;
import org.lethe.core.data.DataException;
import org.lethe.core.data.Table;
import org.lethe.core.expr.Expr;
import org.lethe.core.expr.Shape;

/** The groups that a category of the schema names. */
record SchemaGroup(String model, Column key, Optional<Table> table) implements Group {

  @Override
  public int size() {
    return key.levels().size();
  }

  @Override
  public Expr column(String name) {
    Checks.that(
        table.isPresent(),
        "Model %s: group '%s' has no table, so it has no column '%s'; declare it with"
            + " Schema.Builder.group",
        model,
        key.name(),
        name);
    try {
      return Expr.vector(table.get().column(name));
    } catch (DataException e) {
      throw new IllegalArgumentException(
          "Model " + model + ": group '" + key.name() + "': " + e.getMessage(), e);
    }
  }

  @Override
  public Expr of(Expr perGroup) {
    Shape shape = perGroup.shape();
    boolean fits = !shape.rows() && shape.rank() > 0 && shape.dims().get(0) == size();
    Checks.that(
        fits,
        "Model %s: group '%s' has %d groups, which shape %s does not fit",
        model,
        key.name(),
        size(),
        shape);
    return perGroup.gather(index());
  }

  @Override
  public Expr index() {
    return Expr.column(key.name());
  }

  static SchemaGroup of(String model, Column key, Optional<Table> table) {
    Checks.that(
        key.kind() == Column.Kind.CATEGORY,
        "Model %s: column '%s' names no groups; declare it with Schema.Builder.group or category",
        model,
        key.name());
    return new SchemaGroup(model, key, table);
  }
}
