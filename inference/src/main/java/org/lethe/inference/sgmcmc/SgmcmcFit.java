package org.lethe.inference.sgmcmc;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.lethe.core.data.Checks;
import org.lethe.core.data.Table;
import org.lethe.core.expr.Device;
import org.lethe.core.model.Model;
import org.lethe.core.posterior.Channel;
import org.lethe.core.posterior.Cost;
import org.lethe.core.posterior.Draws;
import org.lethe.core.posterior.DrawsPosterior;
import org.lethe.core.posterior.Fit;
import org.lethe.core.posterior.Provenance;
import org.lethe.core.posterior.Verdict;
import org.lethe.core.random.Purpose;
import org.lethe.core.random.RandomStream;
import org.lethe.inference.diagnostics.CoincidentCentres;
import org.lethe.inference.diagnostics.MixingCheck;
import org.lethe.inference.energy.Batch;
import org.lethe.inference.energy.EnergyFunction;
import org.lethe.inference.laplace.Mode;
import org.lethe.inference.laplace.ModeSearch;
import org.lethe.inference.run.CancelledException;
import org.lethe.inference.run.ChainCheckpoint;
import org.lethe.inference.run.ChainTeam;
import org.lethe.inference.run.Run;
import org.lethe.inference.start.StartPoint;

/** One fit: reference point, chains, verdict, provenance. */
final class SgmcmcFit {
  private final Sgmcmc how;
  private final Model model;
  private final Batch data;
  private final Run run;
  private final Chain[] chains;
  private final List<String> doubts = new ArrayList<>();
  private Optional<double[]> anchor = Optional.empty();
  private long rowGradients;
  private long rowHessianProducts;

  SgmcmcFit(Sgmcmc how, Model model, Table data, Run run) {
    this.how = how;
    this.model = model;
    this.data = Batch.of(data);
    this.run = run;
    this.chains = new Chain[how.chains()];
  }

  Fit<DrawsPosterior> fit() {
    long begun = System.nanoTime();
    findAnchor();
    runChains();
    double[][][] draws = Stream.of(chains).map(Chain::draws).toArray(double[][][]::new);
    DrawsPosterior posterior = Draws.of(model, draws).relabelled();
    doubts.addAll(Widening.doubts(how.dynamics().narrows(), noise(), virials(), draws));
    doubts.addAll(0, MixingCheck.doubts(posterior));
    doubts.addAll(CoincidentCentres.verdict(posterior).reasons());
    rowGradients += Stream.of(chains).mapToLong(Chain::rowGradients).sum();
    Verdict verdict =
        doubts.isEmpty() ? Verdict.trusted() : new Verdict(Verdict.Level.DOUBTFUL, doubts);
    Provenance provenance =
        Provenance.trained(
            how.recipe(), model.digest(), data.rows().digest(), run.seed(), channels());
    double seconds = (System.nanoTime() - begun) * 1e-9;
    Fit<DrawsPosterior> fit =
        Fit.of(posterior, provenance, verdict, new Cost(seconds, rowGradients, rowHessianProducts));
    for (int c = 0; c < chains.length; c++) {
      checkpoint(c).ifPresent(ChainCheckpoint::ended);
    }
    return fit;
  }

  private List<Virial> virials() {
    return Stream.of(chains).map(Chain::virial).toList();
  }

  /** What the noise does to each variance, by all chains; empty where there is none. */
  private Optional<Widening.Noise> noise() {
    if (chains[0].isExact()) {
      return Optional.empty();
    }
    int n = chains.length;
    double[] excess = new double[model.dimension()];
    double[] squaredError = new double[model.dimension()];
    for (Chain chain : chains) {
      for (int i = 0; i < excess.length; i++) {
        excess[i] += chain.noiseExcess(i) / n;
        squaredError[i] += chain.squaredErrorOfNoise(i) / ((double) n * n);
      }
    }
    return Optional.of(new Widening.Noise(excess, squaredError));
  }

  private void runChains() {
    try {
      ChainTeam.run(
          Sgmcmc.ENGINE,
          chains.length,
          chains.length * (long) how.steps(),
          run,
          (c, steps) -> chains[c] = runChain(c, steps));
    } catch (CancelledException e) {
      throw e.resumable(run);
    }
  }

