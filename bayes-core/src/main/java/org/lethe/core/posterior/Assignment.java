package org.lethe.core.posterior;

import java.util.Arrays;

/**
 * The cheapest way to give each of K places one of K things, by shortest augmenting paths (Kuhn
 * 1955; Jonker and Volgenant 1987), in O(K³).
 */
public final class Assignment {
  private Assignment() {}

  /**
   * Which thing each place gets, of least total cost.
   *
   * @param cost finite, [things × places], as many of these as of those
   * @return [places]
   */
  public static int[] of(double[][] cost) {
    int k = cost.length;
    double[] u = new double[k + 1];
    double[] v = new double[k + 1];
    // thing at each place, counted from 1; place 0 holds the one to be placed next
    int[] at = new int[k + 1];
    int[] way = new int[k + 1];
    for (int thing = 1; thing <= k; thing++) {
      at[0] = thing;
      int place = 0;
      double[] least = new double[k + 1];
      Arrays.fill(least, Double.POSITIVE_INFINITY);
      boolean[] done = new boolean[k + 1];
      while (at[place] != 0) {
        done[place] = true;
        int next = 0;
        double delta = Double.POSITIVE_INFINITY;
        for (int j = 1; j <= k; j++) {
          if (done[j]) {
            continue;
          }
          double reduced = cost[at[place] - 1][j - 1] - u[at[place]] - v[j];
          if (reduced < least[j]) {
            least[j] = reduced;
            way[j] = place;
          }
          if (least[j] < delta) {
            delta = least[j];
            next = j;
          }
        }
        for (int j = 0; j <= k; j++) {
          if (done[j]) {
            u[at[j]] += delta;
            v[j] -= delta;
          } else {
            least[j] -= delta;
          }
        }
        place = next;
      }
      while (place != 0) {
        at[place] = at[way[place]];
        place = way[place];
      }
    }
    int[] thing = new int[k];
    Arrays.setAll(thing, j -> at[j + 1] - 1);
    return thing;
  }
}
