package org.lethe.examples.experiment;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.lethe.validation.report.Axis;
import org.lethe.validation.report.Plot;

/** KL on the erased rows against λ, with doing nothing as a level. */
final class KlPlot {
  private KlPlot() {}

  static Plot of(SweepResult result) {
    Plot plot =
        Plot.of(
            result.title(),
            Axis.log("λ"),
            Axis.log("predictive KL to a retrain, erased rows [nats]"));
    plot = with(plot, "EUBO", result.rows().stream().filter(SweepResult.Row::isEubo).toList());
    plot = with(plot, "reverse KL", result.rows().stream().filter(r -> !r.isEubo()).toList());
    return plot.level("do nothing", result.doNothing().erased());
  }

  private static Plot with(Plot plot, String name, List<SweepResult.Row> rows) {
    List<SweepResult.Row> known =
        rows.stream()
            .filter(row -> row.measured().isPresent() && Double.isFinite(erased(row)))
            .toList();
    return known.isEmpty()
        ? plot
        : plot.line(name, array(known, SweepResult.Row::lambda), array(known, KlPlot::erased));
  }

  private static double[] array(List<SweepResult.Row> rows, ToDoubleFunction<SweepResult.Row> of) {
    return rows.stream().mapToDouble(of).toArray();
  }

  private static double erased(SweepResult.Row row) {
    return Math.max(0, row.measured().orElseThrow().kl().erased());
  }
}
