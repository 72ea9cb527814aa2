package org.lethe.unlearning;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.lethe.core.data.Column;
import org.lethe.core.data.Schema;
import org.lethe.core.data.Table;
import org.lethe.core.model.Model;
import org.lethe.core.model.Regression;
import org.lethe.core.posterior.Cost;
import org.lethe.core.posterior.Fit;
import org.lethe.core.posterior.Gaussian;
import org.lethe.core.posterior.Posterior;
import org.lethe.core.posterior.Provenance;
import org.lethe.core.posterior.Recipe;
import org.lethe.core.posterior.Verdict;

/**
 * y ~ N(β₁x₁ + β₂x₂, 1), β ~ N(0, I), on the six rows of the published vectors; its posterior has
 * precision I + XᵀX and mean Λ⁻¹Xᵀy, computed here from the rows alone.
 */
public final class LinearGaussian {

  private static final Schema SCHEMA =
      Schema.of("id", Column.number("x1"), Column.number("x2"), Column.number("y"));

  /** Six rows; 0 and 3 are the ones to erase. */
  public static final Table ROWS =
      table(
          new double[] {1, 1, 1, 1, 0, 2},
          new double[] {1, .5, -.5, 2, 1, 1},
          new double[] {1, .5, 0, 2, 1.5, 1});

  /** The model. */
  public static final Model MODEL =
      Regression.linear(SCHEMA, "y")
          .features("x1", "x2")
          .intercept(false)
          .prior(1)
          .noise(1)
          .model();

  private LinearGaussian() {}

  /** Rows row-0, row-1, … */
  public static Table table(double[] x1, double[] x2, double[] y) {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < y.length; i++) {
      ids.add("row-" + i);
    }
    return Table.of(SCHEMA, ids, Map.of("x1", x1, "x2", x2, "y", y));
  }

  /** I + XᵀX. */
  public static double[][] precision(Table rows) {
    double[][] x = {rows.column("x1"), rows.column("x2")};
    double[][] out = {{1, 0}, {0, 1}};
    for (int i = 0; i < 2; i++) {
      for (int j = 0; j < 2; j++) {
        out[i][j] += dot(x[i], x[j]);
      }
    }
    return out;
  }

  /** Λ⁻¹Xᵀy. */
  public static double[] mean(Table rows) {
    double a = dot(rows.column("x1"), rows.column("y"));
    double b = dot(rows.column("x2"), rows.column("y"));
    double[][] s = inverse(precision(rows));
    return new double[] {s[0][0] * a + s[0][1] * b, s[1][0] * a + s[1][1] * b};
  }

  /** Of a 2 × 2 matrix. */
  public static double[][] inverse(double[][] m) {
    double determinant = m[0][0] * m[1][1] - m[0][1] * m[1][0];
    return new double[][] {
      {m[1][1] / determinant, -m[0][1] / determinant},
      {-m[1][0] / determinant, m[0][0] / determinant}
    };
  }

  /** The exact posterior as a full-rank fit. */
  public static Fit<Gaussian> exact(Table rows) {
    return fit(Gaussian.ofCovariance(MODEL, mean(rows), inverse(precision(rows))), rows);
  }

  /** The best mean-field posterior: the exact mean, precision diag Λ. */
  public static Fit<Gaussian> meanField(Table rows) {
    double[][] precision = precision(rows);
    double[] sd = {1 / Math.sqrt(precision[0][0]), 1 / Math.sqrt(precision[1][1])};
    return fit(Gaussian.meanField(MODEL, mean(rows), sd), rows);
  }

  /** A trusted fit of these rows. */
  public static Fit<Gaussian> fit(Gaussian posterior, Table rows) {
    return trusted(posterior, rows);
  }

  /** Any posterior as a trusted fit of these rows. */
  public static <P extends Posterior> Fit<P> trusted(P posterior, Table rows) {
    Provenance provenance =
        Provenance.trained(
            Recipe.of("by-hand"), posterior.model().digest(), rows.digest(), 0, List.of());
    return Fit.of(posterior, provenance, Verdict.trusted(), Cost.none());
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
