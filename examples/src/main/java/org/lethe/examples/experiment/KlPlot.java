package org.lethe.examples.experiment;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.lethe.validation.report.Axis;
import org.lethe.validation.report.Plot;

/** KL on the erased rows against λ, with doing nothing as a level. */
final class KlPlot {
  private KlPlot() {}

  static Plot of(BanknoteResult result) {
    Plot plot =
        Plot.of(
            "Forgetting 412 of 1372 banknotes",
            Axis.log("λ"),
            Axis.log("predictive KL to a retrain, erased rows [nats]"));
    plot = with(plot, "EUBO", result.rows().stream().filter(BanknoteResult.Row::isEubo).toList());
    plot = with(plot, "reverse KL", result.rows().stream().filter(r -> !r.isEubo()).toList());
    return plot.level("do nothing", result.doNothing().erased());
  }

  private static Plot with(Plot plot, String name, List<BanknoteResult.Row> rows) {
    List<BanknoteResult.Row> known =
        rows.stream()
            .filter(row -> row.measured().isPresent() && Double.isFinite(erased(row)))
            .toList();
    return known.isEmpty()
        ? plot
        : plot.line(name, array(known, BanknoteResult.Row::lambda), array(known, KlPlot::erased));
  }

  private static double[] array(
      List<BanknoteResult.Row> rows, ToDoubleFunction<BanknoteResult.Row> of) {
    return rows.stream().mapToDouble(of).toArray();
  }

  private static double erased(BanknoteResult.Row row) {
    return Math.max(0, row.measured().orElseThrow().kl().erased());
  }
}
