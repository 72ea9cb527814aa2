package org.lethe.inference.diagnostics;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.math3.distribution.ChiSquaredDistribution;
import org.lethe.core.distribution.GaussianComponents;
import org.lethe.core.expr.Expr;
import org.lethe.core.model.Model;
import org.lethe.core.model.Observation;
import org.lethe.core.posterior.Posterior;
import org.lethe.core.posterior.Quantities;
import org.lethe.core.posterior.Verdict;
import org.lethe.core.random.Purpose;
import org.lethe.core.random.RandomStream;
import org.lethe.inference.energy.LowerFactor;

/**
 * Whether a mixture of normals holds two components at one place. Of the difference δ of their
 * centres, each coordinate in sds of the components, 1000 draws tell two things: √E|δ|² is below 1,
 * and 0 is within the 99 % ellipsoid of N(E δ, Cov δ). Labels that swap between separate clusters
 * pass the second and fail the first; clusters that overlap and are well known pass the first and
 * fail the second.
 *
 * <p>One cluster is then held twice. The fit may be as good as any, but it is a place where the
 * energy has no curvature of its own to tell the two apart, so that no expansion around it, as of
 * an influence, finds them parting when rows go.
 */
public final class CoincidentCentres {

  private static final int DRAWS = 1000;
  private static final double ELLIPSOID = 0.99;

  private CoincidentCentres() {}

  /** Doubtful where two centres coincide, of the closest two; trusted for all other models. */
  public static Verdict verdict(Posterior posterior) {
    Model model = posterior.model();
    Verdict verdict = Verdict.trusted();
    for (Observation observed : model.observations()) {
      if (observed.perRow() instanceof GaussianComponents mixture && isSameInAllRows(mixture)) {
        verdict = verdict.and(verdict(posterior, mixture));
      }
    }
    return verdict;
  }

  private static boolean isSameInAllRows(GaussianComponents mixture) {
    return !mixture.means().shape().rows()
        && mixture.sds().map(s -> !s.shape().rows()).orElse(true);
  }

  private static Verdict verdict(Posterior posterior, GaussianComponents mixture) {
    int k = mixture.components();
    int d = mixture.means().shape().dim(1);
    Expr sds = Expr.constant(new double[k][d]).plus(mixture.sds().orElse(Expr.constant(1)));
    double[][] draws = posterior.draw(DRAWS, RandomStream.of(0).at(0, Purpose.DIAGNOSTIC));
    double[][] m = values(posterior.model(), mixture.means(), draws);
    double[][] s = values(posterior.model(), sds, draws);
    double[][] delta = new double[draws.length][d];
    double nearest = 1;
    List<String> reason = new ArrayList<>();
    for (int a = 0; a < k; a++) {
      for (int b = a + 1; b < k; b++) {
        difference(m, s, a, b, delta);
        double apart = apart(delta);
        if (apart < nearest && holdsZero(delta)) {
          nearest = apart;
          reason = List.of(sentence(a, b, apart));
        }
      }
    }
    return reason.isEmpty() ? Verdict.trusted() : Verdict.doubtful(reason.get(0));
  }

  private static String sentence(int a, int b, double apart) {
    return String.format(
        Locale.ROOT,
        "components %d and %d of the mixture have their centres at one place as far as the"
            + " posterior can tell, %.2g sds of a component apart: one cluster is held twice, and"
            + " influence cannot see the two part where rows go; fit from another start, with fewer"
            + " components, or retrain to forget",
        a,
        b,
        apart);
  }

  /** δ of components a and b into {@code out} [draws × d]; centres and sds are [k · d × draws]. */
  private static void difference(double[][] m, double[][] s, int a, int b, double[][] out) {
    int d = out[0].length;
    for (int i = 0; i < out.length; i++) {
      for (int j = 0; j < d; j++) {
        double sd = Math.hypot(s[a * d + j][i], s[b * d + j][i]) / Math.sqrt(2);
        out[i][j] = (m[a * d + j][i] - m[b * d + j][i]) / sd;
      }
    }
  }

  private static double[][] values(Model model, Expr of, double[][] draws) {
    return Quantities.values(model, Map.of("x", of), draws).values().toArray(double[][]::new);
  }

  private static double apart(double[][] delta) {
    double squares = 0;
    for (double[] one : delta) {
      for (double x : one) {
        squares += x * x / delta.length;
      }
    }
    return Math.sqrt(squares);
  }

  /** Whether mᵀC⁻¹m of mean m and covariance C is at most the 99 % quantile of χ²_d. */
  private static boolean holdsZero(double[][] delta) {
    int d = delta[0].length;
    double[] mean = new double[d];
    double[][] covariance = new double[d][d];
    for (double[] one : delta) {
      for (int i = 0; i < d; i++) {
        mean[i] += one[i] / delta.length;
      }
    }
    for (double[] one : delta) {
      for (int i = 0; i < d; i++) {
        for (int j = 0; j < d; j++) {
          covariance[i][j] += (one[i] - mean[i]) * (one[j] - mean[j]) / delta.length;
        }
      }
    }
    double most = new ChiSquaredDistribution(d).inverseCumulativeProbability(ELLIPSOID);
    return LowerFactor.ofInverse(covariance).map(l -> square(l, mean) <= most).orElse(false);
  }

  /** |Lᵀm|². */
  private static double square(double[][] l, double[] m) {
    double sum = 0;
    for (int j = 0; j < m.length; j++) {
      double z = 0;
      for (int i = j; i < m.length; i++) {
        z += l[i][j] * m[i];
      }
      sum += z * z;
    }
    return sum;
  }
}
