package org.lethe.core.expr;

import java.util.List;
import org.lethe.core.data.Table;

/**
 * Expressions made ready to run: a prelude without rows, a row body run in blocks, sums over rows
 * added in a fixed order, and an epilogue. Equal subexpressions are computed once, what depends on
 * constants alone is computed when buffers are allocated, and what no output needs is left out.
 */
public interface Program {

  /**
   * Compiles outputs for the given inputs.
   *
   * @param inputs the input nodes, in the order in which their numbers will be given
   * @param outputs what to compute
   * @throws IllegalArgumentException when an output reads an input that is not listed, or when a
   *     row operation needs a sum over rows, which would take two passes
   */
  static Program of(List<Expr> inputs, List<Expr> outputs) {
    return Schedule.of(inputs, outputs);
  }

  /**
   * Whether an expression reads no input, no rows and no noise, so that it has a {@link #value}.
   */
  static boolean isKnown(Expr e) {
    Node.Origins origins = ((Node) e).origins();
    return !origins.inputs() && !origins.rows();
  }

  /**
   * The numbers of an expression that needs nothing to be known.
   *
   * @throws IllegalArgumentException when it reads an input or rows
   */
  static double[] value(Expr constant) {
    if (constant instanceof Node.Constant known) {
      return known.values().clone();
    }
    Program program = of(List.of(), List.of(constant));
    if (constant.shape().rows() || !program.columns().isEmpty()) {
      throw new IllegalArgumentException("Program: value must not read rows, got " + constant);
    }
    try (Executor executor = program.on(Device.cpu(1), Precision.DOUBLE)) {
      double[] out = new double[executor.outputSize()];
      executor.call(new double[0], out);
      return out;
    }
  }

  /** A SHA-256 of all that the program computes, the same in every JVM. */
  String digest();

  /** The columns of the bound table that it reads. */
  List<String> columns();

  /** Whether it multiplies whole rows of the table, which two points in one program read once. */
  boolean sharesRows();

  /** Allocates the buffers to run it. */
  Executor on(Device device, Precision precision);

  /** A program with its buffers. Running it allocates nothing; one thread at a time may use it. */
  interface Executor extends AutoCloseable {

    /**
     * Binds the batch that the following calls run over.
     *
     * @param data the table that holds the rows
     * @param index which rows, by position; empty for all rows in order
     * @param weight the weight of each listed row (of each row of the table if {@code index} is
     *     empty); empty for weights of 1
     * @param from the first position in {@code index} (or row) to use
     * @param to one past the last
     */
    void rows(Table data, int[] index, double[] weight, int from, int to);

    /** Runs once: {@code in} holds all inputs end to end, {@code out} receives all outputs. */
    void call(double[] in, double[] out);

    /**
     * Runs at {@code points} inputs that lie end to end in {@code in}, in parallel; {@code out}
     * receives their outputs end to end, with the same bits as from single calls.
     */
    void calls(int points, double[] in, double[] out);

    /** How many numbers the inputs of one call are. */
    int inputSize();

    /** How many numbers the outputs of one call are, for the batch that is bound. */
    int outputSize();

    @Override
    void close();
  }
}
