package org.lethe.examples.experiment;

import org.lethe.core.data.Table;
import org.lethe.validation.report.Axis;
import org.lethe.validation.report.Plot;

/**
 * Rows, erased rows, and where each posterior expects the rows of a component: the ellipse that two
 * standard deviations of its prediction draw, of covariance I + Var(centre). The last is drawn with
 * a third of the marks of the others, so that one below it that is the same is seen between them.
 */
final class GmmPlot {
  private static final int DOTS = 42;

  private GmmPlot() {}

  static Plot of(Clusters data, GmmResult result) {
    Plot plot = Plot.of("Forgetting in a mixture", Axis.linear("x1"), Axis.linear("x2"));
    plot = with(plot, "remaining rows", data.remaining());
    plot = with(plot, "erased rows", data.edit().rows());
    for (GmmResult.Picture picture : result.pictures()) {
      boolean last = picture.name().equals(GmmResult.AFTER);
      plot = with(plot, picture, last ? DOTS / 3 : DOTS);
    }
    return plot.size(720, 560);
  }

  private static Plot with(Plot plot, String name, Table rows) {
    return plot.points(name, rows.column("x1"), rows.column("x2"));
  }

  private static Plot with(Plot plot, GmmResult.Picture picture, int dots) {
    double[][] centre = picture.mean().at();
    double[][] sd = picture.sd().at();
    double[] x = new double[dots * centre.length];
    double[] y = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      int k = i / dots;
      double angle = 2 * Math.PI * i / dots;
      x[i] = centre[k][0] + 2 * Math.sqrt(1 + sd[k][0] * sd[k][0]) * Math.cos(angle);
      y[i] = centre[k][1] + 2 * Math.sqrt(1 + sd[k][1] * sd[k][1]) * Math.sin(angle);
    }
    return plot.points(picture.name(), x, y);
  }
}
