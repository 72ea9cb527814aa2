package org.lethe.unlearning.bif;

import java.util.List;
import java.util.Optional;
import org.lethe.core.data.Checks;
import org.lethe.core.data.Edit;
import org.lethe.core.expr.Device;
import org.lethe.core.posterior.Channel;
import org.lethe.core.posterior.Copies;
import org.lethe.core.posterior.Cost;
import org.lethe.core.posterior.DrawsPosterior;
import org.lethe.core.posterior.Fit;
import org.lethe.core.posterior.GaussianPosterior;
import org.lethe.core.posterior.Posterior;
import org.lethe.core.posterior.Structure;
import org.lethe.core.random.Purpose;
import org.lethe.core.random.RandomStream;
import org.lethe.inference.energy.EnergyFunction;
import org.lethe.inference.energy.Expectation;
import org.lethe.inference.laplace.Laplace;
import org.lethe.inference.run.NumericalException;
import org.lethe.inference.run.Run;
import org.lethe.unlearning.EffectiveSize;
import org.lethe.unlearning.Gate;
import org.lethe.unlearning.Request;

/** One edit by influence: the plan, its steps, the verdict. */
final class BifFit<P extends Posterior> {

  private static final int OUTSIDE_DRAWS = 10_000;

  /** At most so many reparametrised draws behind an expectation that is not exact. */
  private static final int PARTICLES = 256;

  private final Bif<?> bif;
  private final Request<P> request;
  private final Fit<P> fit;
  private final Plan plan;
  private final RandomStream random;

  private BifFit(Bif<?> bif, Request<P> request) {
    this.bif = bif;
    this.request = request;
    this.fit = request.fit();
    this.plan = plan();
    this.random = RandomStream.of(request.run().seed()).at(0, Purpose.INFLUENCE);
  }

  static <P extends Posterior> Influence<P> of(Bif<?> bif, Fit<P> fit, Edit edit, Run run) {
    Request<P> request = new Request<>("Bif", fit, edit, run);
    bif.remaining().ifPresent(request::remaining);
    BifFit<P> one = new BifFit<>(bif, request);
    try {
      return one.influence();
    } catch (IndefiniteCurvatureException e) {
      throw one.mayUseGaussNewton() ? e.withGaussNewton() : e;
    }
  }

  /** Whether information could stand for Hessians and does not. */
  private boolean mayUseGaussNewton() {
    if (bif.remaining().isEmpty()
        || bif.solver().isGaussNewton()
        || !(fit.posterior() instanceof DrawsPosterior || isMode())) {
      return false;
    }
    try (EnergyFunction energy = EnergyFunction.gaussNewton(fit.model(), request.run().device())) {
      return energy.dimension() > 0;
    } catch (IllegalArgumentException noClosedForm) {
      return false;
    }
  }

  private boolean isMode() {
    return fit.provenance().engine().engine().equals(Laplace.ENGINE);
  }

  private Plan plan() {
    Device device = request.run().device();
    boolean gaussNewton = bif.solver().isGaussNewton();
    if (fit.posterior() instanceof DrawsPosterior draws) {
      return Plan.draws(draws, gaussNewton, device);
    }
    GaussianPosterior q = request.gaussianBesideDraws();
    if (isMode()) {
      return Plan.mode(q, gaussNewton, device);
    }
    Checks.that(
        !gaussNewton,
        "Bif: gaussNewton() is for draws and Laplace fits; a variational fit has the Hessian of its"
            + " own energy");
    Expectation how =
        Expectation.of(fit, new Expectation.Draws(Math.min(bif.averaged(), PARTICLES), false));
    return bif.remaining().isEmpty() || bif.isSecondOrder()
        ? Plan.natural(q, how, device)
        : Plan.lambda(q, how, device);
  }

  private Influence<P> influence() {
    long begun = System.nanoTime();
    List<Part> parts = bif.parts(request.edit());
    Tally tally = new Tally(request.run(), parts.size());
    try (Landscape landscape = landscape(tally)) {
      Pursuit pursuit = new Pursuit(landscape, bif.solver(), bif.averaged(), bif.isSecondOrder());
      Points before = plan.subject().points();
      for (Part part : parts) {
        pursuit.carryOut(part, plan.subject());
        tally.chunk();
      }
      for (int pass = 0; pass < bif.steinPasses(); pass++) {
        pursuit.stein(plan.subject(), touching());
      }
      Points after = plan.subject().points();
      Part whole = Part.of(request.edit(), request.edit().rows().size()).get(0);
      Posterior posterior = plan.posterior().get();
      Remainder remainder =
          new Remainder(
              pursuit.residual(),
              pursuit.narrowed(),
              outside(posterior),
              Remainder.slope(landscape, whole, before, after),
              effective(tally));
      Cost cost = tally.cost();
      Fit<P> edited =
          request.result(
              posterior,
              bif.recipe(),
              remainder.verdict(),
              begun,
              cost.rowGradients(),
              cost.rowHessianProducts(),
              channels());
      return new Influence<>(with(curvature(pursuit), edited), pursuit.steps());
    }
  }

