package org.lethe.core.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A change of the data: a signed measure over rows, +1 for a row to learn and −1 for a row to
 * forget. It carries the rows that it needs and nothing of the rest. A row is corrected by
 * forgetting it and learning its id with other values:
 *
 * <pre>{@code
 * Edit.forget(train, List.of("g-0007")).and(Edit.learn(corrected));
 * }</pre>
 *
 * @param rows the rows to learn and to forget
 * @param weights +1 or −1 for each of them
 * @param parentDataDigest {@link Table#digest()} of the data that rows are forgotten from; empty
 *     for an edit that only learns, which fits any data
 */
@SuppressWarnings("ArrayRecordComponent") // copied on the way in and on the way out
public record Edit(Table rows, double[] weights, String parentDataDigest) {
  /**
   * Checks signs and ids.
   *
   * @throws IllegalArgumentException if there is not one weight, +1 or −1, for each row
   * @throws DataException if an id is forgotten twice or learned twice
   */
  public Edit {
    weights = weights.clone();
    Checks.that(
        weights.length == rows.size(),
        "Edit: weights must be one for each of the %s rows, got %s",
        rows.size(),
        weights.length);
    Set<String> gone = new HashSet<>();
    Set<String> come = new HashSet<>();
    for (int i = 0; i < weights.length; i++) {
      Checks.that(Math.abs(weights[i]) == 1, "Edit: a weight must be +1 or -1, got %s", weights[i]);
      String id = rows.ids().get(i);
      if (!(weights[i] < 0 ? gone : come).add(id)) {
        throw new DataException(
            "Edit: row '" + id + "' is " + (weights[i] < 0 ? "forgotten" : "learned") + " twice");
      }
    }
  }

  /**
   * Forgets rows of a table.
   *
   * @throws DataException if an id is unknown or given twice
   */
  public static Edit forget(Table from, Collection<String> ids) {
    Table rows = from.select(ids);
    return new Edit(rows, signs(rows.size(), -1), from.digest());
  }

  /** Learns new rows. */
  public static Edit learn(Table rows) {
    return new Edit(rows, signs(rows.size(), 1), "");
  }

  /**
   * Both edits at once.
   *
   * @throws DataException if they are of different columns or forget from different data, or if
   *     both forget or both learn the same row
   */
  public Edit and(Edit other) {
    requireSameSchema(rows.schema(), other.rows.schema());
    boolean open = parentDataDigest.isEmpty() || other.parentDataDigest.isEmpty();
    if (!open && !parentDataDigest.equals(other.parentDataDigest)) {
      throw new DataException(
          "Edit.and: the edits forget rows of different data; "
              + "make both from the same table, or carry them out one after the other");
    }
    double[] both = Arrays.copyOf(weights, weights.length + other.weights.length);
    System.arraycopy(other.weights, 0, both, weights.length, other.weights.length);
    return new Edit(
        ColumnTable.concat(rows, other.rows),
        both,
        parentDataDigest.isEmpty() ? other.parentDataDigest : parentDataDigest);
  }

  /** A copy of the weights, +1 or −1 for each row. */
  @Override
  public double[] weights() {
    return weights.clone();
  }

  /** The ids that are forgotten. */
  public List<String> forgotten() {
    return forgottenRows().ids();
  }

  /** The ids that are learned. */
  public List<String> learned() {
    return learnedRows().ids();
  }

  /** The rows that are forgotten. */
  public Table forgottenRows() {
    return signed(-1);
  }

  /** The rows that are learned. */
  public Table learnedRows() {
    return signed(1);
  }

  /**
   * The digest of data after this edit, from the digest before and the edited rows alone; learning
   * rows and forgetting them again restores it.
   *
   * @param parentDigest {@link Table#digest()} of the data before
   * @throws DataException if the edit was made for other data
   */
  public String digestAfter(String parentDigest) {
    requireParent(parentDigest);
    return RowSum.parse(parentDigest).plus(rows, weights).hex();
  }

  /** Edits are equal when they do the same to the same data, in whatever order the rows stand. */
  @Override
  public boolean equals(Object o) {
    return o instanceof Edit other
        && parentDataDigest.equals(other.parentDataDigest)
        && forgottenRows().digest().equals(other.forgottenRows().digest())
        && learnedRows().digest().equals(other.learnedRows().digest());
  }

  @Override
  public int hashCode() {
    return 31 * forgottenRows().digest().hashCode() + learnedRows().digest().hashCode();
  }

  /** Counts only: an edit must not spill the ids that it forgets into a log. */
  @Override
  public String toString() {
    return "Edit[forgets " + forgotten().size() + " rows, learns " + learned().size() + "]";
  }

  /** Throws unless the edit can be carried out on this table. */
  void requireFits(Table table) {
    requireSameSchema(table.schema(), rows.schema());
    requireParent(table.digest());
    Table out = forgottenRows();
    List<String> absent = new ArrayList<>(out.ids());
    absent.removeIf(table::contains);
    if (!absent.isEmpty()) {
      throw new DataException("Table.after: rows to forget are absent: " + Text.list(absent));
    }
    if (!table.select(out.ids()).digest().equals(out.digest())) {
      throw new DataException(
          "Table.after: a row to forget has other values here; make the edit from this table");
    }
    Set<String> gone = new HashSet<>(out.ids());
    List<String> present = new ArrayList<>(learned());
    present.removeIf(id -> !table.contains(id) || gone.contains(id));
    if (!present.isEmpty()) {
      throw new DataException(
          "Table.after: rows to learn are already there: "
              + Text.list(present)
              + "; to correct a row, forget it in the same edit");
    }
  }

  private void requireParent(String digest) {
    if (!parentDataDigest.isEmpty() && !parentDataDigest.equals(digest)) {
      throw new DataException(
          "the edit was made for other data: it forgets rows of the data with digest "
              + parentDataDigest.substring(0, 8)
              + "…, these have "
              + digest.substring(0, 8)
              + "…");
    }
  }

  private static void requireSameSchema(Schema one, Schema other) {
    if (!one.digest().equals(other.digest())) {
      throw new DataException(
          "the edited rows follow another schema; read them with the schema of the data");
    }
  }

  private Table signed(int sign) {
    return ColumnTable.rows(
        rows, IntStream.range(0, weights.length).filter(i -> weights[i] == sign).toArray());
  }

  private static double[] signs(int n, double sign) {
    double[] signs = new double[n];
    Arrays.fill(signs, sign);
    return signs;
  }
}
