package org.lethe.inference.conjugate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.lethe.core.data.Checks;
import org.lethe.core.data.Table;
import org.lethe.core.distribution.Normal;
import org.lethe.core.expr.Affine;
import org.lethe.core.expr.Device;
import org.lethe.core.expr.Expr;
import org.lethe.core.expr.Precision;
import org.lethe.core.expr.Program;
import org.lethe.core.model.Model;
import org.lethe.core.posterior.Predictive;

/**
 * Reads features, responses and weights of a linear model's rows from the model itself: y ~ N(c +
 * φᵀθ, s²), with c, φ and s the same for every θ, or s a parameter.
 *
 * @param engine who asks, for messages
 * @param model with one Normal observation
 * @param columns where the coefficients stand in θ
 */
record LinearDesign(String engine, Model model, List<Integer> columns) {
  private static final int BLOCK = 4096;

  /** Of a model whose noise is known: all of θ are coefficients. */
  static LinearDesign ofKnownNoise(String engine, Model model) {
    Normal normal = OneObservation.of(engine, model, Normal.class).law();
    Checks.that(
        known(normal.sd(), model),
        "%s: the sd of the response must be known, got one that depends on the parameters",
        engine);
    return of(engine, model, normal, -1);
  }

  /** Of a model whose noise is the single parameter on the positive half-line. */
  static LinearDesign ofUnknownNoise(String engine, Model model, int sigma) {
    Normal normal = OneObservation.of(engine, model, Normal.class).law();
    Expr expected = model.theta().at(sigma).exp();
    Checks.that(
        OneObservation.same(model, normal.sd(), expected),
        "%s: the sd of the response must be the positive parameter itself, got something else",
        engine);
    return of(engine, model, normal, sigma);
  }

  private static LinearDesign of(String engine, Model model, Normal normal, int sigma) {
    List<Integer> columns = new ArrayList<>();
    for (int i = 0; i < model.dimension(); i++) {
      if (i != sigma) {
        columns.add(i);
      }
    }
    LinearDesign design = new LinearDesign(engine, model, List.copyOf(columns));
    Checks.that(
        Affine.predictor(perRow(normal.mean()), model.theta()).isPresent(),
        "%s: the mean of the response must be linear in the parameters, got one that is not",
        engine);
    return design;
  }

  /** How many coefficients. */
  int size() {
    return columns.size();
  }

  /**
   * Features, responses less their constants, and weights; where the noise is known, weights over
   * its variance.
   *
   * @throws org.lethe.core.data.DataException if the table lacks a column
   */
  LinearRows rows(Table table, boolean knownNoise, Device device) {
    model.check(table);
    Normal normal = normal();
    Expr response = Expr.column(response()).minus(constant(normal));
    Expr weight = OneObservation.weight(model);
    Expr precision = knownNoise ? weight.over(normal.sd().square()) : weight;
    return read(table, features(normal), response, precision, device);
  }

  /**
   * Features, constants (as responses) and noise sds (as weights; 1 where unknown): no response is
   * read.
   */
  LinearRows predictors(Table table, boolean knownNoise) {
    Predictive.requireSameConstants(model, table.schema());
    Normal normal = normal();
    Expr sd = knownNoise ? normal.sd() : Expr.ones();
    return read(table, features(normal), constant(normal), sd, Device.cpu(1));
  }

  /** The observed column. */
  String response() {
    return model.observations().get(0).columns().get(0);
  }

  private Normal normal() {
    return (Normal) model.observations().get(0).perRow();
  }

  private LinearRows read(Table table, Expr features, Expr response, Expr weight, Device device) {
    List<Expr> outputs = List.of(perRow(features), perRow(response), perRow(weight));
    int n = table.size();
    int d = size();
    int all = model.dimension();
    double[] phi = new double[n * d];
    double[] z = new double[n];
    double[] v = new double[n];
    try (Program.Executor executor =
        Program.of(List.of(model.theta()), outputs).on(device, Precision.DOUBLE)) {
      for (int from = 0; from < n; from += BLOCK) {
        int size = Math.min(BLOCK, n - from);
        executor.rows(table, new int[0], new double[0], from, from + size);
        double[] out = new double[size * (all + 2)];
        executor.call(new double[all], out);
        for (int row = 0; row < size; row++) {
          for (int j = 0; j < d; j++) {
            phi[(from + row) * d + j] = out[row * all + columns.get(j)];
          }
        }
        System.arraycopy(out, size * all, z, from, size);
        System.arraycopy(out, size * (all + 1), v, from, size);
      }
    }
    return new LinearRows(d, phi, z, v);
  }

  /** φ of all of θ, [rows × dimension]. */
  private Expr features(Normal normal) {
    int d = model.dimension();
    double[][] identity = new double[d][d];
    for (int i = 0; i < d; i++) {
      identity[i][i] = 1;
    }
    return Affine.linear(perRow(normal.mean()), model.theta(), Expr.constant(identity));
  }

  /** c, the mean at θ = 0. */
  private Expr constant(Normal normal) {
    Expr zero = Expr.vector(new double[model.dimension()]);
    return normal.mean().substitute(Map.of(model.theta(), zero));
  }

  private static Expr perRow(Expr e) {
    return e.shape().rows() ? e : e.times(Expr.ones());
  }

  private static boolean known(Expr e, Model model) {
    Expr probe = Expr.input("probe", model.dimension());
    return e.substitute(Map.of(model.theta(), probe)) == e;
  }
}
