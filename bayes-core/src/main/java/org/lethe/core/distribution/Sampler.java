package org.lethe.core.distribution;

import java.util.List;
import org.lethe.core.expr.Expr;
import org.lethe.core.random.Uniforms;

/**
 * How a distribution draws: expressions to evaluate, and what to do with their numbers. Nothing is
 * evaluated here, so that the same sampler serves a prior, rows of a table and a test.
 *
 * @param arguments what must be known before drawing
 * @param elementwise whether a value is one number and the arguments are too; otherwise a value
 *     takes all numbers of all arguments
 * @param size how many numbers a value has
 * @param draw given the numbers
 */
public record Sampler(List<Expr> arguments, boolean elementwise, int size, Draw draw) {

  /** Draws one value. */
  @FunctionalInterface
  public interface Draw {

    /**
     * Fills a value.
     *
     * @param arguments their numbers, end to end
     * @param random uniforms that no other value reads
     * @param out receives the value in row-major order
     */
    void into(double[] arguments, Uniforms random, double[] out);
  }

  /** Draws one number. */
  @FunctionalInterface
  interface Single {
    double of(double[] arguments, Uniforms random);
  }

  public Sampler {
    arguments = List.copyOf(arguments);
  }

  /** Of single numbers, with a number of each argument. */
  static Sampler elementwise(List<Expr> arguments, Single draw) {
    return new Sampler(arguments, true, 1, (a, random, out) -> out[0] = draw.of(a, random));
  }

  /** Of a value that takes every number of its arguments. */
  static Sampler whole(int size, List<Expr> arguments, Draw draw) {
    return new Sampler(arguments, false, size, draw);
  }

  /**
   * Of an array, filled value by value: by elements, to whose dimensions the arguments repeat, or
   * by vectors or matrices that all have the same arguments.
   *
   * @param dims of the array, without rows
   */
  public Sampler over(List<Integer> dims) {
    int n = dims.stream().reduce(1, Math::multiplyExact);
    if (n == size) {
      return new Sampler(arguments, false, n, draw);
    }
    return elementwise
        ? whole(n, arguments.stream().map(a -> repeated(a, dims)).toList(), this::elements)
        : whole(n, arguments, this::blocks);
  }

  /**
   * The same with values that rounding put on an edge of an interval, or beyond, moved to the
   * nearest number inside: a probability of 1 − 1e−20 has no other.
   */
  public Sampler inside(Support support) {
    if (!(support instanceof Interval interval)) {
      return this;
    }
    double low = interval.low() == 0 ? Double.MIN_NORMAL : Math.nextUp(interval.low());
    double high = Math.nextDown(interval.high());
    Draw inner = draw;
    return new Sampler(
        arguments,
        elementwise,
        size,
        (numbers, random, out) -> {
          inner.into(numbers, random, out);
          for (int i = 0; i < out.length; i++) {
            out[i] = Math.min(Math.max(out[i], low), high);
          }
        });
  }

  private static Expr repeated(Expr argument, List<Integer> dims) {
    return argument.times(Expr.fill(1, dims.stream().mapToInt(Integer::intValue).toArray()));
  }

  private void elements(double[] numbers, Uniforms random, double[] out) {
    double[] own = new double[arguments.size()];
    double[] one = new double[1];
    for (int i = 0; i < out.length; i++) {
      for (int a = 0; a < own.length; a++) {
        own[a] = numbers[a * out.length + i];
      }
      draw.into(own, random, one);
      out[i] = one[0];
    }
  }

  private void blocks(double[] numbers, Uniforms random, double[] out) {
    double[] one = new double[size];
    for (int from = 0; from < out.length; from += size) {
      draw.into(numbers, random, one);
      System.arraycopy(one, 0, out, from, size);
    }
  }
}