  private Optional<EffectiveSize> effective(Tally tally) {
    if (fit.posterior() instanceof DrawsPosterior draws) {
      return Remainder.effective(
          draws.model(), Points.of(draws), request.edit(), request.run(), tally);
    }
    if (bif.remaining().isPresent()) {
      return Optional.empty();
    }
    try {
      EffectiveSize size =
          EffectiveSize.of(
              request.gaussianBesideDraws(), request.edit(), new Gate.None(), request.run());
      tally.gradients(size.rowValues(request.edit()));
      return Optional.of(size);
    } catch (NumericalException impossible) {
      // a tail of q where the model holds an edited row impossible has all the weight
      return Optional.of(new EffectiveSize(0, 0, 1));
    }
  }

  /** Copies that touch, where draws in one order of components have no mean ∇F of 0. */
  private Optional<Copies> touching() {
    return fit.posterior() instanceof DrawsPosterior draws
        ? Optional.of(Copies.of(draws)).filter(c -> c.size() < draws.model().dimension())
        : Optional.empty();
  }

  private Landscape landscape(Tally tally) {
    return bif.remaining()
        .map(rows -> Landscape.of(plan.energy(), rows, random, plan.axes(), tally))
        .orElseGet(
            () -> {
              Points origin = plan.subject().points().thinned(bif.averaged());
              Landscape.Stored all = new Landscape.Stored(stored(), origin);
              return Landscape.of(plan.energy(), all, random, plan.axes(), tally);
            });
  }

  /** H_D along the axes. */
  private Matrix stored() {
    Optional<double[][]> curvature = fit.curvature();
    if (curvature.isPresent()) {
      return new Matrix(curvature.get()).within(plan.scale().c());
    }
    if (fit.posterior() instanceof GaussianPosterior q && q.structure() == Structure.DENSE) {
      return new Matrix(Matrix.identity(q.mean().length));
    }
    throw new IllegalArgumentException(
        "Bif: erasedOnly needs the curvature of the fit, and none was stored; keep it"
            + " with StoredCurvature, or give the rows that stay to Bif.draws or Bif.variational");
  }

  /** H_D − H_e takes the place of H_D, so that the next edit needs no more rows than this one. */
  private Optional<double[][]> curvature(Pursuit pursuit) {
    return bif.remaining().isPresent()
        ? Optional.empty()
        : Optional.of(plan.scale().hessianOutside(new Matrix(pursuit.curvature().dense())).rows());
  }

  private static <P extends Posterior> Fit<P> with(Optional<double[][]> curvature, Fit<P> f) {
    return new Fit<>(f.posterior(), f.model(), curvature, f.provenance(), f.verdict(), f.cost());
  }

  private double outside(Posterior posterior) {
    if (fit.posterior() instanceof DrawsPosterior draws) {
      Points before = Points.of(draws);
      Points after = plan.subject().points();
      boolean known = before.size() > 2 * plan.axes().dimension();
      return known
          ? Remainder.outside(before.mean(), plan.axes(), after.gamma(), after.weight())
          : 0;
    }
    GaussianPosterior q = request.gaussianBesideDraws();
    Points draws = Points.of(posterior.draw(OUTSIDE_DRAWS, random));
    return Remainder.outside(q.mean(), new Axes(q.factor()), draws.gamma(), draws.weight());
  }

  private List<Channel> channels() {
    Channel start =
        Channel.open(
            "start value",
            "the expansion is around the posterior that knew the rows, and exact only where the"
                + " energy is quadratic");
    Channel curvature =
        bif.remaining().isPresent()
            ? Channel.recomputed("curvature", "evaluated on the rows that stay")
            : Channel.open(
                "curvature",
                "stored with the original, less that of the erased rows where the original stood");
    return List.of(start, curvature);
  }
}
