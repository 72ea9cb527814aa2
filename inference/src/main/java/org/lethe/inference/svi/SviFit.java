package org.lethe.inference.svi;

import java.util.List;
import java.util.Optional;
import org.lethe.core.data.Table;
import org.lethe.core.model.Model;
import org.lethe.core.posterior.Channel;
import org.lethe.core.posterior.Cost;
import org.lethe.core.posterior.Fit;
import org.lethe.core.posterior.Provenance;
import org.lethe.core.posterior.VariationalPosterior;
import org.lethe.core.posterior.Verdict;
import org.lethe.core.random.RandomStream;
import org.lethe.inference.diagnostics.CoincidentCentres;
import org.lethe.inference.diagnostics.ImportanceCheck;
import org.lethe.inference.energy.Batch;
import org.lethe.inference.energy.DenseHessian;
import org.lethe.inference.energy.EnergyFunction;
import org.lethe.inference.energy.Frame;
import org.lethe.inference.energy.VariationalEnergy;
import org.lethe.inference.laplace.Mode;
import org.lethe.inference.laplace.ModeSearch;
import org.lethe.inference.run.Run;
import org.lethe.inference.start.StartPoint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One fit by SVI: coordinates, optimisation, verdict. */
final class SviFit<P extends VariationalPosterior> {

  private static final Logger LOG = LoggerFactory.getLogger(Svi.class);
  private final Svi<P> svi;
  private final Model model;
  private final Batch data;
  private final Run run;
  private final RandomStream random;
  private Optional<double[][]> near = Optional.empty();
  private boolean ranAway;
  private long rowHessianProducts;
  private long rowGradients;

  SviFit(Svi<P> svi, Model model, Table data, Run run) {
    this.svi = svi;
    this.model = model;
    this.data = Batch.of(data);
    this.run = run;
    this.random = RandomStream.of(run.seed());
  }

  Fit<P> fit() {
    long begun = System.nanoTime();
    Model atStart = model.isOpen() ? model.with(model.etaStart()) : model;
    try (EnergyFunction joint = EnergyFunction.of(atStart, run.device());
        VariationalEnergy<P> energy =
            VariationalEnergy.of(model, svi.family())
                .frame(frame(joint, atStart))
                .expectation(svi.expectation(model))
                .on(run.device())) {
      Descent descent = new Descent(Svi.ENGINE, energy, start(energy), data, random, identity());
      Optimum optimum = svi.optimizer().minimise(descent, run);
      P q = energy.posterior(optimum.lambda());
      rowGradients += optimum.rowGradients();
      ImportanceCheck check = ImportanceCheck.of(q, data, run.device(), random);
      rowGradients += check.rowValues();
      Verdict verdict =
          remedied(optimum.verdict("the ELBO", "rose", "take more steps").and(check.verdict()))
              .and(CoincidentCentres.verdict(q));
      double seconds = (System.nanoTime() - begun) * 1e-9;
      Cost cost = new Cost(seconds, rowGradients, rowHessianProducts);
      Provenance provenance =
          Provenance.trained(
              svi.recipe(), model.digest(), data.rows().digest(), run.seed(), channels());
      return new Fit<>(q, q.model(), Optional.empty(), provenance, verdict, cost);
    }
  }

  private double[] start(VariationalEnergy<P> energy) {
    double[] gamma = energy.start();
    double[] lambda = near.map(svi.family()::start).orElse(gamma);
    System.arraycopy(lambda, 0, gamma, 0, lambda.length);
    return gamma;
  }

  private List<Channel> channels() {
    return Channel.ofTraining(model);
  }

  private String identity() {
    return String.join(
        "\n",
        svi.recipe().toString(),
        model.digest(),
        data.rows().digest(),
        Long.toString(run.seed()));
  }

  private Frame frame(EnergyFunction joint, Model atStart) {
    if (svi.start() instanceof Start.At at) {
      return Frame.diagonal(at.mean(), at.scale());
    }
    StartPoint.Found start = new StartPoint("Svi", joint, atStart, data.rows(), random).central();
    Mode mode = ModeSearch.find(joint, data, start.theta(), run.listener());
    rowGradients += start.rowGradients() + mode.rowGradients();
    rowHessianProducts += mode.rowHessianProducts();
    if (!mode.found()) {
      ranAway = mode.ranAway();
      LOG.warn(
          "Svi: no mode of model {} was found; the fit starts {}, in units of the curvature there",
          model.name(),
          ranAway ? "where the search did" : "from the best point met");
    }
    if (ranAway) {
      double[][] hessian = DenseHessian.at(joint, start.theta(), 1, data, RandomStream.of(0));
      rowHessianProducts += (long) hessian.length * data.size();
      return LaplaceFrame.around(start.theta(), hessian);
    }
    Frame frame = LaplaceFrame.of(svi.family(), mode);
    if (svi.family().startsNear()) {
      near = LaplaceFrame.covariance(frame, mode);
    }
    return frame;
  }

  /** Doubts of a posterior without bound may be those of a funnel, which has a remedy. */
  private Verdict remedied(Verdict verdict) {
    return verdict.isTrusted() || !ranAway ? verdict : verdict.and(Verdict.doubtful(Mode.RAN_AWAY));
  }
}
