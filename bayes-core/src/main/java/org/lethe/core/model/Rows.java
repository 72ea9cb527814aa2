package org.lethe.core.model;

import org.lethe.core.expr.Expr;

/**
 * All rows of the data at once, as a joint term sees them: arrays whose first dimension is the
 * number of rows, in the order of the table, and which are constants once the model meets its data
 * ({@link Model#on}). Before that the body of a model is run for {@value #UNBOUND} rows, so that
 * mistakes show when the model is defined.
 */
public interface Rows {

  /** How many rows the body of a model is given before there are data. */
  int UNBOUND = 64;

  /** How many rows there are. */
  int size();

  /**
   * A column as the schema codes it, [size].
   *
   * @throws IllegalArgumentException if the schema has no such column, or it holds the ids
   */
  Expr column(String name);

  /**
   * Columns side by side, [size × names].
   *
   * @throws IllegalArgumentException if there is none, one is unknown, or one holds the ids
   */
  Expr columns(String... names);
}
