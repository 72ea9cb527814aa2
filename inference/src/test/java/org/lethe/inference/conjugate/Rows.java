package org.lethe.inference.conjugate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.lethe.core.data.Table;
import org.lethe.core.expr.Device;
import org.lethe.core.expr.Precision;
import org.lethe.core.expr.Program;
import org.lethe.core.model.Model;

/** Data and comparisons that the tests of this room share. */
final class Rows {
  /** Exact rational arithmetic: Python's fractions.Fraction on the same doubles, Cramer's rule. */
  static final double[] COLLINEAR = {993786.7947128351, -993785.4245278887};

  private Rows() {}

  /** y linear in four columns of the scales of the banknote data. */
  static Table random(int n, Random random) {
    double[][] x = new double[4][n];
    double[] y = new double[n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < 4; j++) {
        x[j][i] = 5 * random.nextGaussian() + j;
      }
      y[i] = 1 + .5 * x[0][i] - .3 * x[1][i] + .1 * x[3][i] + .7 * random.nextGaussian();
    }
    return Table.of(Map.of("a", x[0], "b", x[1], "c", x[2], "d", x[3], "y", y));
  }

  static List<String> shuffled(Table table, long seed) {
    List<String> ids = new ArrayList<>(table.ids());
    Collections.shuffle(ids, new Random(seed));
    return ids;
  }

  static void assertSameBits(LinearGaussianPosterior one, LinearGaussianPosterior other) {
    assertThat(one.numbers()).containsExactly(other.numbers());
    assertThat(one.mean()).containsExactly(other.mean());
    assertThat(one.factor()).isDeepEqualTo(other.factor());
  }

  /** log p(θ, D). */
  static double logJoint(Model model, Table table, double[] theta) {
    Program program =
        Program.of(
            List.of(model.theta()),
            List.of(model.logPrior().plus(model.logLikelihood().sumRows())));
    double[] out = new double[1];
    try (Program.Executor executor = program.on(Device.cpu(1), Precision.DOUBLE)) {
      executor.rows(table, new int[0], new double[0], 0, table.size());
      executor.call(theta, out);
    }
    return out[0];
  }
}
