package org.lethe.core.gp;

import org.lethe.core.data.Checks;
import org.lethe.core.expr.Expr;
import org.lethe.core.expr.Program;
import org.lethe.core.expr.Shape;
import org.lethe.core.expr.ShapeException;

/** What the numbers of a kernel must be; those that are unknown are kept so by their support. */
final class KernelNumbers {
  private KernelNumbers() {}

  /** One positive number: a matrix of several would not be symmetric. */
  static void one(String kernel, String argument, Expr number) {
    if (!number.shape().equals(Shape.scalar())) {
      throw new ShapeException(
          "Kernel." + kernel + ": " + argument + " must be one number, got " + number.shape());
    }
    positive(kernel, argument, number);
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
