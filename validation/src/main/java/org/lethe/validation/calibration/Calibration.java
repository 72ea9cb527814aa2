package org.lethe.validation.calibration;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.lethe.core.data.Checks;
import org.lethe.core.data.Table;
import org.lethe.core.expr.Device;
import org.lethe.core.expr.Precision;
import org.lethe.core.expr.Program;
import org.lethe.core.model.Model;
import org.lethe.core.model.Parameter;
import org.lethe.core.model.Simulation;
import org.lethe.core.posterior.DrawsPosterior;
import org.lethe.core.posterior.Posterior;
import org.lethe.core.random.Purpose;
import org.lethe.core.random.RandomStream;
import org.lethe.inference.run.ChainTeam;
import org.lethe.inference.run.Engine;
import org.lethe.inference.run.Run;

/**
 * Simulation-based calibration (Talts, Betancourt, Simpson, Vehtari and Gelman 2018): θ̃ from the
 * prior, rows from θ̃, L draws of the posterior given the rows. If the posterior is right, the rank
 * of θ̃ among the draws is uniform on 0 … L, whatever the model. Ranked are the coordinates of θ
 * and the log likelihood, which sees what the coordinates one by one do not (Modrák et al. 2023).
 *
 * <p>Draws of chains are thinned evenly to L; a chain should be long enough for these to be nearly
 * independent. Other posteriors are drawn from directly.
 */
public final class Calibration {
  private static final String PHASE = "calibration";

  private final Simulation simulation;
  private final Table template;
  private final Model model;
  private final int simulations;
  private final int draws;

  private Calibration(
      Simulation simulation, Table template, Model model, int simulations, int draws) {
    this.simulation = simulation;
    this.template = template;
    this.model = model;
    this.simulations = simulations;
    this.draws = draws;
  }

  /**
   * With 256 simulations and L = 63.
   *
   * @param template rows whose observed columns are drawn anew in each simulation
   * @throws UnsupportedOperationException where the model has a term that nothing can be drawn from
   */
  public static Calibration of(Model model, Table template) {
    return new Calibration(Simulation.of(model).requireRows(), template, model, 256, 63);
  }

  /** So many simulations, at least 20. */
  public Calibration simulations(int n) {
    Checks.that(n >= 20, "Calibration: simulations must be at least 20, got %d", n);
    return new Calibration(simulation, template, model, n, draws);
  }

  /** L; one less than a power of two divides best into a histogram. */
  public Calibration draws(int n) {
    Checks.that(n >= 3, "Calibration: draws must be at least 3, got %d", n);
    return new Calibration(simulation, template, model, simulations, n);
  }

  /**
   * Fits every simulated world.
   *
   * @throws IllegalArgumentException where chains have fewer than L draws
   */
  public List<Uniformity> of(Engine<?> engine, Run run) {
    List<String> names = names();
    int[][] ranks = new int[names.size()][simulations];
    Program logLikelihood =
        Program.of(List.of(model.theta()), List.of(model.logLikelihood().sumRows()));
    ChainTeam.run(
        PHASE,
        simulations,
        simulations,
        run,
        (s, steps) -> {
          int[] own = ranks(s, engine, logLikelihood, run.seed());
          for (int k = 0; k < own.length; k++) {
            ranks[k][s] = own[k];
          }
          steps.done(Double.NaN, Double.NaN);
        });
    return IntStream.range(0, ranks.length)
        .mapToObj(k -> new Uniformity(names.get(k), ranks[k], draws))
        .toList();
  }

  private int[] ranks(int s, Engine<?> engine, Program logLikelihood, long seed) {
    RandomStream random = RandomStream.of(seed).stream(s);
    double[][] truth = simulation.prior(1, random);
    Table rows = simulation.rows(truth, template, random).get(0);
    Run alone = Run.seed(random.at(s, Purpose.CALIBRATION).below(0, Integer.MAX_VALUE));
    Posterior posterior = engine.fit(model, rows, alone.on(Device.cpu(1))).posterior();
    double[][] points = points(posterior, random.at(0, Purpose.DRAW));
    int d = model.dimension();
    int[] rank = new int[d + 1];
    double[] value = new double[1];
    try (Program.Executor executor = logLikelihood.on(Device.cpu(1), Precision.DOUBLE)) {
      executor.rows(rows, new int[0], new double[0], 0, rows.size());
      executor.call(truth[0], value);
      double likelihood = value[0];
      for (double[] theta : points) {
        for (int i = 0; i < d; i++) {
          rank[i] += theta[i] < truth[0][i] ? 1 : 0;
        }
        executor.call(theta, value);
        rank[d] += value[0] < likelihood ? 1 : 0;
      }
    }
    return rank;
  }

  private double[][] points(Posterior posterior, RandomStream random) {
    if (posterior instanceof DrawsPosterior chains && chains.logWeights().isEmpty()) {
      int n = chains.chains() * chains.size();
      Checks.that(n >= draws, "Calibration: the engine must give %d draws, got %d", draws, n);
      double[][] out = new double[draws][];
      for (int l = 0; l < draws; l++) {
        int at = (int) ((long) (l + 1) * n / draws) - 1;
        out[l] = chains.draw(at / chains.size(), at % chains.size());
      }
      return out;
    }
    return posterior.draw(draws, random);
  }

  private List<String> names() {
    List<String> names = new ArrayList<>();
    for (Parameter p : model.parameters()) {
      for (int i = 0; i < p.size(); i++) {
        names.add(p.size() == 1 && p.dims().isEmpty() ? p.name() : p.name() + "[" + i + "]");
      }
    }
    names.add("log likelihood");
    return names;
  }

  /**
   * The probability that uniform ranks look so uneven in some quantity by one of the two tests:
   * Bonferroni's bound over quantities and tests.
   */
  public static double falseAlarm(List<Uniformity> quantities) {
    double least =
        quantities.stream()
            .flatMapToDouble(u -> Arrays.stream(new double[] {u.chiSquare(), u.ecdf()}))
            .min()
            .orElse(1);
    return Math.min(1, 2 * quantities.size() * least);
  }
}
