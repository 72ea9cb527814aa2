package org.lethe.unlearning.eubo;

import java.util.List;
import java.util.Optional;
import org.lethe.core.data.Edit;
import org.lethe.core.model.Model;
import org.lethe.core.posterior.Channel;
import org.lethe.core.posterior.Fit;
import org.lethe.core.posterior.FlowMode;
import org.lethe.core.posterior.Structure;
import org.lethe.core.posterior.VariationalPosterior;
import org.lethe.core.posterior.Verdict;
import org.lethe.core.random.Purpose;
import org.lethe.core.random.RandomStream;
import org.lethe.inference.energy.Batch;
import org.lethe.inference.energy.Family;
import org.lethe.inference.energy.VariationalEnergy;
import org.lethe.inference.energy.VariationalObjective;
import org.lethe.inference.run.Run;
import org.lethe.inference.svi.Descent;
import org.lethe.inference.svi.Optimizer;
import org.lethe.inference.svi.Optimum;
import org.lethe.unlearning.Doubt;
import org.lethe.unlearning.Request;

/** One edit by EUBO: is there an optimum, the optimum, the verdict. */
final class EuboFit {

  /** An objective that still falls by more than this, in nats, has no optimum in reach. */
  private static final double HOPELESS_NATS = 1;

  private EuboFit() {}

  static <P extends VariationalPosterior> Fit<P> of(Eubo eubo, Fit<P> fit, Edit edit, Run run) {
    long begun = System.nanoTime();
    Request<P> request = new Request<>("Eubo", fit, edit, run);
    VariationalPosterior original = request.variational();
    Optional<FlowMode> search = eubo.gate().search(original);
    Model model = fit.model();
    Curvature curvature = Curvature.of(original, eubo.gate(), edit, run);
    curvature.requireBounded("Eubo");
    try (VariationalEnergy<?> energy = objective(eubo, fit).on(run.device())) {
      Descent descent =
          new Descent(
              Eubo.NAME,
              new Leash(energy, Family.of(original), model.dimension()),
              start(energy, curvature, request),
              Batch.of(edit),
              RandomStream.of(run.seed()).stream(Purpose.FREE),
              request.identity(eubo.recipe()));
      Optimizer optimizer = eubo.optimizer();
      Optimum optimum = (energy.isNoisy() ? optimizer : optimizer.tail(0)).minimise(descent, run);
      VariationalPosterior forgotten = energy.posterior(optimum.lambda());
      Doubt doubt = Doubt.of(original, forgotten, edit, eubo.gate(), run);
      Reach reach = Reach.of(original, edit, run);
      Verdict verdict =
          doubt
              .verdict()
              .and(eubo.gate().verdict(model.dimension()))
              .and(search.map(FlowMode::verdict).orElse(Verdict.trusted()))
              .and(curvature.verdict(original, forgotten))
              .and(reach.verdict())
              .and(settled(optimum));
      return request.result(
          forgotten,
          search.map(m -> eubo.recipe().with("mode", m.how())).orElse(eubo.recipe()),
          verdict,
          begun,
          optimum.rowGradients() + doubt.rowValues(edit),
          curvature.rowHessianProducts() + reach.rowHessianProducts(),
          channels());
    }
  }

  /** U as an objective: the reference in place of the prior, the gate on forgotten rows. */
  static VariationalObjective<?> objective(Eubo eubo, Fit<? extends VariationalPosterior> fit) {
    return objective(eubo, fit, Family.of((VariationalPosterior) fit.posterior()));
  }

  private static <P extends VariationalPosterior> VariationalObjective<P> objective(
      Eubo eubo, Fit<? extends VariationalPosterior> fit, Family<P> family) {
    VariationalPosterior original = fit.posterior();
    VariationalObjective<P> plain =
        VariationalEnergy.of(fit.model(), family)
            .frame(family.frame(original))
            .expectation(eubo.expectation(fit))
            .reference(original);
    return eubo.gate().expression(original).map(plain::gate).orElse(plain);
  }

  /** The original, or without draws the optimum itself where a Newton step finds it. */
  private static double[] start(
      VariationalEnergy<?> energy, Curvature curvature, Request<?> request) {
    double[] original = energy.lambda(request.variational());
    if (energy.isNoisy()
        || curvature.whitened().isEmpty()
        || request.gaussian().structure() == Structure.LOW_RANK) {
      return original;
    }
    double[] gradient = new double[energy.dimension()];
    RandomStream none = RandomStream.of(request.run().seed());
    energy.gradient(original, 1, Batch.of(request.edit()), none, gradient);
    return QuadraticStart.of(curvature.whitened().get(), gradient, Family.of(request.gaussian()));
  }

  private static Verdict settled(Optimum optimum) {
    Verdict verdict =
        optimum.verdict("the bound", "fell", "take more steps, or a gate with a larger lambda");
    boolean hopeless = optimum.trace().stillFalling() > HOPELESS_NATS;
    return hopeless && !verdict.isTrusted() ? Verdict.unusable(verdict.reasons().get(0)) : verdict;
  }

  private static List<Channel> channels() {
    return List.of(
        Channel.closed("optimiser state", "a new optimiser, started at rest"),
        Channel.open(
            "start value",
            "the descent starts at the posterior that knew the rows; only at a unique optimum that"
                + " is reached does this not matter"));
  }
}
