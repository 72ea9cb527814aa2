package org.lethe.unlearning.bif;

import java.util.ArrayList;
import java.util.List;
import org.lethe.core.data.Edit;
import org.lethe.inference.energy.Batch;

/**
 * A run of an edit's rows that is carried out at once.
 *
 * @param now its rows, with their signed weights
 * @param done the rows of the edit up to its end
 * @param later the rows that are still to come, with the weights turned round: what the data hold
 *     for now, less what they will hold in the end
 */
record Part(Batch now, Batch done, Batch later) {

  /** The edit in parts of at most so many rows. */
  static List<Part> of(Edit edit, int chunk) {
    int n = edit.rows().size();
    double[] weights = edit.weights();
    double[] turned = edit.weights();
    Vectors.scale(turned, -1);
    List<Part> parts = new ArrayList<>();
    for (int from = 0; from < n; from += Math.min(chunk, n - from)) {
      int to = from + Math.min(chunk, n - from);
      parts.add(
          new Part(
              batch(edit, weights, from, to),
              batch(edit, weights, 0, to),
              batch(edit, turned, to, n)));
    }
    return parts;
  }

  private static Batch batch(Edit edit, double[] weights, int from, int to) {
    return new Batch(edit.rows(), new int[0], weights, from, to);
  }
}
