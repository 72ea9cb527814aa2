package org.lethe.inference.laplace;

import java.util.Map;
import java.util.Optional;
import org.lethe.core.data.DataException;
import org.lethe.core.data.Table;
import org.lethe.core.model.Model;
import org.lethe.core.posterior.Channel;
import org.lethe.core.posterior.Cost;
import org.lethe.core.posterior.Fit;
import org.lethe.core.posterior.Gaussian;
import org.lethe.core.posterior.GaussianPosterior;
import org.lethe.core.posterior.Provenance;
import org.lethe.core.posterior.Recipe;
import org.lethe.core.random.RandomStream;
import org.lethe.inference.diagnostics.CoincidentCentres;
import org.lethe.inference.diagnostics.ImportanceCheck;
import org.lethe.inference.energy.Batch;
import org.lethe.inference.energy.EnergyFunction;
import org.lethe.inference.energy.LowerFactor;
import org.lethe.inference.run.CancelledException;
import org.lethe.inference.run.Engine;
import org.lethe.inference.run.NumericalException;
import org.lethe.inference.run.Run;
import org.lethe.inference.start.StartPoint;

/**
 * The Laplace approximation N(θ*, H⁻¹) at the mode θ* of the posterior of the unconstrained
 * parameters, H = ∇²F(θ*, D). The mode is found by {@link Lbfgs} and then to rounding by Newton
 * steps. The verdict is doubtful where the Pareto k̂ of p/q exceeds 0.7 while the weights are not
 * all but equal.
 */
public final class Laplace implements Engine<GaussianPosterior> {

  /** Its name in recipes. */
  public static final String ENGINE = "laplace";

  private static final int DEFAULT_STEPS = 500;
  private static final double CLOSE_NATS = 1e-3;
  private static final int POLISHING = 10;

  private final int steps;
  private final boolean curvature;

  private Laplace(int steps, boolean curvature) {
    this.steps = steps;
    this.curvature = curvature;
  }

  /** From θ = 0. */
  public static Laplace of() {
    return new Laplace(DEFAULT_STEPS, false);
  }

  /** At most so many steps of L-BFGS before Newton's. */
  public Laplace steps(int n) {
    return new Laplace(new Lbfgs(n, CLOSE_NATS).steps(), curvature);
  }

  /** H is kept with the fit, so that rows can be forgotten by influence without the others. */
  public Laplace keepCurvature() {
    return new Laplace(steps, true);
  }

  /** The engine that a recipe describes. */
  public static Laplace from(Recipe recipe) {
    return new Laplace(Math.toIntExact(recipe.integer("steps")), recipe.flag("curvature"));
  }

  @Override
  public Recipe recipe() {
    return new Recipe(ENGINE, Map.of("steps", steps, "curvature", curvature));
  }

  /**
   * Fits.
   *
   * @throws DataException when the table has no rows, or not those that the model reads
   * @throws IndefiniteHessianException when H is not positive definite at the mode
   * @throws NumericalException when no mode is found
   * @throws CancelledException when the listener cancels
   */
  @Override
  public Fit<GaussianPosterior> fit(Model given, Table data, Run run) {
    if (data.size() == 0) {
      throw new DataException(
          "Laplace: the table for model " + given.name() + " must have rows, got 0");
    }
    given.check(data);
    Model model = given.on(data);
    long begun = System.nanoTime();
    Batch batch = Batch.of(data);
    try (EnergyFunction joint = EnergyFunction.of(model, run.device())) {
      Mode mode = mode(joint, batch, model, run);
      double[][] factor =
          LowerFactor.ofInverse(mode.hessian())
              .orElseThrow(() -> new IndefiniteHessianException(model.name()));
      GaussianPosterior q = Gaussian.fullRank(model, mode.theta(), factor);
      ImportanceCheck check =
          ImportanceCheck.of(q, batch, run.device(), RandomStream.of(run.seed()));
      Provenance provenance =
          Provenance.trained(
              recipe(), model.digest(), data.digest(), run.seed(), Channel.ofTraining(model));
      return new Fit<>(
          q,
          model,
          curvature ? Optional.of(mode.hessian()) : Optional.empty(),
          provenance,
          check.verdict().and(CoincidentCentres.verdict(q)),
          new Cost(
              (System.nanoTime() - begun) * 1e-9,
              mode.rowGradients() + check.rowValues(),
              mode.rowHessianProducts()));
    }
  }

  private Mode mode(EnergyFunction joint, Batch data, Model model, Run run) {
    StartPoint.Found start =
        new StartPoint("Laplace", joint, model, data.rows(), RandomStream.of(run.seed())).central();
    Lbfgs.Minimum near =
        new Lbfgs(steps, CLOSE_NATS).minimise(joint, data, start.theta(), run.listener());
    Mode mode = ModeSearch.find(joint, data, near.gamma(), run.listener());
    if (!mode.found()) {
      if (LowerFactor.ofInverse(mode.hessian()).isEmpty()) {
        throw new IndefiniteHessianException(model.name());
      }
      throw new NumericalException(
          "Laplace: model "
              + model.name()
              + " must have a mode, and none was found; give its parameters proper priors, or use"
              + " standardised columns");
    }
    Mode polished = mode.polished(joint, data, POLISHING);
    return new Mode(
        polished.theta(),
        polished.hessian(),
        true,
        false,
        start.rowGradients() + near.rowGradients() + polished.rowGradients(),
        polished.rowHessianProducts());
  }
}
