package org.lethe.examples.posteriordb;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.lethe.core.data.Table;
import org.lethe.core.distribution.Flat;
import org.lethe.core.distribution.Gamma;
import org.lethe.core.distribution.HalfCauchy;
import org.lethe.core.distribution.HalfNormal;
import org.lethe.core.distribution.MultivariateNormal;
import org.lethe.core.distribution.Normal;
import org.lethe.core.distribution.Support;
import org.lethe.core.expr.Expr;
import org.lethe.core.model.Model;
import org.lethe.core.model.Rows;

/** The Stan programs of the collection in the language of Lethe. */
final class Programs {

  private Programs() {}

  /** Eight schools' effects, non-centred (Rubin 1981). */
  static Case eightSchools(Reference reference) {
    double[] y = reference.data("y");
    double[] school = new double[y.length];
    Arrays.setAll(school, j -> j);
    Table rows = Table.of(Map.of("y", y, "sigma", reference.data("sigma"), "school", school));
    Model model =
        Model.define(
            "eight_schools_noncentered",
            rows.schema(),
            m -> {
              Expr trans = m.parameter("theta_trans", Normal.of(0, 1), y.length);
              Expr mu = m.parameter("mu", Normal.of(0, 5));
              Expr tau = m.parameter("tau", HalfCauchy.of(5));
              Expr theta = m.deterministic("theta", mu.plus(tau.times(trans)));
              m.observe("y", Normal.of(theta.gather(m.column("school")), m.column("sigma")));
            });
    return new Case(reference, rows, model);
  }

  /** Children's test scores by their mothers' IQ (Gelman and Hill 2007). */
  static Case kidScores(Reference reference) {
    Table rows =
        Table.of(
            Map.of("kid_score", reference.data("kid_score"), "mom_iq", reference.data("mom_iq")));
    Model model =
        Model.define(
            "kidscore_momiq",
            rows.schema(),
            m -> {
              Expr beta = m.parameter("beta", Flat.on(Support.REAL), 2);
              Expr sigma = m.parameter("sigma", HalfCauchy.of(2.5));
              m.observe("kid_score", Normal.of(line(beta, m.column("mom_iq")), sigma));
            });
    return new Case(reference, rows, model);
  }

  /** Log weight of mesquite bushes by the log volume of their canopies (Gelman and Hill 2007). */
  static Case mesquite(Reference reference) {
    double[] volume = reference.data("diam1").clone();
    double[] weight = reference.data("weight").clone();
    for (int i = 0; i < volume.length; i++) {
      volume[i] *= reference.data("diam2")[i] * reference.data("canopy_height")[i];
    }
    Table rows =
        Table.of(
            Map.of(
                "log_weight", Arrays.stream(weight).map(Math::log).toArray(),
                "log_canopy_volume", Arrays.stream(volume).map(Math::log).toArray()));
    Model model =
        Model.define(
            "logmesquite_logvolume",
            rows.schema(),
            m -> {
              Expr beta = m.parameter("beta", Flat.on(Support.REAL), 2);
              Expr sigma = m.parameter("sigma", Flat.on(Support.POSITIVE));
              m.observe("log_weight", Normal.of(line(beta, m.column("log_canopy_volume")), sigma));
            });
    return new Case(reference, rows, model);
  }

  private static Expr line(Expr beta, Expr x) {
    return beta.at(0).plus(beta.at(1).times(x));
  }

  /** An autoregression of order K, a row for each time that has K before it. */
  static Case autoregression(Reference reference) {
    double[] y = reference.data("y");
    int lags = (int) reference.data("K")[0];
    Map<String, double[]> columns = new LinkedHashMap<>();
    columns.put("y", Arrays.copyOfRange(y, lags, y.length));
    String[] past = new String[lags];
    for (int k = 1; k <= lags; k++) {
      past[k - 1] = "y_" + k;
      columns.put(past[k - 1], Arrays.copyOfRange(y, lags - k, y.length - k));
    }
    Table rows = Table.of(columns);
    Model model =
        Model.define(
            "arK",
            rows.schema(),
            m -> {
              Expr alpha = m.parameter("alpha", Normal.of(0, 10));
              Expr beta = m.parameter("beta", Normal.of(0, 10), lags);
              Expr sigma = m.parameter("sigma", HalfCauchy.of(2.5));
              m.observe("y", Normal.of(alpha.plus(m.columns(past).matmul(beta)), sigma));
            });
    return new Case(reference, rows, model);
  }

  /** A Gaussian process whose noise variance is σ, as the Stan program has it, not σ². */
  static Case gaussianProcess(Reference reference) {
    Table rows = Table.of(Map.of("x", reference.data("x"), "y", reference.data("y")));
    Model model =
        Model.define(
            "gp_regr",
            rows.schema(),
            m -> {
              Rows all = m.allRows();
              int n = all.size();
              Expr rho = m.parameter("rho", Gamma.of(25, 4));
              Expr alpha = m.parameter("alpha", HalfNormal.of(2));
              Expr sigma = m.parameter("sigma", HalfNormal.of(1));
              Expr x = all.column("x");
              Expr distance = x.reshape(n, 1).minus(x.reshape(1, n)).over(rho);
              Expr noise = Expr.fill(1, n).times(sigma).toDiagonal();
              Expr covariance =
                  alpha.square().times(distance.square().times(-0.5).exp()).plus(noise);
              Expr mean = Expr.fill(0, n);
              m.observeJointly(
                  "a Gaussian process ties all values to each other",
                  MultivariateNormal.of(mean, covariance).logDensity(all.column("y")));
            });
    return new Case(reference, rows, model);
  }
}
