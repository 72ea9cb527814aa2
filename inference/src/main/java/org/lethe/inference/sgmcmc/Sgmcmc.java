package org.lethe.inference.sgmcmc;

import java.util.Optional;
import org.lethe.core.data.Checks;
import org.lethe.core.data.DataException;
import org.lethe.core.data.Table;
import org.lethe.core.model.Model;
import org.lethe.core.posterior.DrawsPosterior;
import org.lethe.core.posterior.Fit;
import org.lethe.core.posterior.Recipe;
import org.lethe.inference.energy.Minibatch;
import org.lethe.inference.run.Engine;
import org.lethe.inference.run.Run;
import org.lethe.inference.run.StepSize;

/**
 * Stochastic gradient Markov chain Monte Carlo: chains of some dynamics over the energy F(θ, D),
 * each step with an estimate of its gradient. Made by {@link Sgld}, {@link Sghmc} and {@link
 * Sgnht}.
 *
 * <p>There is no acceptance step. Draws are of the posterior up to a bias that shrinks with the
 * step size and with the noise of the gradient; the verdict says where chains disagree, where
 * effective draws are few, and where that noise or the length of the steps widens the posterior by
 * more than 5 % in sd, as far as the draws can tell: in a coordinate, or in the direction that is
 * found to be widened most, by more than the Monte Carlo error. Exchangeable components, as of a
 * mixture, are in one order in all draws, whatever order chains met them in ({@link
 * DrawsPosterior#relabelled}).
 *
 * @param dynamics how a chain moves
 * @param stepSize η at each step
 * @param chains run side by side
 * @param steps of each chain
 * @param burnInAsked steps before the first draw; a fifth of the steps where nothing is asked
 * @param thinAsked one draw for so many steps; where nothing is asked, so that at most 1000 are
 *     kept
 * @param minibatch rows of a step
 * @param reference a point for control variates
 * @param startAsked of the chains; where nothing is asked N(0, I), or the mode with control
 *     variates
 */
