package org.lethe.examples.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.lethe.core.data.Edit;
import org.lethe.core.data.Table;
import org.lethe.core.posterior.ConjugatePosterior;
import org.lethe.core.posterior.DrawsPosterior;
import org.lethe.core.posterior.Fit;
import org.lethe.core.posterior.FlowPosterior;
import org.lethe.core.posterior.GaussianPosterior;
import org.lethe.core.posterior.Posterior;
import org.lethe.core.posterior.Structure;
import org.lethe.core.posterior.VariationalPosterior;
import org.lethe.examples.text.Words;
import org.lethe.inference.run.Run;
import org.lethe.unlearning.Bargain;
import org.lethe.unlearning.Forgetting;
import org.lethe.unlearning.Gate;
import org.lethe.unlearning.eubo.Eubo;
import org.lethe.unlearning.exact.Exact;
import org.lethe.unlearning.reversekl.ReverseKl;
import org.lethe.unlearning.reweight.Reweight;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How rows are forgotten or learned; one and the same for both. */
final class EditOptions {
  private static final int DRAWS = 1000;
  private static final int BATCHES = 400;

  enum Method {
    EXACT,
    EUBO,
    REVERSE_KL,
    BIF,
    REWEIGHT;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** Where the likelihood of forgotten rows counts: by density or by mass. */
  static final class GateOptions {
    @Option(
        names = "--lambda",
        paramLabel = "L",
        description =
            "eubo, reverse-kl: count a forgotten row only where the posterior's density is above L"
                + " times its maximum; 0 counts it everywhere, 1 forgets nothing with --hard, a"
                + " little without.")
    private Optional<Double> lambda = Optional.empty();

    @Option(
        names = "--mass",
        paramLabel = "R",
        description =
            "The same, by the mass R that the posterior has there: 0.9 is a safe choice in "
                + "any dimension.")
    private Optional<Double> mass = Optional.empty();
  }

  @Option(
      names = "--method",
      paramLabel = "METHOD",
      required = true,
      description = {
        "exact: for exact linear fits, equal to a retrain.",
        "eubo: variational, by the evidence upper bound.",
        "reverse-kl: variational, by weighted draws.",
        "bif: variational or draws, by influence, the change of the optimum when rows go.",
        "reweight: draws, each weighed by how well it does without the rows."
      })
  private Method method = Method.EXACT;

  @ArgGroup(exclusive = true)
  private GateOptions gate = new GateOptions();

  @Option(
      names = "--hard",
      description = "Give the gate of --lambda or --mass a hard edge, as published.")
  private boolean hard;

  @Option(
      names = "--steps",
      paramLabel = "N",
      description = "eubo: at most so many steps of optimisation (default 2000).")
  private Optional<Integer> steps = Optional.empty();

  @Mixin private InfluenceOptions influence;

  @Option(
      names = "--key",
      paramLabel = "FILE",
      description =
          "Write the ids of the edited rows into the provenance, hashed under the secret in "
              + "this file, which is made where there is none. Without it no trace of the ids is "
              + "written.")
  private Optional<Path> key = Optional.empty();

  @Mixin private RunOptions how;

  @Option(names = "--strict", description = "Exit with 1 where the verdict is not TRUSTED.")
  private boolean strict;

  /**
   * Edits a fit, saves the result, says what became of it, and returns the exit status.
   *
   * @param own the rows that the fit stands for, where they are at hand
   */
  int carryOut(SavedFit saved, Edit edit, Optional<Table> own, Path out, PrintWriter answer) {
    OutputFile.check("--out", out);
    Fit<? extends Posterior> edited = edited(saved, edit, own, how.run(key));
    edited.save(out);
    if (!edit.forgotten().isEmpty()) {
      answer.println("forgot " + Words.count(edit.forgotten().size(), "row"));
    }
    if (!edit.learned().isEmpty()) {
      answer.println("learned " + Words.count(edit.learned().size(), "row"));
    }
    FitText text = new FitText(edited, saved.regression(), answer);
    text.table();
    text.verdict();
    own.flatMap(rows -> bargain(saved, edited, rows, edit)).ifPresent(answer::println);
    answer.println("wrote " + out);
    return Verdicts.status(edited.verdict(), strict);
  }

  private static Optional<Bargain> bargain(SavedFit saved, Fit<?> edited, Table own, Edit edit) {
    int after = own.size() - edit.forgotten().size() + edit.learned().size();
    return Bargain.of(saved.fit(), edited, own.size(), after);
  }

