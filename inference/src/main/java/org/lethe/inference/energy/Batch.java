package org.lethe.inference.energy;

import org.lethe.core.data.Edit;
import org.lethe.core.data.Table;

/**
 * Rows with signed weights: +w learns a row, −w forgets it. An energy binds a batch once, notices
 * another by its identity, and reads index and weights anew in every call: a loop over minibatches
 * refills the arrays of one batch.
 *
 * @param rows the table
 * @param index rows of the table, or empty for all of them in order
 * @param weight one for each entry of {@code index} (of the table when that is empty), or empty for
 *     ones
 * @param from first entry of the batch
 * @param to end of the batch, exclusive
 */
@SuppressWarnings("ArrayRecordComponent") // compared by identity, never by value
public record Batch(Table rows, int[] index, double[] weight, int from, int to) {

  private static final int[] IN_ORDER = {};
  private static final double[] ONES = {};

  /** Every row of a table, with weight 1. */
  public static Batch of(Table rows) {
    return new Batch(rows, IN_ORDER, ONES, 0, rows.size());
  }

  /** Every row of an edit, with its signed weight. */
  public static Batch of(Edit edit) {
    return new Batch(edit.rows(), IN_ORDER, edit.weights(), 0, edit.rows().size());
  }

  /** Rows {@code index[from..to)} with weight 1. */
  public static Batch of(Table rows, int[] index, int from, int to) {
    return new Batch(rows, index, ONES, from, to);
  }

  /** How many rows. */
  public int size() {
    return to - from;
  }
}
