package org.lethe.inference.svi;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.lethe.core.posterior.Recipe;
import org.lethe.inference.energy.Expectation;
import org.lethe.inference.energy.Family;
import org.lethe.inference.energy.Minibatch;
import org.lethe.inference.run.StepSize;

/** The options of SVI as a recipe writes them, in both directions. */
final class SviRecipe {

  private SviRecipe() {}

  static Recipe write(Svi<?> svi) {
    Optimizer optimizer = svi.optimizer();
    return new Recipe(
        Svi.ENGINE,
        Map.of(
            "family",
            svi.family().name(),
            Expectation.OPTION,
            svi.expectation().map(Expectation::options).orElse(Expectation.automatic()),
            "steps",
            optimizer.steps(),
            "rate",
            optimizer.rate().options(),
            "tail",
            optimizer.tail(),
            "settle",
            optimizer.settle(),
            "minibatch",
            optimizer.minibatch().options(),
            "start",
            write(svi.start())));
  }

  static Svi<?> read(Recipe recipe) {
    Optimizer optimizer =
        new Optimizer(
            Math.toIntExact(recipe.integer("steps")),
            StepSize.of(recipe.nested("rate")),
            recipe.number("tail"),
            Minibatch.of(recipe.nested("minibatch")),
            recipe.number("settle"));
    return new Svi<>(
        Family.named(recipe.text("family")),
        Expectation.of(recipe.nested(Expectation.OPTION)),
        optimizer,
        start(recipe.nested("start")));
  }

  private static Map<String, Object> write(Start start) {
    if (start instanceof Start.At at) {
      return Map.of("kind", "at", "mean", list(at.mean()), "scale", list(at.scale()));
    }
    return kind("laplace");
  }

  private static Start start(Recipe o) {
    return switch (o.text("kind")) {
      case "laplace" -> Start.laplace();
      case "at" -> Start.at(o.numbers("mean"), o.numbers("scale"));
      default -> throw unknown("start", o);
    };
  }

  private static Map<String, Object> kind(String kind) {
    return Map.of("kind", kind);
  }

  private static List<Double> list(double[] numbers) {
    return Arrays.stream(numbers).boxed().toList();
  }

  private static IllegalArgumentException unknown(String name, Recipe o) {
    return new IllegalArgumentException(
        "Recipe "
            + Svi.ENGINE
            + ": option "
            + name
            + " is of an unknown kind, got "
            + o.text("kind"));
  }
}
