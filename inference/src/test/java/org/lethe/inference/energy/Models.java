package org.lethe.inference.energy;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.lethe.core.data.Table;
import org.lethe.core.distribution.Bernoulli;
import org.lethe.core.distribution.HalfNormal;
import org.lethe.core.distribution.Normal;
import org.lethe.core.distribution.Poisson;
import org.lethe.core.distribution.StudentT;
import org.lethe.core.distribution.Support;
import org.lethe.core.expr.Expr;
import org.lethe.core.model.Model;
import org.lethe.core.random.Purpose;
import org.lethe.core.random.RandomStream;

/** Small models and data that the tests of this module share. */
public final class Models {

  private Models() {}

  /** The six rows of the linear-Gaussian vector, y = θ·(x1, x2) + N(0, 1). */
  public static Table six() {
    Map<String, double[]> columns = new LinkedHashMap<>();
    columns.put("x1", new double[] {1, 1, 1, 1, 0, 2});
    columns.put("x2", new double[] {1, .5, -.5, 2, 1, 1});
    columns.put("y", new double[] {1, .5, 0, 2, 1.5, 1});
    return Table.of(columns);
  }

  /** θ ~ N(0, I₂), y ~ N(θ·x, 1). */
  public static Model linear() {
    return Model.define(
        "six",
        six().schema(),
        m -> {
          Expr theta = m.parameter("theta", Normal.of(0, 1), 2);
          m.observe("y", Normal.of(m.columns("x1", "x2").matmul(theta), 1));
        });
  }

  /** n rows with columns x1, x2 standard normal, y a biased coin and k a count. */
  public static Table rows(int n) {
    double[] x1 = new double[n];
    double[] x2 = new double[n];
    double[] u = new double[n];
    RandomStream random = RandomStream.of(42);
    random.at(1, Purpose.SIMULATION).gaussians(x1, 0, n);
    random.at(2, Purpose.SIMULATION).gaussians(x2, 0, n);
    random.at(3, Purpose.SIMULATION).uniforms(u, 0, n);
    double[] y = new double[n];
    double[] k = new double[n];
    for (int i = 0; i < n; i++) {
      double f = 0.5 + x1[i] - 0.7 * x2[i];
      y[i] = u[i] < 1 / (1 + Math.exp(-f)) ? 1 : 0;
      k[i] = Math.floor(Math.exp(0.5 * f) * 2 * u[i]);
    }
    Map<String, double[]> columns = new LinkedHashMap<>();
    columns.put("x1", x1);
    columns.put("x2", x2);
    columns.put("y", y);
    columns.put("k", k);
    return Table.of(columns);
  }

  /** y ~ Bernoulli(sigmoid(a + b·x)), all of prior N(0, 2²). */
  public static Model logistic() {
    return Model.define(
        "coin",
        rows(1).schema(),
        m -> {
          Expr a = m.parameter("a", Normal.of(0, 2));
          Expr b = m.parameter("b", Normal.of(0, 2), 2);
          m.observe("y", Bernoulli.logits(a.plus(m.columns("x1", "x2").matmul(b))));
        });
  }

  /** k ~ Poisson(exp(a + b·x)). */
  public static Model poisson() {
    return Model.define(
        "counts",
        rows(1).schema(),
        m -> {
          Expr a = m.parameter("a", Normal.of(0, 2));
          Expr b = m.parameter("b", Normal.of(0, 2), 2);
          m.observe("k", Poisson.logRate(a.plus(m.columns("x1", "x2").matmul(b))));
        });
  }

  /** A prior that is not Gaussian and a scale that is unknown: no quadrature. */
  public static Model robust() {
    return Model.define(
        "robust",
        rows(1).schema(),
        m -> {
          Expr a = m.parameter("a", StudentT.of(4, 0, 1));
          Expr b = m.parameter("b", Normal.of(0, 2));
          Expr sigma = m.parameter("sigma", HalfNormal.of(1));
          m.observe("x2", Normal.of(a.plus(m.column("x1").times(b)), sigma));
        });
  }

  /** A prior that reads a hyperparameter, which starts at 2. */
  public static Model scaled() {
    return Model.define(
        "scaled",
        rows(1).schema(),
        m -> {
          Expr s = m.hyperparameter("s", Support.POSITIVE, 2);
          Expr b = m.parameter("b", Normal.of(0, s), 2);
          m.observe("y", Bernoulli.logits(m.columns("x1", "x2").matmul(b)));
        });
  }

  /** Rows that read a hyperparameter, which starts at 2, under a Gaussian prior. */
  public static Model noisy() {
    return Model.define(
        "noisy",
        rows(1).schema(),
        m -> {
          Expr s = m.hyperparameter("s", Support.POSITIVE, 2);
          Expr b = m.parameter("b", Normal.of(0, 1), 2);
          m.observe("k", Normal.of(m.columns("x1", "x2").matmul(b).times(s), s));
        });
  }

  /** Signed weights, every fourth row forgotten. */
  public static double[] signed(int n) {
    double[] weights = new double[n];
    Arrays.setAll(weights, i -> i % 4 == 3 ? -1 : 1);
    return weights;
  }

  /** All rows with signed weights. */
  public static Batch signed(Table rows) {
    return new Batch(rows, new int[0], signed(rows.size()), 0, rows.size());
  }

  /** Numbers that differ from each other and from anything special. */
  public static double[] point(int size, int which) {
    double[] out = new double[size];
    RandomStream.of(7).at(which, Purpose.START).gaussians(out, 0, size);
    for (int i = 0; i < size; i++) {
      out[i] *= 0.3;
    }
    return out;
  }
}
