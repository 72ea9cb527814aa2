package org.lethe.examples.command;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.lethe.inference.conjugate.NormalInverseGamma;
import org.lethe.inference.energy.Family;
import org.lethe.inference.hmc.Nuts;
import org.lethe.inference.laplace.Laplace;
import org.lethe.inference.run.Engine;
import org.lethe.inference.run.Run;
import org.lethe.inference.svi.Svi;
import picocli.CommandLine.Option;

/** Which engine fits, and how it is set. */
final class EngineOptions {
  enum EngineName {
    EXACT,
    SVI,
    LAPLACE,
    NUTS;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final int SAVED_EVERY = 50;

  @Option(
      names = "--engine",
      paramLabel = "ENGINE",
      description =
          "exact (linear alone: normal-inverse-gamma), svi (an approximation by a Gaussian or a"
              + " flow), laplace (the Gaussian at the mode) or nuts (draws). Without it linear is"
              + " fitted exactly, the others by svi.")
  private Optional<EngineName> engine = Optional.empty();

  @Option(
      names = "--family",
      paramLabel = "FAMILY",
      converter = FamilyName.Reader.class,
      description =
          "Of svi: mean-field, low-rank (own spread of each parameter and --rank common"
              + " directions), full-rank, or flow or flow:LAYERS (a normal bent by 4 or LAYERS"
              + " coupling layers; for posteriors that no normal matches) (default full-rank).")
  private Optional<FamilyName> family = Optional.empty();

  @Option(
      names = "--rank",
      paramLabel = "R",
      description = "Of --family low-rank: how many common directions, at least 1.")
  private Optional<Integer> rank = Optional.empty();

  @Option(
      names = "--steps",
      paramLabel = "N",
      description = "Of svi: at most so many steps of optimisation (default 2000, of a flow 5000).")
  private Optional<Integer> steps = Optional.empty();

  @Option(names = "--chains", paramLabel = "N", description = "Of nuts: chains (default 4).")
  private Optional<Integer> chains = Optional.empty();

  @Option(
      names = "--draws",
      paramLabel = "N",
      description = "Of nuts: draws of each chain, after as many of warm-up (default 1000).")
  private Optional<Integer> draws = Optional.empty();

  @Option(
      names = "--accept",
      paramLabel = "P",
      description =
          "Of nuts: mean acceptance to adapt to (default 0.87); nearer to 1 where trajectories"
              + " diverge.")
  private Optional<Double> accept = Optional.empty();

  @Option(
      names = "--checkpoint",
      paramLabel = "FILE",
      description =
          "Of svi and nuts: where the state is kept, every 50 steps (of nuts a file a chain,"
              + " FILE-chain-1, ...). The same command goes on from there after an interruption,"
              + " to the same numbers. Removed when the fit has been written.")
  private Optional<Path> checkpoint = Optional.empty();

  /** The engine that was asked for. */
  Engine<?> engine(ModelKind kind, Optional<Double> prior) {
    EngineName name = name(kind);
    refuse(name != EngineName.SVI, name, "--family", family);
    refuse(name != EngineName.SVI, name, "--rank", rank);
    refuse(name != EngineName.SVI, name, "--steps", steps);
    refuse(name != EngineName.NUTS, name, "--chains", chains);
    refuse(name != EngineName.NUTS, name, "--draws", draws);
    refuse(name != EngineName.NUTS, name, "--accept", accept);
    refuse(name != EngineName.SVI && name != EngineName.NUTS, name, "--checkpoint", checkpoint);
    return switch (name) {
      case EXACT -> exact(kind, prior);
      case SVI -> svi();
      case LAPLACE -> Laplace.of();
      case NUTS -> nuts();
    };
  }

  /** The run with the checkpoint that was asked for, which outlives it. */
  Run saving(Run run) {
    return checkpoint
        .map(file -> run.checkpoint(OutputFile.check("--checkpoint", file), SAVED_EVERY))
        .map(Run::keepCheckpoint)
        .orElse(run);
  }

  /** Options that belong to one engine choose it where --engine does not. */
  private EngineName name(ModelKind kind) {
    if (engine.isPresent()) {
      return engine.get();
    }
    if (Stream.of(chains, draws, accept).anyMatch(Optional::isPresent)) {
      return EngineName.NUTS;
    }
    return kind == ModelKind.LINEAR && family.isEmpty() && rank.isEmpty()
        ? EngineName.EXACT
        : EngineName.SVI;
  }

  private void refuse(boolean other, EngineName name, String option, Optional<?> given) {
    if (other && given.isPresent()) {
      throw new BadInputException(
          option
              + " means nothing for "
              + (name == EngineName.EXACT
                  ? "the exact linear fit; leave it out, or add --family or another --engine"
                  : "--engine " + name + "; leave it out, or name another --engine"));
    }
  }

  private static NormalInverseGamma exact(ModelKind kind, Optional<Double> prior) {
    if (kind != ModelKind.LINEAR) {
      throw new BadInputException("--engine exact fits linear alone, got " + kind);
    }
    NormalInverseGamma engine = NormalInverseGamma.of();
    return prior.map(sd -> NormalInverseGamma.of(sd, engine.shape(), engine.rate())).orElse(engine);
  }

  private Svi<?> svi() {
    Svi<?> svi = Svi.of(family());
    return steps.isPresent() ? svi.steps(atLeastOne("--steps", steps.get())) : svi;
  }

  private Family<?> family() {
    FamilyName named = family.orElse(rank.isPresent() ? FamilyName.LOW_RANK : FamilyName.FULL_RANK);
    if (named.equals(FamilyName.LOW_RANK)) {
      int r =
          rank.orElseThrow(
              () -> new BadInputException("--family low-rank needs --rank R, how many directions"));
      return Family.lowRank(atLeastOne("--rank", r));
    }
    if (rank.isPresent()) {
      throw new BadInputException("--rank means nothing for --family " + named + "; leave it out");
    }
    if (named.flow().isPresent()) {
      return Family.flow(named.layers());
    }
    return named.equals(FamilyName.MEAN_FIELD) ? Family.meanField() : Family.fullRank();
  }

  private Nuts nuts() {
    int n = draws.orElse(1000);
    if (n < 4) {
      throw new BadInputException("--draws must be at least 4, got " + n);
    }
    Nuts nuts = Nuts.of().chains(atLeastOne("--chains", chains.orElse(4))).warmup(n).draws(n);
    return accept.map(target -> nuts.target(between(target))).orElse(nuts);
  }

  private static double between(double target) {
    if (!(target > 0 && target < 1)) {
      throw new BadInputException("--accept must be between 0 and 1, got " + target);
    }
    return target;
  }

  private static int atLeastOne(String option, int n) {
    if (n < 1) {
      throw new BadInputException(option + " must be at least 1, got " + n);
    }
    return n;
  }
}
