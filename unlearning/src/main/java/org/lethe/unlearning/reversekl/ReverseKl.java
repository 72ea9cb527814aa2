package org.lethe.unlearning.reversekl;

import java.util.Map;
import java.util.Optional;
import org.lethe.core.data.Checks;
import org.lethe.core.data.Edit;
import org.lethe.core.posterior.Fit;
import org.lethe.core.posterior.Recipe;
import org.lethe.core.posterior.VariationalPosterior;
import org.lethe.inference.run.Run;
import org.lethe.inference.run.StepSize;
import org.lethe.inference.svi.Optimizer;
import org.lethe.unlearning.Forgetting;
import org.lethe.unlearning.Gate;

/**
 * Minimises KL(p̃ ‖ q) over the family of q(θ | D), p̃ ∝ q(θ | D)/p_adj(D_e | θ; λ) (Nguyen, Low
 * and Jaillet 2020): the best q gives the most log density to draws of q(θ | D) weighted by w ∝
 * 1/p_adj(D_e | θ); learned rows multiply the weights instead. For Gaussian q that is the weighted
 * mean and covariance (variances, for mean-field); a flow climbs the weighted likelihood from q(θ |
 * D), 1000 steps of Adam at a rate that falls from 0.02 to 10⁻⁴ by default.
 *
 * <p>Weights are normalised <b>within</b> each of B batches of S draws, and the batches averaged.
 * So S is part of the target: a batch of few effective draws is pulled towards its largest weight,
 * and pooling the batches would estimate something else. Every recipe states S and B.
 *
 * <p>A row's value counts as a row gradient in the cost.
 */
public final class ReverseKl implements Forgetting<VariationalPosterior> {

  static final String NAME = "reverse-kl";

  private static final double DEFAULT_TAIL = 0.5;
  private static final int FLOW_STEPS = 1000;
  private static final StepSize FLOW_RATE = StepSize.exponential(0.02, 1e-4);
  private static final StepSize DEFAULT_RATE = StepSize.exponential(0.05, 5e-4);

  private final Gate gate;
  private final int draws;
  private final int batches;
  private final Optional<Optimizer> optimizer;

  private ReverseKl(Gate gate, int draws, int batches, Optional<Optimizer> optimizer) {
    this.gate = gate;
    this.draws = draws;
    this.batches = batches;
    this.optimizer = optimizer;
  }

  /**
   * In closed form; of a flow by steps.
   *
   * @param draws S, at least 25
   * @param batches B, at least 1
   */
  public static ReverseKl of(Gate gate, int draws, int batches) {
    Checks.that(draws >= 25, "ReverseKl: draws must be at least 25, got %d", draws);
    Checks.positive("ReverseKl", "batches", batches);
    return new ReverseKl(gate, draws, batches, Optional.empty());
  }

  /** By so many steps of Adam, one batch a step in turn: the same optimum, as published. */
  public ReverseKl optimised(int steps) {
    return optimised(Optimizer.of(steps, DEFAULT_RATE).tail(DEFAULT_TAIL));
  }

  /** By this optimiser, one batch a step in turn. */
  public ReverseKl optimised(Optimizer how) {
    return new ReverseKl(gate, draws, batches, Optional.of(how));
  }

  /** For a flow, which has no closed form: by steps where none were asked for. */
  ReverseKl forFlow() {
    return optimizer.isPresent()
        ? this
        : optimised(Optimizer.of(FLOW_STEPS, FLOW_RATE).tail(DEFAULT_TAIL));
  }

  @Override
  public Recipe recipe() {
    Recipe recipe =
        new Recipe(NAME, Map.of("gate", gate.options(), "draws", draws, "batches", batches));
    return optimizer
        .map(
            how ->
                recipe
                    .with("form", "optimised")
                    .with("steps", how.steps())
                    .with("rate", how.rate().toString())
                    .with("tail", how.tail()))
        .orElse(recipe.with("form", "moments"));
  }

  /**
   * {@inheritDoc}
   *
   * @throws org.lethe.inference.run.NumericalException when a likelihood is not finite at a draw,
   *     or too few draws have weight to make a covariance
   * @throws IllegalArgumentException when the posterior is neither a variational Gaussian nor a
   *     flow
   */
  @Override
  public <P extends VariationalPosterior> Fit<P> forget(Fit<P> fit, Edit edit, Run run) {
    return ReverseKlFit.of(this, fit, edit, run);
  }

  Gate gate() {
    return gate;
  }

  int draws() {
    return draws;
  }

  int batches() {
    return batches;
  }

  Optional<Optimizer> optimizer() {
    return optimizer;
  }
}
