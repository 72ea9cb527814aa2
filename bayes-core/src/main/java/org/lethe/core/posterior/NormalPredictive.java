package org.lethe.core.posterior;

import java.util.Optional;
import org.lethe.core.data.Table;
import org.lethe.core.distribution.Normal;
import org.lethe.core.expr.Expr;

/**
 * The posterior predictive distribution of y ~ N(f, σ²) in closed form: under a Gaussian posterior
 * it is N(E f, Var f + σ²), where f is affine in θ, and in the row's own noise if it has one, and σ
 * is known. The row's own variance, as that of a sparse process between its inducing inputs, is in
 * Var f.
 *
 * @param mean of each row, as the response is coded
 * @param variance of each row, in the square of its unit
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record NormalPredictive(double[] mean, double[] variance) {

  /**
   * Of rows, where there is such a form.
   *
   * @throws org.lethe.core.data.DataException if the rows lack a column that the model reads, or
   *     code one by other levels or scales than the model's
   */
  public static Optional<NormalPredictive> of(Posterior posterior, Table rows) {
    Predictive.requireSameConstants(posterior.model(), rows.schema());
    return law(posterior).map(law -> at(law, rows));
  }

  /** The law of a row's response, in the row's columns alone; rows that are coupled have none. */
  static Optional<Normal> law(Posterior posterior) {
    return posterior instanceof GaussianPosterior q
            && q.model().coupled().isEmpty()
            && q.model().observations().size() == 1
            && q.model().observations().get(0).perRow() instanceof Normal law
        ? Predictor.of(q, law)
        : Optional.empty();
  }

  private static NormalPredictive at(Normal law, Table rows) {
    return new NormalPredictive(value(law.mean(), rows), value(law.variance(), rows));
  }

  /** What depends on no θ. */
  static double[] value(Expr perRow, Table rows) {
    return Average.at(Expr.input("none"), perRow, 0).mean(rows);
  }
}
