package org.lethe.validation.divergence;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.lethe.core.data.Column;
import org.lethe.core.data.Schema;
import org.lethe.core.data.Table;
import org.lethe.core.model.Model;
import org.lethe.core.posterior.Gaussian;
import org.lethe.core.random.RandomStream;

/** Rows and posteriors that differ a little. */
final class Cases {
  static final Schema SCHEMA =
      Schema.of(
          "id",
          Column.standardised("x", 1, 2),
          Column.standardised("y", -3, 1.7),
          Column.count("n"),
          Column.category("label", "no", "yes"),
          Column.category("kind", "a", "b", "c"));

  private Cases() {}

  static Table rows(int n) {
    double[] x = new double[n];
    double[] y = new double[n];
    double[] count = new double[n];
    double[] label = new double[n];
    double[] kind = new double[n];
    RandomStream.of(5).gaussians(x, 0, n);
    RandomStream.of(6).gaussians(y, 0, n);
    for (int i = 0; i < n; i++) {
      count[i] = i % 4;
      label[i] = i % 2;
      kind[i] = i % 3;
    }
    List<String> ids = IntStream.range(0, n).mapToObj(i -> "r" + i).toList();
    return Table.of(SCHEMA, ids, Map.of("x", x, "y", y, "n", count, "label", label, "kind", kind));
  }

  static Gaussian one(Model model) {
    return gaussian(model, .3, .25);
  }

  static Gaussian other(Model model) {
    return gaussian(model, .55, .4);
  }

  /** Means 0.3, −0.2, 0.3, … times two, correlated where there are several dimensions. */
  private static Gaussian gaussian(Model model, double mean, double sd) {
    int d = model.dimension();
    double[] m = new double[d];
    double[][] l = new double[d][d];
    for (int j = 0; j < d; j++) {
      m[j] = j % 2 == 0 ? mean : -.7 * mean;
      l[j][j] = sd;
      for (int k = 0; k < j; k++) {
        l[j][k] = .3 * sd;
      }
    }
    return Gaussian.fullRank(model, m, l);
  }
}
