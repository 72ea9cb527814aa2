package org.lethe.unlearning.reversekl;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.ejml.data.DMatrixRMaj;
import org.lethe.core.data.Edit;
import org.lethe.core.posterior.Fit;
import org.lethe.core.posterior.FlowMode;
import org.lethe.core.posterior.FlowPosterior;
import org.lethe.core.posterior.GaussianPosterior;
import org.lethe.core.posterior.Recipe;
import org.lethe.core.posterior.VariationalPosterior;
import org.lethe.core.posterior.Verdict;
import org.lethe.core.random.Purpose;
import org.lethe.core.random.RandomStream;
import org.lethe.inference.energy.Batch;
import org.lethe.inference.energy.EnergyFunction;
import org.lethe.inference.energy.Family;
import org.lethe.inference.energy.Frame;
import org.lethe.inference.energy.GaussianFamily;
import org.lethe.inference.energy.LowerFactor;
import org.lethe.inference.run.NumericalException;
import org.lethe.inference.run.Run;
import org.lethe.inference.svi.Descent;
import org.lethe.inference.svi.Optimizer;
import org.lethe.inference.svi.Optimum;
import org.lethe.unlearning.Doubt;
import org.lethe.unlearning.Request;
import org.lethe.unlearning.eubo.Reach;

/** One edit by reverse KL: weighted draws, the q that fits them best, the verdict. */
final class ReverseKlFit {

  private ReverseKlFit() {}

  static <P extends VariationalPosterior> Fit<P> of(
      ReverseKl method, Fit<P> fit, Edit edit, Run run) {
    Request<P> request = new Request<>("ReverseKl", fit, edit, run);
    return request.variational() instanceof FlowPosterior flow
        ? flow(method.forFlow(), flow, request)
        : gaussian(method, request);
  }

  private static <P extends VariationalPosterior> Fit<P> gaussian(
      ReverseKl method, Request<P> request) {
    long begun = System.nanoTime();
    GaussianPosterior original = request.gaussian();
    WeightedDraws<Moments> draws =
        WeightedDraws.of(method, original, request.edit(), request.run());
    double[] lambda =
        method
            .optimizer()
            .map(how -> descend(how, method, draws, request))
            .orElseGet(() -> closedForm(draws, Family.of(original)));
    GaussianPosterior forgotten =
        Family.of(original).posterior(original.model(), Frame.of(original), lambda);
    return result(method, request, forgotten, method.recipe(), draws.verdict(), begun);
  }

  /** By maximum weighted likelihood from the original on, in its frame. */
  private static <P extends VariationalPosterior> Fit<P> flow(
      ReverseKl method, FlowPosterior original, Request<P> request) {
    long begun = System.nanoTime();
    Optional<FlowMode> search = method.gate().search(original);
    Family<?> family = Family.of((VariationalPosterior) original);
    Frame frame = family.frame(original);
    Run run = request.run();
    WeightedDraws<WeightedPoints> draws =
        WeightedDraws.of(method, original, frame, request.edit(), run);
    int d = original.model().dimension();
    try (FlowEntropy energy = FlowEntropy.of(family, d, draws.batches(), run.device())) {
      double[] start = family.lambda(frame, original);
      Descent descent = descent(energy, start, method, request);
      Optimum optimum = method.optimizer().orElseThrow().minimise(descent, run);
      Verdict settled = optimum.verdict("the weighted likelihood", "rose", "take more steps");
      return result(
          method,
          request,
          family.posterior(original.model(), frame, optimum.lambda()),
          search.map(m -> method.recipe().with("mode", m.how())).orElse(method.recipe()),
          draws.verdict().and(search.map(FlowMode::verdict).orElse(Verdict.trusted())).and(settled),
          begun);
    }
  }

  private static <P extends VariationalPosterior> Fit<P> result(
      ReverseKl method,
      Request<P> request,
      VariationalPosterior forgotten,
      Recipe recipe,
      Verdict verdict,
      long begun) {
    VariationalPosterior original = request.variational();
    Edit edit = request.edit();
    Doubt doubt = Doubt.of(original, forgotten, edit, method.gate(), request.run());
    Reach reach = Reach.of(original, edit, request.run());
    return request.result(
        forgotten,
        recipe,
        doubt
            .verdict()
            .and(method.gate().verdict(original.model().dimension()))
            .and(reach.verdict())
            .and(verdict),
        begun,
        (long) method.draws() * method.batches() * edit.rows().size() + doubt.rowValues(edit),
        reach.rowHessianProducts(),
        List.of());
  }

  /** λ of the weighted mean and covariance, in the frame of the original. */
  static double[] closedForm(WeightedDraws<Moments> draws, GaussianFamily family) {
    Moments pooled = Moments.average(draws.batches());
    double[][] covariance = pooled.covariance();
    double[][] factor =
        family.equals(Family.fullRank())
            ? LowerFactor.of(new DMatrixRMaj(covariance)).orElseThrow(() -> degenerate(draws))
            : diagonal(covariance, draws);
    return family.lambda(pooled.mean(), factor);
  }

  private static double[] descend(
      Optimizer how, ReverseKl method, WeightedDraws<Moments> draws, Request<?> request) {
    GaussianFamily family = Family.of(request.gaussian());
    Run run = request.run();
    try (CrossEntropy energy = CrossEntropy.of(family, draws.batches(), run.device())) {
      double[] start = new double[energy.dimension()];
      return how.minimise(descent(energy, start, method, request), run).lambda();
    }
  }

  private static Descent descent(
      EnergyFunction energy, double[] start, ReverseKl method, Request<?> request) {
    return new Descent(
        ReverseKl.NAME,
        energy,
        start,
        Batch.of(request.edit()),
        RandomStream.of(request.run().seed()).stream(Purpose.FREE),
        request.identity(method.recipe()));
  }

  private static double[][] diagonal(double[][] covariance, WeightedDraws<?> draws) {
    double[][] factor = new double[covariance.length][covariance.length];
    for (int i = 0; i < factor.length; i++) {
      if (!(covariance[i][i] > 0)) {
        throw degenerate(draws);
      }
      factor[i][i] = Math.sqrt(covariance[i][i]);
    }
    return factor;
  }

  private static NumericalException degenerate(WeightedDraws<?> draws) {
    return new NumericalException(
        String.format(
            Locale.ROOT,
            "ReverseKl: the weighted covariance must be positive definite, and is not: the weights"
                + " leave an ESS of %.1f a batch; use a gate with a larger lambda, or more draws",
            draws.ess()));
  }
}
