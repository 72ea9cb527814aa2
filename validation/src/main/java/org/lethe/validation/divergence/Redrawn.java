package org.lethe.validation.divergence;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.lethe.core.data.Column;
import org.lethe.core.data.Table;
import org.lethe.core.model.Model;
import org.lethe.core.model.Observation;
import org.lethe.core.model.Responses;
import org.lethe.core.random.RandomStream;
import org.lethe.core.random.Uniforms;

/**
 * Rows whose response is drawn anew from a posterior predictive, several times over. Each response
 * belongs to one of the groups of a jackknife: it is drawn given one of the draws of θ that are the
 * group's own, which take turns, each with a value of the row noise.
 */
final class Redrawn {
  private Redrawn() {}

  /**
   * The rows of replicate 0 with their new response, then those of replicate 1, and so on.
   *
   * @param groups draws of θ [groups × draws × d], as many of each group
   */
  static Table from(
      Model model,
      Observation response,
      Table rows,
      int replicates,
      double[][][] groups,
      RandomStream random) {
    List<List<Integer>> asked = turns(rows.size(), replicates, groups[0].length);
    double[] y = new double[rows.size() * replicates];
    try (Responses responses = Responses.of(model, response, rows)) {
      for (int t = 0; t < asked.size(); t++) {
        List<Integer> own = asked.get(t);
        int[] index = own.stream().mapToInt(k -> k % rows.size()).toArray();
        double[] theta = groups[t % groups.length][t / groups.length];
        double[][] drawn =
            responses.given(theta, index, i -> Uniforms.of(random.branch(own.get(i))));
        for (int i = 0; i < index.length; i++) {
          y[own.get(i)] = drawn[i][0];
        }
      }
    }
    return table(rows, response.columns().get(0), y, replicates);
  }

  /** The group of response k of n rows; in whole rounds of replicates each row is in each. */
  static int group(int k, int n) {
    return (k / n + k % n) % Jackknife.GROUPS;
  }

  /** Which responses are drawn given the first draw of group 0, 1, …, then the second ones. */
  private static List<List<Integer>> turns(int rows, int replicates, int draws) {
    int[] drawn = new int[Jackknife.GROUPS];
    List<List<Integer>> asked = new ArrayList<>();
    for (int k = 0; k < rows * replicates; k++) {
      int g = group(k, rows);
      int t = drawn[g]++ % draws * Jackknife.GROUPS + g;
      while (asked.size() <= t) {
        asked.add(new ArrayList<>());
      }
      asked.get(t).add(k);
    }
    return asked;
  }

  /** A table codes raw numbers, so the codes of the old one are undone. */
  private static Table table(Table rows, String response, double[] y, int replicates) {
    Map<String, double[]> raw = new HashMap<>();
    for (Column column : rows.schema().valueColumns()) {
      double[] coded = column.name().equals(response) ? y : repeat(rows, column, replicates);
      raw.put(
          column.name(),
          Arrays.stream(coded).map(x -> x * column.scale() + column.centre()).toArray());
    }
    List<String> ids = new ArrayList<>();
    for (int k = 0; k < y.length; k++) {
      ids.add(Integer.toString(k));
    }
    return Table.of(rows.schema(), ids, raw);
  }

  private static double[] repeat(Table rows, Column column, int times) {
    double[] once = rows.column(column.name());
    double[] all = new double[once.length * times];
    for (int s = 0; s < times; s++) {
      System.arraycopy(once, 0, all, s * once.length, once.length);
    }
    return all;
  }
}
