package org.lethe.core.model;

import org.lethe.core.expr.Expr;

/** Groups of rows: those of a group table, or the levels of a category. */
public interface Group {

  /** How many groups there are, with rows or without. */
  int size();

  /**
   * A column of the group table as its schema codes it, [groups]: a constant.
   *
   * @throws IllegalArgumentException if there is none of this name
   */
  Expr column(String name);

  /**
   * What a group has, for each row of it: [groups × …] becomes [rows × …].
   *
   * @throws IllegalArgumentException if the first dimension is not the number of groups
   */
  Expr of(Expr perGroup);

  /** The position of each row's group, from 0, [rows]. */
  Expr index();
}
