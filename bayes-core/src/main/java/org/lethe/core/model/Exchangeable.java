package org.lethe.core.model;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import org.lethe.core.data.Checks;
import org.lethe.core.expr.Device;
import org.lethe.core.expr.Expr;
import org.lethe.core.expr.Precision;
import org.lethe.core.expr.Program;
import org.lethe.core.random.Purpose;
import org.lethe.core.random.RandomStream;

/** Checks what {@link Declare#exchangeable} says, as far as it can be checked without rows. */
final class Exchangeable {
  private static final double ROUNDING = 1e-9;

  private Exchangeable() {}

  static void check(String model, List<String> names, Layout theta, Layout eta, Expr logPrior) {
    if (names.isEmpty()) {
      return;
    }
    List<Parameter> parts = theta.parts().stream().filter(p -> names.contains(p.name())).toList();
    List<String> known = theta.parts().stream().map(Parameter::name).toList();
    for (String name : names) {
      Checks.that(
          known.contains(name),
          "Model %s: exchangeable must name some of the parameters %s, got '%s'",
          model,
          known,
          name);
    }
    int k = parts.get(0).dims().isEmpty() ? 0 : parts.get(0).dims().get(0);
    for (Parameter p : parts) {
      Checks.that(
          k > 0 && !p.dims().isEmpty() && p.dims().get(0) == k && p.freeDims().equals(p.dims()),
          "Model %s: exchangeable parameters must have one first dimension and no numbers bound to"
              + " others, got '%s' %s beside '%s' %s",
          model,
          p.name(),
          p.dims(),
          parts.get(0).name(),
          parts.get(0).dims());
    }
    double[] one = new double[theta.size()];
    RandomStream.of(0).at(0, Purpose.DIAGNOSTIC).gaussians(one, 0, one.length);
    // a turn of all and a swap of two make every other order
    double[][] points = {
      one, ordered(one, parts, c -> (c + 1) % k), ordered(one, parts, c -> c < 2 ? (1 - c) % k : c)
    };
    double[] values = values(theta, eta, logPrior, points);
    for (int i = 1; i < points.length; i++) {
      Checks.that(
          Math.abs(values[0] - values[i]) <= ROUNDING * (1 + Math.abs(values[0])),
          "Model %s: the prior of exchangeable parameters %s must not depend on the order of their"
              + " components, got log densities %s and %s in two orders",
          model,
          names,
          values[0],
          values[i]);
    }
  }

  /** With component {@code from(c)} in the place of c. */
  private static double[] ordered(double[] theta, List<Parameter> parts, IntUnaryOperator from) {
    double[] other = theta.clone();
    for (Parameter p : parts) {
      int each = p.size() / p.dims().get(0);
      for (int c = 0; c < p.dims().get(0); c++) {
        int source = p.offset() + from.applyAsInt(c) * each;
        System.arraycopy(theta, source, other, p.offset() + c * each, each);
      }
    }
    return other;
  }

  private static double[] values(Layout theta, Layout eta, Expr logPrior, double[]... points) {
    Expr known = logPrior.substitute(Map.of(eta.vector(), Expr.vector(eta.start())));
    Program program = Program.of(List.of(theta.vector()), List.of(known));
    double[] out = new double[1];
    try (Program.Executor executor = program.on(Device.cpu(1), Precision.DOUBLE)) {
      return Arrays.stream(points)
          .mapToDouble(
              point -> {
                executor.call(point, out);
                return out[0];
              })
          .toArray();
    }
  }
}
