package org.lethe.inference.sgmcmc;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lethe.core.data.Checks;
import org.lethe.core.posterior.Recipe;
import org.lethe.inference.energy.Minibatch;
import org.lethe.inference.run.StepSize;

/** The options as a recipe writes them, in both directions. */
final class SgmcmcRecipe {
  private SgmcmcRecipe() {}

  static Recipe write(Sgmcmc how) {
    return Recipe.of(Sgmcmc.ENGINE)
        .with("dynamics", write(how.dynamics()))
        .with("stepSize", how.stepSize().options())
        .with("chains", how.chains())
        .with("steps", how.steps())
        .with("burnIn", how.burnIn())
        .with("thin", how.thin())
        .with("minibatch", how.minibatch().options())
        .with("reference", write(how.reference()))
        .with("start", write(how.start()));
  }

  static Sgmcmc read(Recipe recipe) {
    return new Sgmcmc(
        dynamics(recipe.nested("dynamics")),
        StepSize.of(recipe.nested("stepSize")),
        Math.toIntExact(recipe.integer("chains")),
        Math.toIntExact(recipe.integer("steps")),
        Optional.of(Math.toIntExact(recipe.integer("burnIn"))),
        Optional.of(Math.toIntExact(recipe.integer("thin"))),
        Minibatch.of(recipe.nested("minibatch")),
        reference(recipe.nested("reference")),
        Optional.of(start(recipe.nested("start"))));
  }

  private static Map<String, Object> write(Dynamics dynamics) {
    if (dynamics instanceof PreconditionedLangevin p) {
      return Map.of("kind", "preconditioned sgld", "decay", p.decay(), "floor", p.floor());
    }
    if (dynamics instanceof FrictionMomentum f) {
      return Map.of("kind", "sghmc", "friction", f.friction(), "noise", f.noise());
    }
    if (dynamics instanceof NoseHooverThermostat t) {
      return Map.of("kind", "sgnht", "diffusion", t.diffusion());
    }
    return Map.of("kind", "sgld");
  }

  private static Dynamics dynamics(Recipe o) {
    return switch (o.text("kind")) {
      case "sgld" -> new Langevin();
      case "preconditioned sgld" ->
          new PreconditionedLangevin(o.number("decay"), o.number("floor"));
      case "sghmc" -> new FrictionMomentum(o.number("friction"), o.number("noise"));
      case "sgnht" -> new NoseHooverThermostat(o.number("diffusion"));
      default -> throw unknown(o);
    };
  }

  private static Map<String, Object> write(Reference reference) {
    if (reference instanceof Reference.At at) {
      return Map.of("kind", "at", "theta", list(at.theta()));
    }
    if (reference instanceof Reference.Periodic p) {
      return Map.of("kind", "periodic", "steps", p.steps());
    }
    return Map.of("kind", reference instanceof Reference.Mode ? "mode" : "none");
  }

  private static Reference reference(Recipe o) {
    return switch (o.text("kind")) {
      case "none" -> new Reference.None();
      case "mode" -> new Reference.Mode();
      case "at" -> new Reference.At(o.numbers("theta"));
      case "periodic" -> new Reference.Periodic(Math.toIntExact(o.integer("steps")));
      default -> throw unknown(o);
    };
  }

  private static Map<String, Object> write(ChainStart start) {
    if (start instanceof ChainStart.At at) {
      double[] all = Arrays.stream(at.theta()).flatMapToDouble(Arrays::stream).toArray();
      return Map.of("kind", "at", "chains", at.theta().length, "theta", list(all));
    }
    if (start instanceof ChainStart.Spread spread) {
      return Map.of("kind", "spread", "sd", spread.sd());
    }
    return Map.of("kind", "at the reference");
  }

  private static ChainStart start(Recipe o) {
    return switch (o.text("kind")) {
      case "at the reference" -> new ChainStart.AtReference();
      case "spread" -> ChainStart.spread(o.number("sd"));
      case "at" -> points(o.numbers("theta"), Math.toIntExact(o.integer("chains")));
      default -> throw unknown(o);
    };
  }

  private static ChainStart points(double[] theta, int chains) {
    Checks.positive("Recipe", "chains", chains);
    int d = theta.length / chains;
    double[][] points = new double[chains][];
    Arrays.setAll(points, c -> Arrays.copyOfRange(theta, c * d, (c + 1) * d));
    return ChainStart.at(points);
  }

  private static List<Double> list(double[] numbers) {
    return Arrays.stream(numbers).boxed().toList();
  }

  private static IllegalArgumentException unknown(Recipe o) {
    return new IllegalArgumentException(
        "Recipe " + o.engine() + " is of an unknown kind, got " + o.text("kind"));
  }
}