  private Chain runChain(int c, ChainTeam.Steps steps) {
    RandomStream random = RandomStream.of(run.seed()).stream(c);
    Device device = Device.cpu(ChainTeam.threadsEach(chains.length, run));
    try (EnergyFunction energy = EnergyFunction.of(model, device)) {
      GradientEstimate estimate = estimate(energy, random);
      double[] start = start(c, random);
      Chain chain = new Chain(how, c, estimate, start, random, checkpoint(c));
      try {
        chain.run(steps);
      } catch (CancelledException e) {
        chain.save();
        throw e;
      }
      return chain;
    }
  }

  private GradientEstimate estimate(EnergyFunction energy, RandomStream random) {
    if (how.reference() instanceof Reference.Periodic periodic) {
      return GradientEstimate.periodic(periodic.steps(), energy, data, how.minibatch(), random);
    }
    return anchor
        .map(at -> GradientEstimate.around(at, energy, data, how.minibatch(), random))
        .orElseGet(() -> GradientEstimate.plain(energy, data, how.minibatch(), random));
  }

  private void findAnchor() {
    if (how.reference() instanceof Reference.At at) {
      anchor = Optional.of(requireSize("reference", at.theta()));
    }
    if (how.reference() instanceof Reference.Mode) {
      try (EnergyFunction energy = EnergyFunction.of(model, run.device())) {
        RandomStream random = RandomStream.of(run.seed());
        StartPoint.Found start =
            new StartPoint(Sgmcmc.ENGINE, energy, model, data.rows(), random).central();
        Mode mode = ModeSearch.find(energy, data, start.theta(), run.listener());
        anchor = Optional.of(mode.ranAway() ? start.theta() : mode.theta());
        rowGradients += start.rowGradients() + mode.rowGradients();
        rowHessianProducts += mode.rowHessianProducts();
        if (!mode.found()) {
          doubts.add(
              mode.ranAway()
                  ? Mode.RAN_AWAY + "; the control variates refer to where the search started"
                  : "no mode was found for the control variates, which refer to the best point"
                      + " met");
        }
      }
    }
  }

  private double[] start(int c, RandomStream random) {
    if (how.start() instanceof ChainStart.At at) {
      Checks.that(
          at.theta().length == chains.length,
          "%s: start must have one point for each of %d chains, got %d",
          Sgmcmc.ENGINE,
          chains.length,
          at.theta().length);
      return requireSize("start", at.theta()[c]);
    }
    if (how.start() instanceof ChainStart.AtReference) {
      return anchor.orElseThrow(
          () ->
              new IllegalArgumentException(
                  Sgmcmc.ENGINE
                      + ": a start at the reference needs control variates at a fixed point"));
    }
    double sd = ((ChainStart.Spread) how.start()).sd();
    double[] theta = new double[model.dimension()];
    random.at(0, Purpose.START).gaussians(theta, 0, theta.length);
    Arrays.setAll(theta, i -> sd * theta[i]);
    return theta;
  }

  private double[] requireSize(String what, double[] theta) {
    Checks.that(
        theta.length == model.dimension(),
        "%s: %s must have the %d numbers of model %s, got %d",
        Sgmcmc.ENGINE,
        what,
        model.dimension(),
        model.name(),
        theta.length);
    return theta;
  }

  private List<Channel> channels() {
    List<Channel> channels = new ArrayList<>(Channel.ofTraining(model));
    if (how.dynamics().memory(1) > 0) {
      channels.add(
          Channel.closed("sampler state", "momenta and scales of the chains are not kept"));
    }
    if (how.reference() instanceof Reference.At) {
      channels.add(
          Channel.open(
              "control-variate anchor", "given from outside, and learned from whatever rows"));
    } else if (!(how.reference() instanceof Reference.None)) {
      channels.add(
          Channel.closed("control-variate anchor", "found from the rows of this fit, not kept"));
    }
    if (how.start() instanceof ChainStart.At) {
      channels.add(
          Channel.open(
              "start of the chains", "given from outside, such as by a fit to other rows"));
    }
    return channels;
  }

  private Optional<ChainCheckpoint> checkpoint(int chain) {
    return ChainCheckpoint.of(
        run, chain, how.recipe().toString(), model.digest(), data.rows().digest());
  }
}
