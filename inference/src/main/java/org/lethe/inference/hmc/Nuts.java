package org.lethe.inference.hmc;

import java.util.OptionalDouble;
import org.lethe.core.data.Table;
import org.lethe.core.model.Model;
import org.lethe.core.posterior.DrawsPosterior;
import org.lethe.core.posterior.Fit;
import org.lethe.core.posterior.Recipe;
import org.lethe.inference.run.Engine;
import org.lethe.inference.run.Run;

/**
 * The no-U-turn sampler: Hamiltonian Monte Carlo that finds the length of its trajectories itself
 * (Hoffman and Gelman 2014), with multinomial sampling of the trajectory and the generalised U-turn
 * criterion (Betancourt 2017), a step size by dual averaging and a mass matrix by Stan's windows of
 * warm-up. It is the reference that other engines are judged by.
 *
 * <pre>{@code
 * Fit<DrawsPosterior> fit = Nuts.of().chains(4).draws(1000).fit(model, rows, Run.seed(1));
 * }</pre>
 *
 * <p>Chains start at random, uniform between −2 and 2 on the unconstrained scale, and run side by
 * side; the draws are the same on any number of threads, and after a checkpoint. The verdict is
 * doubtful, in words, where the rank-normalised split R̂ of a quantity exceeds 1.01, its bulk or
 * tail effective sample size is below 100 a chain, a trajectory diverged or was cut short, or
 * E-BFMI is below 0.3.
 */
public final class Nuts implements Engine<DrawsPosterior> {

  static final String ENGINE = "nuts";

  private final Settings settings;

  private Nuts(Settings settings) {
    this.settings = settings;
  }

  /**
   * Four chains, 1000 iterations of warm-up and 1000 draws each, diagonal mass, δ = 0.87: what
   * Stan's 0.8 comes to after its warm-up.
   */
  public static Nuts of() {
    return new Nuts(Settings.STANDARD);
  }

  /** The engine that a recipe describes, so that a fit can be repeated from its provenance. */
  public static Nuts from(Recipe recipe) {
    return new Nuts(
        new Settings(
            Math.toIntExact(recipe.integer("chains")),
            Math.toIntExact(recipe.integer("draws")),
            Math.toIntExact(recipe.integer("warmup")),
            recipe.number("target"),
            recipe.flag("dense") ? Mass.DENSE : Mass.DIAGONAL,
            Math.toIntExact(recipe.integer("maxDepth")),
            OptionalDouble.empty(),
            Starts.from(recipe)));
  }

  /** So many chains; R̂ needs several to see a chain that is stuck. */
  public Nuts chains(int chains) {
    return new Nuts(settings.withChains(chains));
  }

  /** So many draws of each chain, at least 4. */
  public Nuts draws(int draws) {
    return new Nuts(settings.withDraws(draws));
  }

  /** So many iterations that adapt and are thrown away. */
  public Nuts warmup(int iterations) {
    return new Nuts(settings.withWarmup(iterations));
  }

  /** Mean acceptance δ to adapt to; nearer to 1 means smaller steps and fewer divergences. */
  public Nuts target(double acceptance) {
    return new Nuts(settings.withTarget(acceptance));
  }

  /** Adapts a dense mass matrix, for strong correlations; d² work a step. */
  public Nuts dense() {
    return new Nuts(settings.withMass(Mass.DENSE));
  }

  /** Trajectories of at most 2^depth points. */
  public Nuts maxDepth(int depth) {
    return new Nuts(settings.withMaxDepth(depth));
  }

  /**
   * Starts every chain with this value of a parameter. Parameters without one start uniformly
   * between −2 and 2 on the unconstrained scale, where a density may be 0 throughout: under {@code
   * y ~ Uniform.of(0, b)} any b below the largest y is impossible.
   *
   * @param parameter its name
   * @param value on its own scale, all elements in row-major order
   * @throws IllegalArgumentException unless the value is finite; and when a model is fitted that
   *     has no such parameter, or for which it is no value of it
   */
  public Nuts start(String parameter, double... value) {
    return new Nuts(settings.withStart(settings.start().with(parameter, value)));
  }

  @Override
  public Recipe recipe() {
    Recipe recipe =
        Recipe.of(ENGINE)
            .with("chains", settings.chains())
            .with("draws", settings.draws())
            .with("warmup", settings.warmup())
            .with("target", settings.target())
            .with("dense", settings.mass() == Mass.DENSE)
            .with("maxDepth", settings.maxDepth());
    return settings.start().in(recipe);
  }

  /**
   * Samples.
   *
   * @throws org.lethe.core.data.DataException when the table has no rows, or not those that the
   *     model reads
   * @throws IllegalArgumentException when the run's checkpoint is damaged or belongs to another fit
   * @throws org.lethe.inference.run.CancelledException when the listener cancels
   * @throws org.lethe.inference.run.NumericalException when no start has a finite density, with the
   *     term that has none, or the density does not let a step size be found
   */
  @Override
  public Fit<DrawsPosterior> fit(Model model, Table data, Run run) {
    return sample(model, data, run).fit();
  }

  /** {@link #fit}, with what the sampler tells of its chains. */
  public NutsResult sample(Model model, Table data, Run run) {
    return NutsFit.of(settings, recipe(), model, data, run).sample();
  }
}
