package org.lethe.inference.run;

import java.util.Map;
import org.lethe.core.data.Checks;
import org.lethe.core.posterior.Recipe;

/**
 * The step size η as a function of the step t = 1, 2, … of T. A sampler's is in units of θ² (the
 * energy has none), an optimiser's in those of what it moves.
 */
public sealed interface StepSize {

  /** η at step {@code t} of {@code total}. */
  double at(long t, long total);

  /** Whether a sampler may keep its state after step {@code t} as a draw. */
  default boolean samples(long t, long total) {
    return true;
  }

  /** How a recipe writes it. */
  Map<String, Object> options();

  /**
   * What {@link #options} wrote.
   *
   * @throws IllegalArgumentException on an unknown kind
   */
  static StepSize of(Recipe o) {
    return switch (o.text("kind")) {
      case "constant" -> constant(o.number("eta"));
      case "polynomial" -> polynomial(o.number("first"), o.number("power"));
      case "exponential" -> exponential(o.number("first"), o.number("last"));
      case "cyclical" -> cyclical(o.number("first"), Math.toIntExact(o.integer("cycles")));
      default ->
          throw new IllegalArgumentException(
              "Recipe " + o.engine() + " is of an unknown kind, got " + o.text("kind"));
    };
  }

  /** Always the same. */
  static StepSize constant(double eta) {
    return new Constant(eta);
  }

  /**
   * {@code first}·t^(−{@code power}), as Welling and Teh (2011) ask for with a power above ½. All
   * draws weigh the same, although early ones stand for more time.
   *
   * @param power from 0 to 1
   */
  static StepSize polynomial(double first, double power) {
    return new Polynomial(first, power);
  }

  /** first·(last/first)^((t−1)/(T−1)), from {@code first} to {@code last}. */
  static StepSize exponential(double first, double last) {
    return new Exponential(first, last);
  }

  /**
   * ({@code first}/2)(1 + cos πr), r the share of its cycle that a step has behind it (Zhang, Li,
   * Zhang, Chen and Wilson 2020, Cyclical stochastic gradient MCMC): large steps look for modes,
   * and draws are kept from the second half of each cycle.
   *
   * @param cycles how many, each of ⌈T/cycles⌉ steps
   */
  static StepSize cyclical(double first, int cycles) {
    return new Cyclical(first, cycles);
  }

  /** See {@link #constant}. */
  record Constant(double eta) implements StepSize {
    public Constant {
      Checks.positiveFinite("StepSize", "eta", eta);
    }

    @Override
    public double at(long t, long total) {
      return eta;
    }

    @Override
    public Map<String, Object> options() {
      return Map.of("kind", "constant", "eta", eta);
    }
  }

  /** See {@link #polynomial}. */
  record Polynomial(double first, double power) implements StepSize {
    public Polynomial {
      Checks.positiveFinite("StepSize", "first", first);
      Checks.inRange("StepSize", "power", power, 0, 1);
    }

    @Override
    public double at(long t, long total) {
      return first * Math.pow((double) t, -power);
    }

    @Override
    public Map<String, Object> options() {
      return Map.of("kind", "polynomial", "first", first, "power", power);
    }
  }

  /** See {@link #exponential}. */
  record Exponential(double first, double last) implements StepSize {
    public Exponential {
      Checks.positiveFinite("StepSize", "first", first);
      Checks.positiveFinite("StepSize", "last", last);
    }

    @Override
    public double at(long t, long total) {
      return first * Math.pow(last / first, (t - 1) / (double) Math.max(1, total - 1));
    }

    @Override
    public Map<String, Object> options() {
      return Map.of("kind", "exponential", "first", first, "last", last);
    }
  }

  /** See {@link #cyclical}. */
  record Cyclical(double first, int cycles) implements StepSize {
    public Cyclical {
      Checks.positiveFinite("StepSize", "first", first);
      Checks.positive("StepSize", "cycles", cycles);
    }

    private double behind(long t, long total) {
      long length = Math.max(1, (total + cycles - 1) / cycles);
      return ((t - 1) % length) / (double) length;
    }

    @Override
    public double at(long t, long total) {
      return first / 2 * (1 + Math.cos(Math.PI * behind(t, total)));
    }

    @Override
    public boolean samples(long t, long total) {
      return behind(t, total) >= 0.5;
    }

    @Override
    public Map<String, Object> options() {
      return Map.of("kind", "cyclical", "first", first, "cycles", cycles);
    }
  }
}
