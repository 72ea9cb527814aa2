package org.lethe.examples.experiment;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.lethe.core.data.Checks;
import org.lethe.core.data.Column;
import org.lethe.core.data.Edit;
import org.lethe.core.data.Schema;
import org.lethe.core.data.Table;
import org.lethe.core.model.GaussianMixture;
import org.lethe.core.model.Model;
import org.lethe.core.random.Purpose;
import org.lethe.core.random.RandomStream;

/**
 * The clusters of Fu et al. (2021): four centres ~ N(0, C), C = [[4, c], [c, 4]] with c ~ U(0, 4),
 * the second moved by (−1, 2.5) and the fourth by (1, 0); as many rows around each, with
 * covariances diag(1, .05), I, diag(.05, 1), I. Half of the erased rows are those of the first
 * cluster with the largest x1, the other half those of the third with the smallest x2. The model
 * takes every covariance for I, so it is wrong about two of them.
 *
 * @param rows all
 * @param edit forgets the erased ones
 * @param remaining the others
 * @param model four components of weight ¼, centres ~ N(0, 1)
 */
record Clusters(Table rows, Edit edit, Table remaining, Model model) {

  static final int K = 4;

  private static final double[][] SHIFT = {{0, 0}, {-1, 2.5}, {0, 0}, {1, 0}};
  private static final double[][] SD = {{1, Math.sqrt(.05)}, {1, 1}, {Math.sqrt(.05), 1}, {1, 1}};
  private static final Schema SCHEMA = Schema.of("id", Column.number("x1"), Column.number("x2"));

  /**
   * Makes the data of a seed.
   *
   * @param n rows, a multiple of 4
   * @param m erased rows, at most the half of all, which is two clusters completely
   */
  static Clusters of(int n, int m, long seed) {
    Checks.that(n >= K && n % K == 0, "gmm: rows must be a multiple of 4, got %d", n);
    Checks.that(
        m >= 1 && m <= n / 2, "gmm: erased rows must be from 1 to %d of %d, got %d", n / 2, n, m);
    double[][] centres = centres(seed);
    double[] noise = new double[2 * n];
    RandomStream.of(seed).at(0, Purpose.CLUSTER_ROWS).gaussians(noise, 0, 2 * n);
    double[] x1 = new double[n];
    double[] x2 = new double[n];
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      int k = i * K / n;
      x1[i] = centres[k][0] + SD[k][0] * noise[2 * i];
      x2[i] = centres[k][1] + SD[k][1] * noise[2 * i + 1];
      ids.add(String.format(Locale.ROOT, "g-%05d", i));
    }
    Map<String, double[]> columns = new LinkedHashMap<>();
    columns.put("x1", x1);
    columns.put("x2", x2);
    Table rows = Table.of(SCHEMA, ids, columns);
    List<String> erased = new ArrayList<>();
    int each = n / K;
    first(0, each, (m + 1) / 2, Comparator.comparingDouble(i -> -x1[i]), ids, erased);
    first(2 * each, 3 * each, m / 2, Comparator.comparingDouble(i -> x2[i]), ids, erased);
    Edit edit = Edit.forget(rows, erased);
    Model model = GaussianMixture.of(SCHEMA, K, "x1", "x2").model();
    return new Clusters(rows, edit, rows.after(edit), model);
  }

  private static void first(
      int from, int to, int count, Comparator<Integer> by, List<String> ids, List<String> erased) {
    IntStream.range(from, to).boxed().sorted(by).limit(count).forEach(i -> erased.add(ids.get(i)));
  }

  private static double[][] centres(long seed) {
    RandomStream random = RandomStream.of(seed).at(0, Purpose.CLUSTER_CENTRES);
    double c = 4 * random.uniform(0);
    double[] z = new double[2 * K];
    random.branch(1).gaussians(z, 0, 2 * K);
    double[][] centres = new double[K][2];
    for (int k = 0; k < K; k++) {
      centres[k][0] = 2 * z[2 * k] + SHIFT[k][0];
      centres[k][1] = c / 2 * z[2 * k] + Math.sqrt(4 - c * c / 4) * z[2 * k + 1] + SHIFT[k][1];
    }
    return centres;
  }

  /** Where the original and its retrains begin: a draw of the prior, which knows no row. */
  static double[] start(long seed) {
    double[] theta = new double[2 * K];
    RandomStream.of(seed).at(0, Purpose.MIXTURE_START).gaussians(theta, 0, 2 * K);
    return theta;
  }
}
