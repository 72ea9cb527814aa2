package org.lethe.examples.gp;

import java.util.Arrays;
import org.lethe.core.data.Schema;
import org.lethe.core.data.Table;
import org.lethe.core.distribution.Bernoulli;
import org.lethe.core.distribution.Normal;
import org.lethe.core.distribution.Support;
import org.lethe.core.expr.Expr;
import org.lethe.core.gp.InducingInputs;
import org.lethe.core.gp.Kernel;
import org.lethe.core.gp.SparseGp;
import org.lethe.core.model.Model;
import org.lethe.core.posterior.GaussianPosterior;
import org.lethe.inference.energy.Expectation;
import org.lethe.inference.energy.Family;
import org.lethe.inference.svi.Svi;

/**
 * A sparse Gaussian process of mean 0 and squared exponential kernel, whitened, whose variance,
 * lengths, inducing inputs and noise are learned. It starts at variance 1 and noise ½.
 *
 * @param features columns of x
 * @param response column of y
 * @param kind how y depends on f(x)
 * @param lengths how many: one for all features, or one for each
 * @param start of the lengths
 */
public record SparseProcess(
    String[] features, String response, Kind kind, int lengths, double start) {
  private static final int POINTS = 20;

  /** Whose lengths start at 1. */
  public SparseProcess(String[] features, String response, Kind kind, int lengths) {
    this(features, response, kind, lengths, 1);
  }

  /** The law of a response. */
  public enum Kind {
    /** P(y = 1) = Φ(f). */
    PROBIT,
    /** y ~ N(f, noise²). */
    NORMAL
  }

  /**
   * The model of rows.
   *
   * @param first where its inducing inputs start
   */
  public Model startingAt(InducingInputs first, Schema schema) {
    int inducing = first.size();
    return first.define(
        "sparse-process",
        schema,
        (m, from) -> {
          double[] begin = Arrays.stream(from).flatMapToDouble(Arrays::stream).toArray();
          Expr variance = m.hyperparameter("variance", Support.POSITIVE, 1);
          Expr length = m.hyperparameter("lengths", Support.POSITIVE, start, lengths);
          Expr z = m.hyperparameter("inducing", Support.REAL, begin, inducing, features.length);
          Expr u = m.parameter("u", Normal.of(0, 1), inducing);
          Kernel kernel = Kernel.rbf(variance, lengths == 1 ? length.at(0) : length);
          Expr f = SparseGp.of(kernel, z).conditional(u, m.columns(features));
          if (kind == Kind.PROBIT) {
            m.observe(response, Bernoulli.probits(f));
          } else {
            m.observe(response, Normal.of(f, m.hyperparameter("noise", Support.POSITIVE, 0.5)));
          }
        });
  }

  /** How it is fitted. */
  static Svi<GaussianPosterior> engine(int steps) {
    return Svi.of(Family.fullRank(), new Expectation.Quadrature(POINTS)).steps(steps);
  }

  /** These rows, for inducing inputs to start at. */
  public InducingInputs at(Table rows) {
    return InducingInputs.rows(rows, features);
  }

  /** x of every row, [rows × features]. */
  double[][] inputs(Table rows) {
    double[][] x = new double[rows.size()][features.length];
    for (int j = 0; j < features.length; j++) {
      double[] column = rows.column(features[j]);
      for (int i = 0; i < x.length; i++) {
        x[i][j] = column[i];
      }
    }
    return x;
  }
}
