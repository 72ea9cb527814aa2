package org.lethe.inference.diagnostics;

import java.util.Locale;
import org.lethe.core.expr.Device;
import org.lethe.core.posterior.VariationalPosterior;
import org.lethe.core.posterior.Verdict;
import org.lethe.core.random.Purpose;
import org.lethe.core.random.RandomStream;
import org.lethe.inference.energy.Batch;
import org.lethe.inference.energy.EnergyFunction;

/**
 * Whether q stands for p(θ | D): the Pareto k̂ of p/q, the mean over four sets of 1000 draws of q
 * (a single set beyond 10 000 rows, where each draw is a pass over all of them), one of which alone
 * has an error of about 0.1. It counts as −∞ where the weights are all but equal.
 *
 * @param khat k̂
 * @param rowValues how often the density of a row was evaluated, which counts as a gradient of it
 */
public record ImportanceCheck(double khat, long rowValues) {

  private static final int SETS = 4;
  private static final int DRAWS = 1000;
  private static final int MANY_ROWS = 10_000;

  /** Of a posterior with a density against its model and rows. */
  public static ImportanceCheck of(
      VariationalPosterior q, Batch data, Device device, RandomStream random) {
    try (EnergyFunction joint = EnergyFunction.of(q.model(), device)) {
      return of(q, joint, data, random);
    }
  }

  private static ImportanceCheck of(
      VariationalPosterior q, EnergyFunction joint, Batch data, RandomStream random) {
    double khat = 0;
    double ess = 0;
    int sets = data.size() > MANY_ROWS ? 1 : SETS;
    for (int set = 0; set < sets; set++) {
      double[][] draws = q.draw(DRAWS, random.at(set, Purpose.DIAGNOSTIC));
      double[] energies = joint.values(draws, 1, data, random);
      double[] logRatios = new double[draws.length];
      for (int s = 0; s < draws.length; s++) {
        double ratio = -energies[s] - q.logDensity(draws[s]);
        logRatios[s] = Double.isNaN(ratio) ? Double.NEGATIVE_INFINITY : ratio;
      }
      Psis psis = Psis.of(logRatios);
      khat += psis.khat();
      ess += psis.ess();
    }
    boolean equal = ess >= Psis.ALL_BUT_EQUAL * sets * DRAWS;
    return new ImportanceCheck(
        equal ? Double.NEGATIVE_INFINITY : khat / sets, (long) sets * DRAWS * data.size());
  }

  /** Doubtful above 0.7. */
  public Verdict verdict() {
    return khat > Psis.RELIABLE
        ? Verdict.doubtful(
            String.format(
                Locale.ROOT,
                "the Pareto k of p/q is %.2f, above %.1f: the posterior is poorly matched by q",
                khat,
                Psis.RELIABLE))
        : Verdict.trusted();
  }
}
