package org.lethe.examples.experiment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.lethe.core.data.Edit;
import org.lethe.core.data.Table;
import org.lethe.core.model.Model;
import org.lethe.core.posterior.Cost;
import org.lethe.core.posterior.Draws;
import org.lethe.core.posterior.DrawsPosterior;
import org.lethe.core.posterior.Fit;
import org.lethe.core.posterior.Gaussian;
import org.lethe.core.posterior.Provenance;
import org.lethe.core.posterior.Recipe;
import org.lethe.core.posterior.Verdict;
import org.lethe.core.random.Purpose;
import org.lethe.core.random.RandomStream;
import org.lethe.inference.energy.Batch;
import org.lethe.inference.energy.EnergyFunction;
import org.lethe.inference.laplace.StoredCurvature;
import org.lethe.inference.run.Run;
import org.lethe.unlearning.bif.Bif;
import org.lethe.unlearning.bif.Solver;
import org.lethe.validation.benchmark.LogisticData;

/**
 * Influence on 4000 exact draws of Bayesian logistic regression, step by step: what each refinement
 * of the method is worth, and how far 4000 exact draws of the retrained posterior are from it. X ~
 * N(0, I), y ~ Bernoulli(σ(Xw)), w ~ N(0, I/d) in the data, so that logits have about unit
 * variance, and w ~ N(0, I) in the model.
 */
public final class InfluenceExperiment {

  static final int DRAWS = 4000;

  private final InfluenceScenario scenario;
  private final Run run;

  /** Data, draws and erased rows are those of the run's seed. */
  public InfluenceExperiment(InfluenceScenario scenario, Run run) {
    this.scenario = scenario;
    this.run = run;
  }

  /** Carries it out. */
  public InfluenceResult result() {
    LogisticData data =
        LogisticData.of(
            scenario.rows(), scenario.columns(), 1 / Math.sqrt(scenario.columns()), run.seed());
    Table rows = data.table();
    Model model = data.model();
    Edit edit = Edit.forget(rows, erased(rows));
    Table remaining = rows.after(edit);
    RandomStream random = RandomStream.of(run.seed());
    double[][] draws = ExactDraws.of(model, rows, run).draw(DRAWS, random.at(1, Purpose.DRAW));
    Fit<Draws> fit = fit(model, rows, draws);
    ExactDraws retrained = ExactDraws.of(model, remaining, run);
    List<Double> kl = new ArrayList<>();
    List<Cost> cost = new ArrayList<>();
    Bif<DrawsPosterior> first = Bif.draws(remaining, Solver.cholesky());
    kl.add(distance(model, draws, retrained));
    cost.add(Cost.none());
    kl.add(distance(model, translatedByAll(fit, rows, edit), retrained));
    cost.add(Cost.none());
    for (Bif<DrawsPosterior> bif :
        List.of(first, first.secondOrder(), first.secondOrder().stein())) {
      Fit<Draws> forgotten = bif.forget(fit, edit, run);
      kl.add(distance(model, all(forgotten.posterior()), retrained));
      cost.add(forgotten.cost());
    }
    kl.add(distance(model, retrained.draw(DRAWS, random.at(2, Purpose.DRAW)), retrained));
    cost.add(Cost.none());
    return InfluenceResult.of(scenario, kl, cost);
  }

  private List<String> erased(Table rows) {
    int n = rows.size();
    double[] x = rows.column("x0");
    RandomStream shuffle = RandomStream.of(run.seed()).at(0, Purpose.SPLIT);
    return IntStream.range(0, n)
        .boxed()
        .sorted(
            scenario.systematic()
                ? Comparator.comparingDouble(i -> -x[i])
                : Comparator.comparingInt(i -> shuffle.permuted(i, n)))
        .limit(scenario.erased())
        .map(rows.ids()::get)
        .toList();
  }

  private static Fit<Draws> fit(Model model, Table rows, double[][] draws) {
    Provenance provenance =
        Provenance.trained(Recipe.of("exact-draws"), model.digest(), rows.digest(), 0, List.of());
    return Fit.of(
        Draws.of(model, new double[][][] {draws}), provenance, Verdict.trusted(), Cost.none());
  }

  private static double distance(Model model, double[][] draws, ExactDraws retrained) {
    Gaussian moments = ExactDraws.moments(model, draws);
    return moments.kl(retrained.moments());
  }

  /** θ + H_D⁻¹ mean Σ ∇h: the published step, which Lethe does not offer. */
  private double[][] translatedByAll(Fit<Draws> fit, Table rows, Edit edit) {
    double[][] h = StoredCurvature.in(fit, rows, run).curvature().orElseThrow();
    double[][] draws = all(fit.posterior());
    double[] mean = new double[h.length];
    double[] even = new double[draws.length];
    Arrays.fill(even, 1.0 / draws.length);
    try (EnergyFunction energy = EnergyFunction.of(fit.model(), run.device())) {
      energy.meanGradient(draws, even, 0, Batch.of(edit.rows()), RandomStream.of(0), mean);
    }
    DMatrixRMaj step = new DMatrixRMaj(h.length, 1);
    CommonOps_DDRM.solve(new DMatrixRMaj(h), DMatrixRMaj.wrap(h.length, 1, mean), step);
    for (double[] theta : draws) {
      Arrays.setAll(theta, i -> theta[i] + step.get(i));
    }
    return draws;
  }

  private static double[][] all(Draws draws) {
    double[][] out = new double[draws.size()][];
    Arrays.setAll(out, i -> draws.draw(0, i));
    return out;
  }
}