  private Fit<? extends Posterior> edited(SavedFit saved, Edit edit, Optional<Table> own, Run run) {
    Posterior posterior = saved.fit().posterior();
    influence.requireFor(method);
    if (method != Method.EUBO && method != Method.REVERSE_KL) {
      requireNoGate();
    }
    if (method == Method.BIF || method == Method.REVERSE_KL) {
      requireFamily(saved);
    }
    if (method == Method.BIF) {
      return influence.forget(saved, edit, own, run);
    }
    if (method == Method.REWEIGHT) {
      if (posterior instanceof DrawsPosterior draws) {
        return Reweight.of().forget(as(saved.fit(), draws), edit, run);
      }
      throw new BadInputException(
          saved.file() + " holds no draws; --method reweight is for fits with --engine nuts");
    }
    if (posterior instanceof DrawsPosterior) {
      throw new BadInputException(
          saved.file() + " holds draws; use --method bif or --method reweight");
    }
    if (method == Method.EXACT) {
      if (posterior instanceof ConjugatePosterior conjugate) {
        return Exact.of().forget(as(saved.fit(), conjugate), edit, run);
      }
      throw new BadInputException(
          saved.file()
              + " holds a variational fit, from which nothing is forgotten exactly; use --method"
              + " eubo, or for a linear model fit it without --family");
    }
    if (posterior instanceof VariationalPosterior variational) {
      return forgetting(edit).forget(as(saved.fit(), variational), edit, run);
    }
    throw new BadInputException(
        saved.file()
            + " holds an exact fit; use --method exact, or fit it with --family full-rank for "
            + method);
  }

  private void requireFamily(SavedFit saved) {
    Posterior posterior = saved.fit().posterior();
    if (posterior instanceof FlowPosterior && method == Method.BIF) {
      throw new BadInputException(
          saved.file()
              + " holds a flow, which --method bif cannot edit; use --method eubo or"
              + " --method reverse-kl, or fit with --family full-rank");
    }
    if (posterior instanceof GaussianPosterior q && q.structure() == Structure.LOW_RANK) {
      throw new BadInputException(
          saved.file()
              + " holds a low-rank fit, which --method "
              + method
              + " cannot edit; use --method eubo, or fit with --family full-rank");
    }
  }

  private Forgetting<VariationalPosterior> forgetting(Edit edit) {
    if (method == Method.REVERSE_KL) {
      if (steps.isPresent()) {
        throw new BadInputException("--steps means nothing for reverse-kl; leave it out");
      }
      return ReverseKl.of(gate(edit), DRAWS, BATCHES);
    }
    Eubo eubo = Eubo.of(gate(edit));
    return steps.map(n -> eubo.steps(positive(n))).orElse(eubo);
  }

  private static int positive(int steps) {
    if (steps < 1) {
      throw new BadInputException("--steps must be at least 1, got " + steps);
    }
    return steps;
  }

  private Gate gate(Edit edit) {
    Optional<Double> lambda = gate.lambda;
    Optional<Double> mass = gate.mass;
    if (lambda.isPresent()) {
      double value = lambda.get();
      if (!(value >= 0 && value <= 1)) {
        throw new BadInputException(
            "--lambda must be between 0 (forget everywhere) and 1 (forget nothing with --hard, a"
                + " little without), got "
                + lambda.get());
      }
      return value == 0 ? new Gate.None() : new Gate.Threshold(value, !hard);
    }
    if (mass.isPresent()) {
      double value = mass.get();
      if (!(value > 0 && value <= 1)) {
        throw new BadInputException(
            "--mass must be above 0 and at most 1 (forget everywhere), got " + mass.get());
      }
      return new Gate.Mass(value, !hard);
    }
    if (edit.forgotten().isEmpty()) {
      return new Gate.None();
    }
    throw new BadInputException(
        "--method "
            + method
            + " needs --mass or --lambda, which have no default: --mass 0.9 is a safe choice,"
            + " --lambda 0 is the plain method");
  }

  private void requireNoGate() {
    if (gate.lambda.isPresent() || gate.mass.isPresent() || steps.isPresent() || hard) {
      throw new BadInputException(
          "--lambda, --mass, --hard and --steps mean nothing for --method "
              + method
              + "; leave them out");
    }
  }

  static <P extends Posterior> Fit<P> as(Fit<?> fit, P posterior) {
    return new Fit<>(
        posterior, fit.model(), fit.curvature(), fit.provenance(), fit.verdict(), fit.cost());
  }
}
