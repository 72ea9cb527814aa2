package org.lethe.core.gp;

import org.lethe.core.data.Checks;
import org.lethe.core.expr.Expr;
import org.lethe.core.expr.Program;
import org.lethe.core.expr.ShapeException;

/** What the numbers of a kernel must be; those that are unknown are kept so by their support. */
final class KernelNumbers {
  private KernelNumbers() {}

  /** One positive number, [] or [1]: a matrix of several would not be symmetric. */
  static Expr one(String kernel, String argument, Expr number) {
    if (number.shape().rows() || number.shape().rank() > 1 || number.shape().size() != 1) {
      throw new ShapeException(
          "Kernel." + kernel + ": " + argument + " must be one number, got " + number.shape());
    }
    positive(kernel, argument, number);
    return number.shape().rank() == 0 ? number : number.at(0);
  }

  /** A positive number for all dimensions, or one for each, [d]. */
  static void each(String kernel, String argument, Expr numbers) {
    if (numbers.shape().rows() || numbers.shape().rank() > 1) {
      throw new ShapeException(
          "Kernel."
              + kernel
              + ": "
              + argument
              + " must be one number or one for each dimension, [d], got "
              + numbers.shape());
    }
    positive(kernel, argument, numbers);
  }

  private static void positive(String kernel, String argument, Expr numbers) {
    if (Program.isKnown(numbers)) {
      for (double number : Program.value(numbers)) {
        Checks.positiveFinite("Kernel." + kernel, argument, number);
      }
    }
  }
}
