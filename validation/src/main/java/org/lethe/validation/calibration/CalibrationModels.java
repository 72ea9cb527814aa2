package org.lethe.validation.calibration;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.lethe.core.data.Table;
import org.lethe.core.distribution.Bernoulli;
import org.lethe.core.distribution.HalfNormal;
import org.lethe.core.distribution.Normal;
import org.lethe.core.expr.Expr;
import org.lethe.core.model.Model;
import org.lethe.core.random.Purpose;
import org.lethe.core.random.RandomStream;

/** Small models of the same rows, on which engines are calibrated. */
public final class CalibrationModels {
  private static final int ROWS = 12;

  private CalibrationModels() {}

  /** Covariates of 12 rows; x2 all but repeats x1, so that coefficients are known by their sum. */
  public static Table template() {
    double[] x = new double[ROWS];
    double[] noise = new double[ROWS];
    RandomStream.of(1).at(0, Purpose.SIMULATION).gaussians(x, 0, ROWS);
    RandomStream.of(1).at(1, Purpose.SIMULATION).gaussians(noise, 0, ROWS);
    double[] near = new double[ROWS];
    Arrays.setAll(near, i -> x[i] + 0.3 * noise[i]);
    double[] group = new double[ROWS];
    Arrays.setAll(group, i -> i % 4);
    Map<String, double[]> columns = new LinkedHashMap<>();
    columns.put("x1", x);
    columns.put("x2", near);
    columns.put("group", group);
    columns.put("y", new double[ROWS]);
    return Table.of(columns);
  }

  /** A line in x1 and x2, its noise unknown. */
  public static Model linear() {
    return Model.define(
        "linear, noise unknown",
        template().schema(),
        m -> {
          Expr beta = m.parameter("beta", Normal.of(0, 1), 2);
          Expr sigma = m.parameter("sigma", HalfNormal.of(1));
          m.observe("y", Normal.of(m.columns("x1", "x2").matmul(beta), sigma));
        });
  }

  /** Yes or no by x1 and x2. */
  public static Model logistic() {
    return Model.define(
        "logistic",
        template().schema(),
        m -> {
          Expr bias = m.parameter("bias", Normal.of(0, 1));
          Expr beta = m.parameter("beta", Normal.of(0, 2), 2);
          m.observe("y", Bernoulli.logits(m.columns("x1", "x2").matmul(beta).plus(bias)));
        });
  }

  /** The means of four groups, non-centred. */
  public static Model hierarchical() {
    return Model.define(
        "four groups",
        template().schema(),
        m -> {
          Expr mu = m.parameter("mu", Normal.of(0, 1));
          Expr tau = m.parameter("tau", HalfNormal.of(1));
          Expr z = m.parameter("z", Normal.of(0, 1), 4);
          m.observe("y", Normal.of(mu.plus(tau.times(z)).gather(m.column("group")), 0.5));
        });
  }

  /** A line whose noise is known, so that its posterior is Gaussian, and correlated. */
  public static Model knownNoise() {
    return Model.define(
        "linear, noise known",
        template().schema(),
        m -> {
          Expr beta = m.parameter("beta", Normal.of(0, 1), 2);
          m.observe("y", Normal.of(m.columns("x1", "x2").matmul(beta), 0.3));
        });
  }
}
