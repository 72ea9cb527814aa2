package org.lethe.core.model;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lethe.core.distribution.Distribution;
import org.lethe.core.distribution.MultivariateNormal;
import org.lethe.core.distribution.Normal;
import org.lethe.core.expr.Expr;
import org.lethe.core.expr.Program;

/**
 * The law N(mean, covariance) of θ before any row is seen.
 *
 * @param mean [d]
 * @param covariance [d × d], block diagonal by parameter
 */
@SuppressWarnings("ArrayRecordComponent") // numbers handed over whole; compared by nobody
public record GaussianPrior(double[] mean, double[][] covariance) {

  /** Empty unless every prior is a Normal or MultivariateNormal of known arguments. */
  static Optional<GaussianPrior> of(
      List<Parameter> parameters, Map<String, Distribution> priors, Expr theta, Expr eta) {
    int d = theta.shape().size();
    double[] mean = new double[d];
    double[][] covariance = new double[d][d];
    for (Parameter p : parameters) {
      Distribution prior = priors.get(p.name());
      if (prior instanceof Normal n && known(n.mean(), theta, eta) && known(n.sd(), theta, eta)) {
        double[] m = repeated(n.mean(), p);
        double[] v = repeated(n.variance(), p);
        for (int i = 0; i < p.size(); i++) {
          mean[p.offset() + i] = m[i];
          covariance[p.offset() + i][p.offset() + i] = v[i];
        }
      } else if (prior instanceof MultivariateNormal n
          && known(n.mean(), theta, eta)
          && known(n.factor(), theta, eta)) {
        double[] m = repeated(n.mean(), p);
        double[] c = Program.value(n.covariance());
        int k = n.factor().shape().dim(0);
        System.arraycopy(m, 0, mean, p.offset(), p.size());
        for (int i = 0; i < p.size(); i++) {
          // a parameter [m × k] has m blocks
          int block = p.offset() + i / k * k;
          System.arraycopy(c, i % k * k, covariance[p.offset() + i], block, k);
        }
      } else {
        return Optional.empty();
      }
    }
    return Optional.of(new GaussianPrior(mean, covariance));
  }

  private static boolean known(Expr e, Expr... inputs) {
    return Arrays.stream(inputs)
        .allMatch(x -> e.substitute(Map.of(x, Expr.input("probe", x.shape().size()))) == e);
  }

  /** The value of an argument for each number of the parameter. */
  private static double[] repeated(Expr argument, Parameter p) {
    int[] dims = p.dims().stream().mapToInt(Integer::intValue).toArray();
    return Program.value(Expr.fill(1, dims).times(argument));
  }
}
