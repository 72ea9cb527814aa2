package org.lethe.unlearning.bif;

import java.util.Arrays;
import java.util.function.Supplier;
import org.lethe.core.expr.Device;
import org.lethe.core.model.Model;
import org.lethe.core.posterior.Draws;
import org.lethe.core.posterior.DrawsPosterior;
import org.lethe.core.posterior.GaussianPosterior;
import org.lethe.core.posterior.Posterior;
import org.lethe.inference.energy.EnergyFunction;
import org.lethe.inference.energy.Expectation;
import org.lethe.inference.energy.Family;
import org.lethe.inference.energy.Frame;
import org.lethe.inference.energy.GaussianFamily;
import org.lethe.inference.energy.VariationalEnergy;

/**
 * What moves for a kind of posterior, in which energy, and what posterior it stands for in the end.
 *
 * @param energy makes the energy over γ
 * @param subject γ, or all of them
 * @param axes of the numbers of γ that take part
 * @param scale θ = scale·u + constant, u along the axes
 * @param posterior what the subject stands for now
 */
record Plan(
    Supplier<EnergyFunction> energy,
    Subject subject,
    Axes axes,
    Axes scale,
    Supplier<Posterior> posterior) {

  /** Every draw moves. */
  static Plan draws(DrawsPosterior draws, boolean gaussNewton, Device device) {
    Model model = draws.model();
    Points points = Points.of(draws);
    Axes axes = Axes.of(points);
    Cloud cloud = new Cloud(points, axes);
    return new Plan(
        () -> energy(model, gaussNewton, device),
        cloud,
        axes,
        axes,
        () -> {
          double[][][] chains = cloud.points().chains(draws.size());
          return draws
              .logWeights()
              .map(weights -> Draws.weighted(model, chains, weights))
              .orElseGet(() -> Draws.of(model, chains));
        });
  }

  /** The variational parameters move, location and scales alike. */
  static Plan lambda(GaussianPosterior q, Expectation how, Device device) {
    GaussianFamily family = Family.of(q);
    int size = family.size(q.mean().length);
    Axes axes = Axes.identity(size);
    Cloud cloud = new Cloud(Points.of(new double[size]), axes);
    return new Plan(
        () -> energy(q, how, device),
        cloud,
        axes,
        axes,
        () -> family.posterior(q.model(), Frame.of(q), cloud.points().gamma()[0]));
  }

  /** The mean moves, and under second order the precision; expectations are over q. */
  static Plan natural(GaussianPosterior q, Expectation how, Device device) {
    int d = q.mean().length;
    Normal normal = new Normal(Family.of(q), d, Points::of);
    return new Plan(
        () -> energy(q, how, device),
        normal,
        Axes.identity(d),
        new Axes(q.factor()),
        () -> posterior(q, normal));
  }

  /** The same with the energy taken at the mean alone, which is the mode of a Laplace fit. */
  static Plan mode(GaussianPosterior q, boolean gaussNewton, Device device) {
    int d = q.mean().length;
    Frame frame = Frame.of(q);
    Axes axes = new Axes(q.factor());
    Normal normal =
        new Normal(Family.of(q), d, lambda -> Points.of(frame.toTheta(Arrays.copyOf(lambda, d))));
    return new Plan(
        () -> energy(q.model(), gaussNewton, device),
        normal,
        axes,
        axes,
        () -> posterior(q, normal));
  }

  private static Posterior posterior(GaussianPosterior q, Normal normal) {
    return Family.of(q).posterior(q.model(), Frame.of(q), normal.lambda());
  }

  private static EnergyFunction energy(Model model, boolean gaussNewton, Device device) {
    return gaussNewton
        ? EnergyFunction.gaussNewton(model, device)
        : EnergyFunction.of(model, device);
  }

  private static EnergyFunction energy(GaussianPosterior q, Expectation how, Device device) {
    return VariationalEnergy.of(q.model(), Family.of(q))
        .frame(Frame.of(q))
        .expectation(how)
        .on(device);
  }
}
