package org.lethe.inference.sgmcmc;

import org.lethe.core.data.Checks;

/**
 * The step size η as a function of the step t = 1, 2, … of T, in units of θ² (the energy has none).
 */
public sealed interface StepSize {

  /** η at step {@code t} of {@code total}. */
  double at(long t, long total);

  /** Whether a state after step {@code t} may be kept as a draw. */
  default boolean samples(long t, long total) {
    return true;
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
  }
}
