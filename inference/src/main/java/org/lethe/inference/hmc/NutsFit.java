package org.lethe.inference.hmc;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.lethe.core.data.DataException;
import org.lethe.core.data.Table;
import org.lethe.core.expr.Device;
import org.lethe.core.model.Model;
import org.lethe.core.posterior.Channel;
import org.lethe.core.posterior.Cost;
import org.lethe.core.posterior.Draws;
import org.lethe.core.posterior.DrawsPosterior;
import org.lethe.core.posterior.Fit;
import org.lethe.core.posterior.Provenance;
import org.lethe.core.posterior.Recipe;
import org.lethe.core.random.RandomStream;
import org.lethe.inference.energy.Batch;
import org.lethe.inference.energy.EnergyFunction;
import org.lethe.inference.run.CancelledException;
import org.lethe.inference.run.ChainCheckpoint;
import org.lethe.inference.run.ChainTeam;
import org.lethe.inference.run.Run;
import org.lethe.inference.start.StartPoint;

/** One fit by Hamiltonian chains: starts, chains, verdict. */
record NutsFit(Settings settings, Recipe recipe, Model model, Table data, Run run) {

  static NutsFit of(Settings settings, Recipe recipe, Model model, Table data, Run run) {
    if (data.size() == 0) {
      throw new DataException(
          settings.name() + ": the table for model " + model.name() + " must have rows, got 0");
    }
    model.check(data);
    return new NutsFit(settings, recipe, model.on(data), data, run);
  }

  NutsResult sample() {
    long begun = System.nanoTime();
    Chain[] chains = new Chain[settings.chains()];
    int together = together();
    try {
      ChainTeam.run(
          recipe.engine(),
          (chains.length + together - 1) / together,
          (long) chains.length * settings.iterations(),
          run,
          (team, steps) -> {
            int from = team * together;
            run(chains, from, Math.min(chains.length, from + together), steps);
          });
    } catch (CancelledException e) {
      throw e.resumable(run);
    }
    double[][][] draws = Stream.of(chains).map(Chain::draws).toArray(double[][][]::new);
    List<ChainStatistics> statistics = Stream.of(chains).map(Chain::statistics).toList();
    DrawsPosterior posterior = Draws.of(model, draws).relabelled();
    Provenance provenance =
        Provenance.trained(
            recipe, model.digest(), data.digest(), run.seed(), Channel.ofTraining(model));
    long gradients = statistics.stream().mapToLong(ChainStatistics::gradients).sum();
    long starts = Stream.of(chains).mapToLong(Chain::startRowGradients).sum();
    long rowGradients = starts + gradients * data.size();
    Cost cost = new Cost((System.nanoTime() - begun) * 1e-9, rowGradients, 0);
    NutsResult result =
        new NutsResult(
            Fit.of(posterior, provenance, SamplerVerdict.of(posterior, statistics, settings), cost),
            statistics);
    for (int c = 0; c < chains.length; c++) {
      checkpoint(c).ifPresent(ChainCheckpoint::ended);
    }
    return result;
  }

  /** How many chains a thread runs side by side: two where they then read the rows once. */
  private int together() {
    if (settings.chains() <= run.device().threadCount()) {
      return 1;
    }
    try (EnergyFunction energy = EnergyFunction.of(model, Device.cpu(1))) {
      return energy.sharesRows() ? 2 : 1;
    }
  }

  private void run(Chain[] chains, int from, int to, ChainTeam.Steps steps) {
    Device device = Device.cpu(ChainTeam.threadsEach(settings.chains(), run));
    try (EnergyFunction energy = EnergyFunction.of(model, device)) {
      Potential target = Potential.of(energy, Batch.of(data));
      for (int c = from; c < to; c++) {
        RandomStream random = RandomStream.of(run.seed()).stream(c);
        chains[c] = new Chain(target, settings, random, checkpoint(c));
        if (!chains[c].resume()) {
          PhasePoint start = new PhasePoint(target.dimension());
          StartPoint near = new StartPoint(settings.name(), energy, model, data, random);
          StartPoint.Found found =
              near.around(settings.start().unconstrained(settings.name(), model));
          start.moveTo(found.theta(), target);
          chains[c].start(start, found.rowGradients() + data.size());
        }
      }
      try {
        if (to - from == 1) {
          new Lane(target, steps).run(chains[from]);
        } else {
          new Lane(target, steps).run(chains[from], chains[to - 1]);
        }
      } catch (CancelledException e) {
        for (int c = from; c < to; c++) {
          chains[c].save();
        }
        throw e;
      }
    }
  }

  private Optional<ChainCheckpoint> checkpoint(int chain) {
    return ChainCheckpoint.of(run, chain, recipe.toString(), model.digest(), data.digest());
  }
}
