package org.lethe.inference.diagnostics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.linsol.LinearSolverDense;
import org.lethe.core.data.Checks;
import org.lethe.core.data.DataException;
import org.lethe.core.data.Table;
import org.lethe.core.expr.Device;
import org.lethe.core.model.Model;
import org.lethe.core.posterior.Chains;
import org.lethe.core.posterior.Copies;
import org.lethe.core.posterior.DrawsPosterior;
import org.lethe.core.posterior.Quantities;
import org.lethe.core.random.RandomStream;
import org.lethe.inference.energy.Batch;
import org.lethe.inference.energy.EnergyFunction;

/**
 * The mean of a quantity f from draws and the energy's gradients there, by zero variance control
 * variates (Mira, Solgi and Imparato 2013; for stochastic gradients Baker, Fearnhead, Fox and
 * Nemeth 2019). Under the posterior e⁻ᶠ⁽ᶿ⁾ on the unconstrained scale E ∇F = 0, and so for every a
 *
 * <pre>E f = E[f(θ) − aᵀ∇F(θ)],   here a = Cov(∇F)⁻¹ Cov(∇F, f) over the draws.</pre>
 *
 * <p>Where the posterior is normal and f linear in θ nothing is left to vary: any d + 2 draws give
 * the mean exactly. Near that, few effective draws do the work of many. Chains of SGLD and SGHMC
 * have E ∇F = 0 in their own stationary law, whatever their step size. Chains that have not reached
 * theirs have not: {@link MixingCheck} tells.
 *
 * <p>Draws of exchangeable components are in one order, where E ∇F = 0 fails as far as the copies
 * of the posterior touch. There the gradients that {@link Copies} names take the place of ∇F: sums
 * over components, which sharpen what no order changes, and little else.
 *
 * @param name of the quantity, as in the posterior's summary
 * @param mean Ê f
 * @param mcse its Monte Carlo standard error, widened by √((n − 1)/(n − d − 1)) for the numbers d
 *     that a took from n effective draws; infinite, as unknown, where these are not more than d + 1
 * @param plainMean the mean of the draws
 * @param plainMcse the standard error of that
 */
public record ZeroVariance(
    String name, double mean, double mcse, double plainMean, double plainMcse) {

  /**
   * Of every quantity of the model; a full gradient for each draw.
   *
   * @param rows that the posterior was drawn from
   * @throws DataException where there are no rows, or not those that the model reads
   * @throws IllegalArgumentException where draws are weighted, not more than twice the parameters,
   *     or fewer than four a chain
   */
  public static List<ZeroVariance> means(DrawsPosterior posterior, Table rows, Device device) {
    Model model = posterior.model();
    int n = posterior.chains() * posterior.size();
    int d = model.dimension();
    if (rows.size() == 0) {
      throw new DataException(
          "ZeroVariance: the table for model " + model.name() + " must have rows, got 0");
    }
    Checks.that(
        posterior.logWeights().isEmpty(),
        "ZeroVariance: draws must weigh the same, got weights; resample them first");
    Checks.that(
        n > 2 * d && posterior.size() >= 4,
        "ZeroVariance: draws must be more than twice the %d parameters and at least 4 a chain, got"
            + " %d chains of %d",
        d,
        posterior.chains(),
        posterior.size());
    model.check(rows);
    double[][] draws = new double[n][];
    Arrays.setAll(draws, i -> posterior.draw(i / posterior.size(), i % posterior.size()));
    Copies copies = Copies.of(posterior);
    Regression regression = new Regression(gradients(model.on(rows), rows, device, draws, copies));
    int taken = copies.size();
    List<ZeroVariance> lines = new ArrayList<>();
    Quantities.values(model, model.quantities(), draws)
        .forEach(
            (name, f) -> {
              double[] left = regression.without(f);
              Chains plain = Chains.of(f, posterior.chains());
              double effective = Math.min(n, plain.bulkEss());
              double mcse =
                  effective > taken + 1
                      ? Chains.of(left, posterior.chains()).mcseMean()
                          * Math.sqrt((effective - 1) / (effective - taken - 1))
                      : Double.POSITIVE_INFINITY;
              lines.add(new ZeroVariance(name, mean(left), mcse, mean(f), plain.mcseMean()));
            });
    return lines;
  }

  private static double[][] gradients(
      Model model, Table rows, Device device, double[][] draws, Copies copies) {
    double[][] out = new double[draws.length][];
    double[] slope = new double[model.dimension()];
    Batch all = Batch.of(rows);
    RandomStream none = RandomStream.of(0);
    try (EnergyFunction energy = EnergyFunction.of(model, device)) {
      for (int i = 0; i < draws.length; i++) {
        energy.slope(draws[i], 1, all, none, slope);
        out[i] = copies.sums(slope);
      }
    }
    return out;
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }

  /** Least squares on the gradients [n × d] and a constant. */
  private static final class Regression {
    private final double[][] gradients;
    private final double[] mean;
    private final LinearSolverDense<DMatrixRMaj> solver;

    Regression(double[][] gradients) {
      this.gradients = gradients;
      int n = gradients.length;
      int d = gradients[0].length;
      mean = new double[d];
      for (double[] g : gradients) {
        for (int j = 0; j < d; j++) {
          Checks.finite("ZeroVariance", "gradient", g[j]);
          mean[j] += g[j] / n;
        }
      }
      DMatrixRMaj centred = new DMatrixRMaj(n, d);
      Arrays.setAll(centred.data, i -> gradients[i / d][i % d] - mean[i % d]);
      solver = LinearSolverFactory_DDRM.leastSquaresQrPivot(true, false);
      solver.setA(centred);
    }

    /** f − aᵀ∇F at each draw. */
    double[] without(double[] f) {
      double centre = mean(f);
      DMatrixRMaj right = new DMatrixRMaj(f.length, 1);
      Arrays.setAll(right.data, i -> f[i] - centre);
      DMatrixRMaj a = new DMatrixRMaj(mean.length, 1);
      solver.solve(right, a);
      double[] left = new double[f.length];
      Arrays.setAll(left, i -> f[i] - dot(a.data, gradients[i]));
      return left;
    }

    private static double dot(double[] a, double[] g) {
      double sum = 0;
      for (int j = 0; j < g.length; j++) {
        sum += a[j] * g[j];
      }
      return sum;
    }
  }
}
