package org.lethe.examples.experiment;

import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;
import org.lethe.core.data.AtomicFile;

/** KL on the erased rows against λ, with doing nothing as a line; λ = 0 is drawn at 10⁻¹². */
final class KlPlot {
  private static final double ZERO = 1e-12;

  private KlPlot() {}

  static void save(BanknoteResult result, Path png) {
    XYChart chart =
        new XYChartBuilder()
            .width(800)
            .height(500)
            .title("Forgetting 412 of 1372 banknotes")
            .xAxisTitle("λ (0 is drawn at 1e-12)")
            .yAxisTitle("predictive KL to a retrain, erased rows")
            .build();
    chart.getStyler().setXAxisLogarithmic(true).setYAxisLogarithmic(true);
    chart.getStyler().setLegendPosition(Styler.LegendPosition.InsideNE);
    chart.getStyler().setChartBackgroundColor(Color.WHITE);
    series(chart, "EUBO", result.rows().stream().filter(BanknoteResult.Row::isEubo).toList());
    series(chart, "reverse KL", result.rows().stream().filter(r -> !r.isEubo()).toList());
    double nothing = result.doNothing().erased();
    XYSeries line =
        chart.addSeries("do nothing", new double[] {ZERO, 1}, new double[] {nothing, nothing});
    line.setMarker(SeriesMarkers.NONE);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      BitmapEncoder.saveBitmap(chart, bytes, BitmapEncoder.BitmapFormat.PNG);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot draw '" + png + "'", e);
    }
    AtomicFile.write(png, bytes.toByteArray());
  }

  private static void series(XYChart chart, String name, List<BanknoteResult.Row> rows) {
    List<BanknoteResult.Row> known =
        rows.stream()
            .filter(row -> row.measured().isPresent())
            .filter(row -> Double.isFinite(erased(row)) && erased(row) > 0)
            .toList();
    if (!known.isEmpty()) {
      chart.addSeries(
          name,
          known.stream().mapToDouble(row -> row.lambda() == 0 ? ZERO : row.lambda()).toArray(),
          known.stream().mapToDouble(KlPlot::erased).toArray());
    }
  }

  private static double erased(BanknoteResult.Row row) {
    return row.measured().orElseThrow().kl().erased();
  }
}