public record Sgmcmc(
    Dynamics dynamics,
    StepSize stepSize,
    int chains,
    int steps,
    Optional<Integer> burnInAsked,
    Optional<Integer> thinAsked,
    Minibatch minibatch,
    Reference reference,
    Optional<ChainStart> startAsked)
    implements Engine<DrawsPosterior> {

  static final String ENGINE = "sgmcmc";
  private static final int DRAWS = 1000;

  /** Refuses what leaves no draw. */
  public Sgmcmc {
    Checks.positive(ENGINE, "chains", chains);
    Checks.positive(ENGINE, "steps", steps);
    thinAsked.ifPresent(thin -> Checks.positive(ENGINE, "thin", thin));
    burnInAsked.ifPresent(
        burnIn ->
            Checks.that(
                burnIn >= 0 && burnIn < steps,
                "%s: burn-in must be from 0 to below the %d steps, got %d",
                ENGINE,
                steps,
                burnIn));
  }

  static Sgmcmc of(Dynamics dynamics, StepSize stepSize) {
    return new Sgmcmc(
        dynamics,
        stepSize,
        4,
        10_000,
        Optional.empty(),
        Optional.empty(),
        new Minibatch.Replaced(64),
        new Reference.None(),
        Optional.empty());
  }

  /** The engine that a recipe describes. */
  public static Sgmcmc from(Recipe recipe) {
    return SgmcmcRecipe.read(recipe);
  }

  /** So many chains. */
  public Sgmcmc chains(int number) {
    return new Sgmcmc(
        dynamics,
        stepSize,
        number,
        steps,
        burnInAsked,
        thinAsked,
        minibatch,
        reference,
        startAsked);
  }

  /** So many steps of each chain, the burn-in among them. */
  public Sgmcmc steps(int number) {
    return new Sgmcmc(
        dynamics,
        stepSize,
        chains,
        number,
        burnInAsked,
        thinAsked,
        minibatch,
        reference,
        startAsked);
  }

  /** Keeps no draw of the first so many steps. */
  public Sgmcmc burnIn(int number) {
    return new Sgmcmc(
        dynamics,
        stepSize,
        chains,
        steps,
        Optional.of(number),
        thinAsked,
        minibatch,
        reference,
        startAsked);
  }

  /** Keeps one state of so many. */
  public Sgmcmc thin(int every) {
    return new Sgmcmc(
        dynamics,
        stepSize,
        chains,
        steps,
        burnInAsked,
        Optional.of(every),
        minibatch,
        reference,
        startAsked);
  }

  /** So many rows a step, drawn with replacement. */
  public Sgmcmc batch(int rows) {
    return minibatch(new Minibatch.Replaced(rows));
  }

  /** Another choice of the rows of a step. */
  public Sgmcmc minibatch(Minibatch rows) {
    return new Sgmcmc(
        dynamics, stepSize, chains, steps, burnInAsked, thinAsked, rows, reference, startAsked);
  }

  /** With control variates at the mode. */
  public Sgmcmc controlVariates() {
    return reference(new Reference.Mode());
  }

  /** With control variates, at the mode or elsewhere. */
  public Sgmcmc reference(Reference point) {
    return new Sgmcmc(
        dynamics, stepSize, chains, steps, burnInAsked, thinAsked, minibatch, point, startAsked);
  }

  /** Another start. */
  public Sgmcmc start(ChainStart where) {
    return new Sgmcmc(
        dynamics,
        stepSize,
        chains,
        steps,
        burnInAsked,
        thinAsked,
        minibatch,
        reference,
        Optional.of(where));
  }

  /**
   * Goes on from where the chains of a fit ended, as many of them, on whatever data are fitted
   * next; momenta begin anew. What those chains had seen may act through the start, and the
   * provenance says so.
   */
  public Sgmcmc from(DrawsPosterior fit) {
    return chains(fit.chains()).start(ChainStart.last(fit));
  }

  /** Steps before the first draw. */
  public int burnIn() {
    return burnInAsked.isPresent() ? burnInAsked.get() : steps / 5;
  }

  /** One draw for so many steps. */
  public int thin() {
    return thinAsked.isPresent()
        ? thinAsked.get()
        : Math.max(1, (steps - burnIn() + DRAWS - 1) / DRAWS);
  }

  /** Where chains start. */
  public ChainStart start() {
    return startAsked.orElse(
        reference instanceof Reference.Mode ? new ChainStart.AtReference() : ChainStart.spread(1));
  }

  boolean keeps(long t) {
    return t > burnIn() && (t - burnIn()) % thin() == 0 && stepSize.samples(t, steps);
  }

  /** Draws a chain. */
  int draws() {
    int draws = 0;
    for (int t = burnIn() + thin(); t <= steps && t > 0; t += thin()) {
      draws += keeps(t) ? 1 : 0;
    }
    return draws;
  }

  /** The mean step size of the steps that led to draws. */
  double stepOfDraws() {
    double sum = 0;
    for (int t = burnIn() + thin(); t <= steps && t > 0; t += thin()) {
      sum += keeps(t) ? stepSize.at(t, steps) : 0;
    }
    return sum / draws();
  }

  @Override
  public Recipe recipe() {
    return SgmcmcRecipe.write(this);
  }

  /**
   * Samples.
   *
   * @throws DataException when the table has no rows, or not those that the model reads
   * @throws IllegalArgumentException when no draw would be kept, the start or the reference does
   *     not fit the model, or the run's checkpoint belongs to another fit
   * @throws DivergenceException when a chain is no longer finite
   * @throws org.lethe.inference.run.CancelledException when the listener cancels
   */
  @Override
  public Fit<DrawsPosterior> fit(Model model, Table data, Run run) {
    if (data.size() == 0) {
      throw new DataException(
          ENGINE + ": the table for model " + model.name() + " must have rows, got 0");
    }
    Checks.that(
        (long) chains * draws() >= 2,
        "%s: at least two draws must be kept, got %d chains of %d, of %d steps with burn-in %d and"
            + " thin %d",
        ENGINE,
        chains,
        draws(),
        steps,
        burnIn(),
        thin());
    Checks.that(
        (long) draws() * model.dimension() < Integer.MAX_VALUE,
        "%s: a chain must keep fewer than 2^31 numbers, got %d draws of %d; thin more",
        ENGINE,
        draws(),
        model.dimension());
    model.check(data);
    return new SgmcmcFit(this, model.on(data), data, run).fit();
  }
}
