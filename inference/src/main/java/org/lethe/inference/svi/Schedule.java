package org.lethe.inference.svi;

import org.lethe.core.data.Checks;

/** The step size as a function of the step t = 1, 2, … of T. */
public sealed interface Schedule {

  /** The step size at step {@code t} of {@code total}. */
  double at(long t, long total);

  /** Always the same. */
  record Constant(double rate) implements Schedule {
    public Constant {
      Checks.positiveFinite("Schedule", "rate", rate);
    }

    @Override
    public double at(long t, long total) {
      return rate;
    }
  }

  /** first·(last/first)^((t−1)/(T−1)), from {@code first} to {@code last}. */
  record Exponential(double first, double last) implements Schedule {
    public Exponential {
      Checks.positiveFinite("Schedule", "first", first);
      Checks.positiveFinite("Schedule", "last", last);
    }

    @Override
    public double at(long t, long total) {
      return first * Math.pow(last / first, (t - 1) / (double) Math.max(1, total - 1));
    }
  }

  /** first·t^(−power). */
  record Polynomial(double first, double power) implements Schedule {
    public Polynomial {
      Checks.positiveFinite("Schedule", "first", first);
      Checks.inRange("Schedule", "power", power, 0, 1);
    }

    @Override
    public double at(long t, long total) {
      return first * Math.pow((double) t, -power);
    }
  }

  /** Always {@code rate}. */
  static Schedule constant(double rate) {
    return new Constant(rate);
  }

  /** Falls exponentially from {@code first} to {@code last}. */
  static Schedule exponential(double first, double last) {
    return new Exponential(first, last);
  }

  /** {@code first}·t^(−{@code power}), power in [0, 1]. */
  static Schedule polynomial(double first, double power) {
    return new Polynomial(first, power);
  }
}
