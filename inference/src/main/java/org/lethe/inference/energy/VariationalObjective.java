package org.lethe.inference.energy;

import java.util.Optional;
import java.util.function.UnaryOperator;
import org.lethe.core.expr.Device;
import org.lethe.core.expr.Expr;
import org.lethe.core.model.Model;
import org.lethe.core.posterior.VariationalPosterior;

/**
 * What a {@link VariationalEnergy} is made of.
 *
 * @param model rows and prior
 * @param family of q
 * @param frame coordinates of q
 * @param expectation over q of a row's log-likelihood
 * @param reference takes the place of the prior
 * @param gate θ → g(θ), a scalar that multiplies the rows of negative weight only
 * @param <P> what members of the family are
 */
public record VariationalObjective<P extends VariationalPosterior>(
    Model model,
    Family<P> family,
    Frame frame,
    Expectation expectation,
    Optional<VariationalPosterior> reference,
    Optional<UnaryOperator<Expr>> gate) {

  /**
   * Refuses what cannot be computed.
   *
   * @throws IllegalArgumentException when the frame leads out of the family or has another
   *     dimension, or when quadrature meets a gate, a prior that is not Gaussian, or rows that
   *     depend on more than a single affine predictor
   */
  public VariationalObjective {
    if (model.coupled().isPresent()) {
      throw new IllegalArgumentException(
          "VariationalEnergy: model "
              + model.name()
              + " couples its rows: "
              + model.coupled().get()
              + "; sample it in full batch, by Nuts");
    }
    family.check(frame);
    int d = model.dimension();
    if (frame.dimension() != d) {
      throw new IllegalArgumentException(
          "VariationalEnergy: frame must have the "
              + d
              + " dimensions of model "
              + model.name()
              + ", got "
              + frame.dimension());
    }
  }

  static <P extends VariationalPosterior> VariationalObjective<P> of(
      Model model, Family<P> family) {
    return new VariationalObjective<>(
        model,
        family,
        Frame.identity(model.dimension()),
        Expectation.Quadrature.standard(),
        Optional.empty(),
        Optional.empty());
  }

  /** In other coordinates. */
  public VariationalObjective<P> frame(Frame other) {
    return new VariationalObjective<>(model, family, other, expectation, reference, gate);
  }

  /** With another expectation. */
  public VariationalObjective<P> expectation(Expectation other) {
    return new VariationalObjective<>(model, family, frame, other, reference, gate);
  }

  /** With a posterior in place of the prior. */
  public VariationalObjective<P> reference(VariationalPosterior posterior) {
    return new VariationalObjective<>(
        model, family, frame, expectation, Optional.of(posterior), gate);
  }

  /** With rows of negative weight multiplied by g(θ). */
  public VariationalObjective<P> gate(UnaryOperator<Expr> g) {
    return new VariationalObjective<>(model, family, frame, expectation, reference, Optional.of(g));
  }

  /** The energy, with its buffers allocated. */
  public VariationalEnergy<P> on(Device device) {
    return VariationalEnergy.of(this, device);
  }
}
