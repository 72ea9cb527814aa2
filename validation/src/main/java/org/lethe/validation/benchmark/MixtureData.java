package org.lethe.validation.benchmark;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lethe.core.data.Table;
import org.lethe.core.model.GaussianMixture;
import org.lethe.core.model.Model;
import org.lethe.core.posterior.Quantity;
import org.lethe.core.random.Purpose;
import org.lethe.core.random.RandomStream;
import org.lethe.inference.energy.Minibatch;
import org.lethe.inference.run.Listener;
import org.lethe.inference.run.Run;
import org.lethe.inference.run.StepSize;
import org.lethe.inference.sgmcmc.ChainStart;
import org.lethe.inference.sgmcmc.Sghmc;

/**
 * The data of the jobs on mixtures: 2000 rows in two dimensions from four equal components of
 * identity covariance, centres ~ N(0, 10²), which is the model.
 *
 * @param table the rows
 * @param centres that made them, end to end; fits start there
 * @param model of them
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record MixtureData(Table table, double[] centres, Model model) {
  static final int COMPONENTS = 4;
  private static final double SPREAD = 10;
  private static final int REFERENCE_STEPS = 20_000;

  static MixtureData of(JobOptions options, long seed) {
    double[] centres = new double[2 * COMPONENTS];
    RandomStream.of(seed).at(0, Purpose.SIMULATION).gaussians(centres, 0, centres.length);
    Arrays.setAll(centres, i -> SPREAD * centres[i]);
    Table table = rows(options.count("rows", 2000), centres, seed);
    Model model = GaussianMixture.of(table.schema(), COMPONENTS, "x1", "x2").prior(SPREAD).model();
    return new MixtureData(table, centres, model);
  }

  /**
   * Means and sds by 20 000 steps of SGHMC over all rows, whose bias is a few thousandths of an sd,
   * in the order of components that the start has. A step is 0.1 in units of the posterior
   * variance, which is about 1/500 of 2000 rows.
   */
  List<Quantity> reference(ChainStart start, Run run) {
    StepSize eta = StepSize.constant(0.1 * COMPONENTS / table.size());
    return Sghmc.of(eta, 0.2)
        .chains(1)
        .start(start)
        .minibatch(new Minibatch.Full())
        .steps(REFERENCE_STEPS)
        .burnIn(1000)
        .thin(4)
        .fit(model, table, run.listen(Listener.silent()))
        .posterior()
        .summary()
        .quantities();
  }

  private static Table rows(int n, double[] centres, long seed) {
    RandomStream random = RandomStream.of(seed);
    int[] component = new int[n];
    random.at(1, Purpose.SIMULATION).below(COMPONENTS, component, 0, n);
    Map<String, double[]> columns = new LinkedHashMap<>();
    for (int j = 0; j < 2; j++) {
      double[] x = new double[n];
      random.at(2 + j, Purpose.SIMULATION).gaussians(x, 0, n);
      for (int i = 0; i < n; i++) {
        x[i] += centres[2 * component[i] + j];
      }
      columns.put("x" + (j + 1), x);
    }
    return Table.of(columns);
  }
}
