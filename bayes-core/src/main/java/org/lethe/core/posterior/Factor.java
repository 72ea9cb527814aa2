package org.lethe.core.posterior;

import java.util.Arrays;
import org.lethe.core.data.Checks;
import org.lethe.core.expr.Expr;

/** A square root of a covariance, stored as its structure allows. */
sealed interface Factor permits Factor.Triangular, LowRank {
  /** d. */
  int size();

  /** How many standard normals a draw takes. */
  default int noise() {
    return size();
  }

  /** The lower triangular L [d × d] of the covariance LLᵀ. */
  double[][] dense();

  /** The covariance [d × d]. */
  double[][] covariance();

  /** The standard deviations [d]. */
  double[] sd();

  /** out[0 … d) = the root times z[from … from + noise). */
  void multiply(double[] z, int from, double[] out);

  /** vᵀΣ⁻¹v. */
  double square(double[] v);

  /** vᵀΣ⁻¹v as an expression in v. */
  Expr square(Expr v);

  /** The numbers that are not zero by structure, row by row. */
  double[] packed();

  /** ½ log |Σ|. */
  double logDeterminant();

  /** From {@link #packed()}. */
  static Factor unpacked(Structure structure, double[] packed, int d) {
    return switch (structure) {
      case DIAGONAL -> new Diagonal(packed);
      case LOW_RANK -> LowRank.unpacked(packed, d);
      case DENSE -> Dense.unpacked(packed, d);
    };
  }

  /** One array after the other. */
  static double[] joined(double[] one, double[] other) {
    double[] all = Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, all, one.length, other.length);
    return all;
  }

  /** A lower triangular L with a positive diagonal. */
  sealed interface Triangular extends Factor {
    /** L_ii [d]. */
    double[] diagonal();

    /** L⁻¹b [d]. */
    double[] solve(double[] b);

    /** L⁻¹b [d] as an expression in b. */
    Expr solve(Expr b);

    @Override
    default double square(double[] v) {
      return Arrays.stream(solve(v)).map(z -> z * z).sum();
    }

    @Override
    default Expr square(Expr v) {
      return solve(v).square().sum();
    }

    /** Σ log L_ii. */
    @Override
    default double logDeterminant() {
      return Arrays.stream(diagonal()).map(Math::log).sum();
    }

    @Override
    default double[][] covariance() {
      double[][] lower = dense();
      int d = lower.length;
      double[][] covariance = new double[d][d];
      for (int i = 0; i < d; i++) {
        for (int j = 0; j <= i; j++) {
          double sum = 0;
          for (int k = 0; k <= j; k++) {
            sum += lower[i][k] * lower[j][k];
          }
          covariance[i][j] = sum;
          covariance[j][i] = sum;
        }
      }
      return covariance;
    }

    /** Of a Gaussian, without densifying a diagonal one. */
    static Triangular of(GaussianPosterior q) {
      return q.structure() == Structure.DIAGONAL ? new Diagonal(q.sd()) : new Dense(q.factor());
    }
  }

  /** diag(s). */
  final class Diagonal implements Triangular {
    private final double[] s;

    Diagonal(double[] s) {
      this.s = s.clone();
      for (double v : s) {
        Checks.positiveFinite("Gaussian", "sd", v);
      }
    }

    @Override
    public int size() {
      return s.length;
    }

    @Override
    public double[] diagonal() {
      return s.clone();
    }

    @Override
    public double[][] dense() {
      double[][] lower = new double[s.length][s.length];
      for (int i = 0; i < s.length; i++) {
        lower[i][i] = s[i];
      }
      return lower;
    }

    @Override
    public double[] sd() {
      return s.clone();
    }

    @Override
    public void multiply(double[] z, int from, double[] out) {
      for (int i = 0; i < s.length; i++) {
        out[i] = s[i] * z[from + i];
      }
    }

    @Override
    public double[] solve(double[] b) {
      double[] x = new double[s.length];
      for (int i = 0; i < s.length; i++) {
        x[i] = b[i] / s[i];
      }
      return x;
    }

    @Override
    public Expr solve(Expr b) {
      return b.over(Expr.vector(s));
    }

    @Override
    public double[] packed() {
      return s.clone();
    }
  }

  /** Any lower triangular matrix. */
  final class Dense implements Triangular {
    private final double[][] lower;

    /** From {@link #packed}. */
    static Dense unpacked(double[] packed, int d) {
      double[][] lower = new double[d][d];
      int at = 0;
      for (int i = 0; i < d; i++) {
        System.arraycopy(packed, at, lower[i], 0, i + 1);
        at += i + 1;
      }
      return new Dense(lower);
    }

    Dense(double[][] factor) {
      int d = factor.length;
      lower = new double[d][d];
      for (int i = 0; i < d; i++) {
        Checks.that(
            factor[i].length == d,
            "Gaussian: factor must be square, got row %d of %d with %d numbers",
            i,
            d,
            factor[i].length);
        for (int j = 0; j < d; j++) {
          Checks.finite("Gaussian", "factor", factor[i][j]);
          Checks.that(
              j <= i || factor[i][j] == 0,
              "Gaussian: factor must be lower triangular, got %s at row %d, column %d",
              factor[i][j],
              i,
              j);
        }
        Checks.positiveFinite("Gaussian", "diagonal of the factor", factor[i][i]);
        System.arraycopy(factor[i], 0, lower[i], 0, i + 1);
      }
    }

    @Override
    public int size() {
      return lower.length;
    }

    @Override
    public double[] diagonal() {
      double[] diagonal = new double[lower.length];
      Arrays.setAll(diagonal, i -> lower[i][i]);
      return diagonal;
    }

    @Override
    public double[][] dense() {
      return Arrays.stream(lower).map(double[]::clone).toArray(double[][]::new);
    }

    @Override
    public double[] sd() {
      double[] sd = new double[lower.length];
      Arrays.setAll(sd, i -> Math.sqrt(Arrays.stream(lower[i]).map(v -> v * v).sum()));
      return sd;
    }

    @Override
    public void multiply(double[] z, int from, double[] out) {
      for (int i = 0; i < lower.length; i++) {
        double sum = 0;
        for (int j = 0; j <= i; j++) {
          sum += lower[i][j] * z[from + j];
        }
        out[i] = sum;
      }
    }

    @Override
    public double[] solve(double[] b) {
      double[] x = new double[lower.length];
      for (int i = 0; i < lower.length; i++) {
        double rest = b[i];
        for (int j = 0; j < i; j++) {
          rest -= lower[i][j] * x[j];
        }
        x[i] = rest / lower[i][i];
      }
      return x;
    }

    @Override
    public Expr solve(Expr b) {
      return Expr.constant(lower).solveLower(b);
    }

    @Override
    public double[] packed() {
      int d = lower.length;
      double[] packed = new double[d * (d + 1) / 2];
      int at = 0;
      for (int i = 0; i < d; i++) {
        System.arraycopy(lower[i], 0, packed, at, i + 1);
        at += i + 1;
      }
      return packed;
    }
  }
}
