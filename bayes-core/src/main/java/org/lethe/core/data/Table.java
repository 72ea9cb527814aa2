package org.lethe.core.data;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Rows with stable ids under a schema, immutable and columnar. Every value is finite. A number
 * stands as its schema codes it (standardised where the schema says so), a category as the index of
 * its level.
 */
public interface Table {
  /**
   * Reads a CSV file (RFC 4180, UTF-8, first line the header). Columns that the schema does not
   * name are ignored; blanks around a value are too.
   *
   * @throws DataException naming file, line and column, if the file is missing, empty or ragged,
   *     lacks a column, repeats an id, or holds a value that its column cannot take: missing, NaN,
   *     infinite, not a number, not a count, or a level that the schema did not learn
   */
  static Table csv(Path file, Schema schema) {
    return TableReader.read(file, schema);
  }

  /**
   * The column names in the first line of a CSV file, in order.
   *
   * @throws DataException if the file is missing or empty, or names a column twice
   */
  static List<String> header(Path file) {
    return CsvFile.header(file);
  }

  /**
   * Columns of numbers in memory. The ids are row-0, row-1, …, unless there is a column {@code id},
   * whose whole numbers then are the ids.
   *
   * @throws DataException if lengths differ, a value is not finite or an id repeats
   */
  static Table of(Map<String, double[]> columns) {
    return InMemory.of(columns);
  }

  /**
   * Columns of numbers in memory with ids.
   *
   * @throws DataException if lengths differ, a value is not finite or an id repeats
   */
  static Table of(List<String> ids, Map<String, double[]> columns) {
    return InMemory.of(ids, columns);
  }

  /**
   * Columns in memory under a schema: raw numbers, which are standardised where the schema says so,
   * and level indices for categories. Columns that the schema does not name are ignored.
   *
   * @throws DataException if a column is missing, lengths differ, an id repeats, or a value cannot
   *     stand in its column
   */
  static Table of(Schema schema, List<String> ids, Map<String, double[]> columns) {
    return InMemory.of(schema, ids, columns);
  }

  /** The columns. */
  Schema schema();

  /** How many rows. */
  int size();

  /** The ids in row order. */
  List<String> ids();

  /** Whether there is a row with this id. */
  boolean contains(String id);

  /**
   * The row of this id, from 0.
   *
   * @throws DataException if there is none
   */
  int index(String id);

  /**
   * The values of a column in row order, [rows], as the schema codes them. The array is not copied
   * and must not be modified.
   *
   * @throws DataException if there is no such column, or if it holds the ids
   */
  double[] column(String name);

  /**
   * A digest of schema, ids and values that does not depend on the order of the rows, so that the
   * same rows have the same digest however they came together: Σ SHA-256(schema, id, values) modulo
   * 2²⁵⁶ over the rows, in hexadecimal (an additive multiset hash, Clarke et al., ASIACRYPT 2003).
   * It tells data apart; it neither authenticates them nor hides guessable rows.
   */
  String digest();

  /**
   * The rows with these ids, in the order of this table.
   *
   * @throws DataException if an id is unknown or asked for twice
   */
  Table select(Collection<String> ids);

  /**
   * The rows at these positions, from 0, in the order in which they are given.
   *
   * @throws IndexOutOfBoundsException if there is no such row
   */
  default Table rows(int[] positions) {
    return ColumnTable.rows(this, positions);
  }

  /**
   * The rows whose category has this level.
   *
   * @throws DataException if there is no such column or level, or if the column is no category
   */
  Table where(String column, String level);

  /**
   * The table with an edit carried out: without the rows it forgets, which must be here, and with
   * those it learns, at the end. A row is corrected by forgetting it and learning its id anew.
   *
   * @throws DataException if the edit was made for other data, has other columns, forgets a row
   *     that is not here, or learns an id that stays
   */
  Table after(Edit edit);
}
