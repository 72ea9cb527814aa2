package org.lethe.validation.certificate;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.lethe.core.data.Edit;
import org.lethe.core.data.Table;
import org.lethe.core.distribution.Normal;
import org.lethe.core.expr.Expr;
import org.lethe.core.model.Model;
import org.lethe.core.posterior.Fit;
import org.lethe.core.posterior.Gaussian;
import org.lethe.core.posterior.GaussianPosterior;
import org.lethe.core.random.RandomStream;
import org.lethe.inference.conjugate.LinearGaussian;
import org.lethe.inference.conjugate.LinearGaussianPosterior;
import org.lethe.inference.run.Run;
import org.lethe.unlearning.baseline.Retrain;
import org.lethe.unlearning.exact.Exact;

/** A line through rows of which some are forgotten, exactly and by imitations. */
final class Judged {
  static final Table ALL = rows("r", 60, 0);
  static final Table HELD_OUT = rows("h", 60, 1);
  static final Edit EDIT = Edit.forget(ALL, ALL.ids().subList(0, 20));
  static final Table REMAINING = ALL.after(EDIT);
  static final Model MODEL =
      Model.define(
          "line",
          ALL.schema(),
          m -> {
            Expr a = m.parameter("a", Normal.of(0, 1));
            Expr b = m.parameter("b", Normal.of(0, 1));
            m.observe("y", Normal.of(a.plus(b.times(m.column("x"))), 1));
          });
  static final Fit<LinearGaussianPosterior> ORIGINAL =
      LinearGaussian.of().fit(MODEL, ALL, Run.seed(1));
  static final Fit<LinearGaussianPosterior> FORGOTTEN =
      Exact.of().forget(ORIGINAL, EDIT, Run.seed(2));
  static final Fit<LinearGaussianPosterior> RETRAINED = retrained(3);

  private Judged() {}

  static Fit<LinearGaussianPosterior> retrained(long seed) {
    return Retrain.of(LinearGaussian.of(), REMAINING).forget(ORIGINAL, EDIT, Run.seed(seed));
  }

  static Evidence exact() {
    return Evidence.of(ORIGINAL, FORGOTTEN, RETRAINED, EDIT, REMAINING);
  }

  /** The provenance of the exact result with a Gaussian that is off by so many sd. */
  static Fit<GaussianPosterior> imitation(double sds) {
    return imitation(sds, 1);
  }

  /** The same, so many times as wide. */
  static Fit<GaussianPosterior> imitation(double sds, double wide) {
    LinearGaussianPosterior q = FORGOTTEN.posterior();
    double[] mean = q.mean();
    mean[0] += sds * q.sd()[0];
    double[][] factor = q.factor();
    for (double[] row : factor) {
      Arrays.setAll(row, j -> wide * row[j]);
    }
    return Fit.of(
        Gaussian.fullRank(MODEL, mean, factor),
        FORGOTTEN.provenance(),
        FORGOTTEN.verdict(),
        FORGOTTEN.cost());
  }

  static Evidence with(Fit<?> forgotten) {
    return Evidence.of(ORIGINAL, forgotten, RETRAINED, EDIT, REMAINING);
  }

  /** The first third has a steeper slope, so that forgetting it matters. */
  private static Table rows(String prefix, int n, int stream) {
    double[] x = new double[n];
    double[] y = new double[n];
    RandomStream.of(4).stream(stream).gaussians(x, 0, n);
    RandomStream.of(4).stream(stream).at(1, 0).gaussians(y, 0, n);
    for (int i = 0; i < n; i++) {
      y[i] += 1 + (i < n / 3 ? 2 : 1) * x[i];
    }
    List<String> ids = IntStream.range(0, n).mapToObj(i -> prefix + i).toList();
    return Table.of(ids, Map.of("x", x, "y", y));
  }
}
