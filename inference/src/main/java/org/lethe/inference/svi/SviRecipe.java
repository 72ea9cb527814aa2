package org.lethe.inference.svi;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
            "family", svi.family().name(),
            "expectation", svi.expectation().map(SviRecipe::write).orElse(kind("automatic")),
            "steps", optimizer.steps(),
            "rate", optimizer.rate().options(),
            "tail", optimizer.tail(),
            "settle", optimizer.settle(),
            "minibatch", optimizer.minibatch().options(),
            "start", write(svi.start())));
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
        expectation(recipe.nested("expectation")),
        optimizer,
        start(recipe.nested("start")));
  }

  private static Map<String, Object> write(Expectation how) {
    if (how instanceof Expectation.Draws draws) {
      return Map.of(
          "kind", "draws",
          "particles", draws.particles(),
          "stickTheLanding", draws.stickTheLanding());
    }
    return how instanceof Expectation.Quadrature quadrature
        ? Map.of("kind", "quadrature", "points", quadrature.points())
        : kind("soft-assignment");
  }

  private static Optional<Expectation> expectation(Recipe o) {
    return switch (o.text("kind")) {
      case "automatic" -> Optional.empty();
      case "quadrature" ->
          Optional.of(new Expectation.Quadrature(Math.toIntExact(o.integer("points"))));
      case "soft-assignment" -> Optional.of(new Expectation.SoftAssignment());
      case "draws" ->
          Optional.of(
              new Expectation.Draws(
                  Math.toIntExact(o.integer("particles")), o.flag("stickTheLanding")));
      default -> throw unknown("expectation", o);
    };
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
