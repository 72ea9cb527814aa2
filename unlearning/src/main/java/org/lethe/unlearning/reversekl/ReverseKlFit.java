package org.lethe.unlearning.reversekl;

import java.util.List;
import java.util.Locale;
import org.ejml.data.DMatrixRMaj;
import org.lethe.core.data.Edit;
import org.lethe.core.posterior.Fit;
import org.lethe.core.posterior.GaussianPosterior;
import org.lethe.core.posterior.VariationalPosterior;
import org.lethe.core.random.Purpose;
import org.lethe.core.random.RandomStream;
import org.lethe.inference.energy.Batch;
import org.lethe.inference.energy.Family;
import org.lethe.inference.energy.Frame;
import org.lethe.inference.energy.LowerFactor;
import org.lethe.inference.run.NumericalException;
import org.lethe.inference.run.Run;
import org.lethe.inference.svi.Descent;
import org.lethe.inference.svi.Optimizer;
import org.lethe.unlearning.Doubt;
import org.lethe.unlearning.Request;
import org.lethe.unlearning.eubo.Reach;

/** One edit by reverse KL: weighted draws, the q that fits them best, the verdict. */
final class ReverseKlFit {

  private ReverseKlFit() {}

  static <P extends VariationalPosterior> Fit<P> of(
      ReverseKl method, Fit<P> fit, Edit edit, Run run) {
    long begun = System.nanoTime();
    Request<P> request = new Request<>("ReverseKl", fit, edit, run);
    GaussianPosterior original = request.gaussian();
    WeightedDraws draws = WeightedDraws.of(method, original, edit, run);
    double[] lambda =
        method
            .optimizer()
            .map(how -> descend(how, method, draws, request))
            .orElseGet(() -> closedForm(draws, Family.of(original)));
    GaussianPosterior forgotten =
        Family.of(original).posterior(fit.model(), Frame.of(original), lambda);
    Doubt doubt = Doubt.of(original, forgotten, edit, method.gate(), run);
    return request.result(
        forgotten,
        method.recipe(),
        doubt
            .verdict()
            .and(method.gate().verdict(original.model().dimension()))
            .and(Reach.of(original, edit, run).verdict())
            .and(draws.verdict()),
        begun,
        (long) method.draws() * method.batches() * edit.rows().size() + doubt.rowValues(edit),
        0,
        List.of());
  }

  /** λ of the weighted mean and covariance, in the frame of the original. */
  static double[] closedForm(WeightedDraws draws, Family family) {
    Moments pooled = Moments.average(draws.batches());
    double[][] covariance = pooled.covariance();
    double[][] factor =
        family.equals(Family.fullRank())
            ? LowerFactor.of(new DMatrixRMaj(covariance)).orElseThrow(() -> degenerate(draws))
            : diagonal(covariance, draws);
    return family.lambda(pooled.mean(), factor);
  }

  private static double[] descend(
      Optimizer how, ReverseKl method, WeightedDraws draws, Request<?> request) {
    Family family = Family.of(request.gaussian());
    Run run = request.run();
    try (CrossEntropy energy = CrossEntropy.of(family, draws.batches(), run.device())) {
      Descent descent =
          new Descent(
              ReverseKl.NAME,
              energy,
              new double[energy.dimension()],
              Batch.of(request.edit()),
              RandomStream.of(run.seed()).stream(Purpose.FREE),
              request.identity(method.recipe()));
      return how.minimise(descent, run).lambda();
    }
  }

  private static double[][] diagonal(double[][] covariance, WeightedDraws draws) {
    double[][] factor = new double[covariance.length][covariance.length];
    for (int i = 0; i < factor.length; i++) {
      if (!(covariance[i][i] > 0)) {
        throw degenerate(draws);
      }
      factor[i][i] = Math.sqrt(covariance[i][i]);
    }
    return factor;
  }

  private static NumericalException degenerate(WeightedDraws draws) {
    return new NumericalException(
        String.format(
            Locale.ROOT,
            "ReverseKl: the weighted covariance must be positive definite, and is not: the weights"
                + " leave an ESS of %.1f a batch; use a gate with a larger lambda, or more draws",
            draws.ess()));
  }
}
