package org.lethe.unlearning.bif;

import java.util.ArrayList;
import java.util.List;
import org.lethe.core.data.Edit;
import org.lethe.inference.energy.Batch;

/**
 * A part of an edit that is carried out at once: some of its rows, or a fraction of each of them.
 *
 * @param rows how many rows it carries out to the end
 * @param now its rows, with their signed weights
 * @param done the edit up to its end
 * @param later what is still to come, with the weights turned round: what the data hold for now,
 *     less what they will hold in the end
 */
record Part(int rows, Batch now, Batch done, Batch later) {

  /**
   * The edit in parts of at most so many rows, dealt out in turn: rows of a table often lie sorted,
   * and a part that is like the whole edit leaves less curvature to be wrong about.
   */
  static List<Part> of(Edit edit, int chunk) {
    int n = edit.rows().size();
    int count = (int) (((long) n + chunk - 1) / chunk);
    double[] given = edit.weights();
    int[] order = new int[n];
    double[] weights = new double[n];
    double[] turned = new double[n];
    List<Part> parts = new ArrayList<>();
    int to = 0;
    for (int part = 0; part < count; part++) {
      int from = to;
      for (int row = part; row < n; row += count) {
        order[to] = row;
        weights[to] = given[row];
        turned[to] = -weights[to];
        to++;
      }
      parts.add(
          new Part(
              to - from,
              new Batch(edit.rows(), order, weights, from, to),
              new Batch(edit.rows(), order, weights, 0, to),
              new Batch(edit.rows(), order, turned, to, n)));
    }
    return parts;
  }

  /** All rows of the edit in equal fractions of their weights. */
  static List<Part> stages(Edit edit, int stages) {
    int n = edit.rows().size();
    List<Part> parts = new ArrayList<>();
    for (int k = 1; k <= stages; k++) {
      double done = k / (double) stages;
      parts.add(
          new Part(
              k == stages ? n : 0,
              batch(edit, times(edit, 1.0 / stages), 0, n),
              batch(edit, times(edit, done), 0, n),
              batch(edit, times(edit, done - 1), 0, k == stages ? 0 : n)));
    }
    return parts;
  }

  private static double[] times(Edit edit, double factor) {
    double[] weights = edit.weights();
    Vectors.scale(weights, factor);
    return weights;
  }

  private static Batch batch(Edit edit, double[] weights, int from, int to) {
    return new Batch(edit.rows(), new int[0], weights, from, to);
  }
}
