package org.lethe.inference.hmc;

import org.lethe.core.data.Table;
import org.lethe.core.model.Model;
import org.lethe.core.posterior.DrawsPosterior;
import org.lethe.core.posterior.Fit;
import org.lethe.core.posterior.Recipe;
import org.lethe.inference.run.Engine;
import org.lethe.inference.run.Run;

/**
 * Static Hamiltonian Monte Carlo, for those who know how long trajectories should be (Neal 2011,
 * section 5.4): the start, the adaptation, the chains and the verdict are those of {@link Nuts},
 * which finds the length itself and is the one to use otherwise.
 *
 * <p>Once the mass matrix is adapted, positions are in posterior standard deviations: on a Gaussian
 * a trajectory of π/2 ends independently of its start. Each is between half and one and a half
 * times as long as asked, uniformly, so that no orbit closes at every draw.
 *
 * <pre>{@code
 * Fit<DrawsPosterior> fit = Hmc.of(Math.PI / 2).chains(4).draws(1000).fit(model, rows, Run.seed(1));
 * }</pre>
 */
public final class Hmc implements Engine<DrawsPosterior> {

  static final String ENGINE = "hmc";

  private final Settings settings;

  private Hmc(Settings settings) {
    this.settings = settings;
  }

  /**
   * Trajectories of this length on average; four chains, 1000 iterations of warm-up and 1000 draws
   * each, δ = 0.87, diagonal mass.
   *
   * @throws IllegalArgumentException when the length is not positive and finite
   */
  public static Hmc of(double time) {
    return new Hmc(Settings.STANDARD.withTime(time));
  }

  /** The engine that a recipe describes, so that a fit can be repeated from its provenance. */
  public static Hmc from(Recipe recipe) {
    Hmc hmc =
        of(recipe.number("time"))
            .chains(Math.toIntExact(recipe.integer("chains")))
            .draws(Math.toIntExact(recipe.integer("draws")))
            .warmup(Math.toIntExact(recipe.integer("warmup")))
            .target(recipe.number("target"));
    Settings all = hmc.settings.withStart(Starts.from(recipe));
    return new Hmc(recipe.flag("dense") ? all.withMass(Mass.DENSE) : all);
  }

  /** So many chains; R̂ needs several to see a chain that is stuck. */
  public Hmc chains(int chains) {
    return new Hmc(settings.withChains(chains));
  }

  /** So many draws of each chain, at least 4. */
  public Hmc draws(int draws) {
    return new Hmc(settings.withDraws(draws));
  }

  /** So many iterations that adapt and are thrown away. */
  public Hmc warmup(int iterations) {
    return new Hmc(settings.withWarmup(iterations));
  }

  /** Mean acceptance δ to adapt to. */
  public Hmc target(double acceptance) {
    return new Hmc(settings.withTarget(acceptance));
  }

  /** Adapts a dense mass matrix, for strong correlations; d² work a step. */
  public Hmc dense() {
    return new Hmc(settings.withMass(Mass.DENSE));
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
  public Hmc start(String parameter, double... value) {
    return new Hmc(settings.withStart(settings.start().with(parameter, value)));
  }

  @Override
  public Recipe recipe() {
    Recipe recipe =
        Recipe.of(ENGINE)
            .with("time", settings.time().orElseThrow())
            .with("chains", settings.chains())
            .with("draws", settings.draws())
            .with("warmup", settings.warmup())
            .with("target", settings.target())
            .with("dense", settings.mass() == Mass.DENSE);
    return settings.start().in(recipe);
  }

  /**
   * Samples.
   *
   * @throws org.lethe.core.data.DataException as {@link Nuts#fit} does
   * @throws IllegalArgumentException when the run's checkpoint is damaged or belongs to another fit
   * @throws org.lethe.inference.run.CancelledException when the listener cancels
   * @throws org.lethe.inference.run.NumericalException as {@link Nuts#fit} does
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
