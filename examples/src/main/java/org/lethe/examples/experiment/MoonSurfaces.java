package org.lethe.examples.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.lethe.core.data.Table;
import org.lethe.core.posterior.Fit;
import org.lethe.validation.report.Surface;
import org.lethe.validation.report.Surfaces;

/** The probability of label 1 over the plane: before, after forgetting by EUBO, and retrained. */
final class MoonSurfaces {
  /** The λ whose result is shown: the smallest before EUBO leaves what the posterior knows. */
  static final double LAMBDA = 1e-9;

  private static final int PLACES = 61;
  private static final double MARGIN = 0.4;

  private final Moons moons;
  private final double[] x;
  private final double[] y;

  MoonSurfaces(Moons moons) {
    this.moons = moons;
    x = places(moons.rows().column("x1"));
    y = places(moons.rows().column("x2"));
  }

  Surfaces of(Fit<?> before, Fit<?> after, Fit<?> retrained) {
    return new Surfaces(
        List.of(
            panel("before", before),
            panel("forgotten by EUBO, λ = 10⁻⁹", after),
            panel("retrained", retrained)));
  }

  private Surface panel(String title, Fit<?> fit) {
    double[] x1 = new double[PLACES * PLACES];
    double[] x2 = new double[PLACES * PLACES];
    for (int k = 0; k < x1.length; k++) {
      x1[k] = x[k % PLACES];
      x2[k] = y[k / PLACES];
    }
    double[] probability = fit.posterior().predict(Table.of(Map.of("x1", x1, "x2", x2))).mean();
    return new Surface(title, x, y, probability, marks());
  }

  private Surface.Marks[] marks() {
    List<String> ids = moons.rows().ids();
    List<String> erased = moons.edit().forgottenRows().ids();
    double[] label = moons.rows().column("label");
    List<Surface.Marks> marks = new ArrayList<>();
    for (int of = 0; of < 2; of++) {
      int wanted = of;
      for (boolean crossed : new boolean[] {false, true}) {
        marks.add(
            marks(i -> label[i] == wanted && erased.contains(ids.get(i)) == crossed, of, crossed));
      }
    }
    return marks.toArray(new Surface.Marks[0]);
  }

  private Surface.Marks marks(IntPredicate chosen, int label, boolean crossed) {
    int[] index = IntStream.range(0, moons.rows().size()).filter(chosen).toArray();
    return new Surface.Marks(
        picked(moons.rows().column("x1"), index),
        picked(moons.rows().column("x2"), index),
        label,
        crossed);
  }

  private static double[] picked(double[] values, int[] index) {
    return IntStream.of(index).mapToDouble(i -> values[i]).toArray();
  }

  private static double[] places(double[] values) {
    double low = IntStream.range(0, values.length).mapToDouble(i -> values[i]).min().orElse(0);
    double high = IntStream.range(0, values.length).mapToDouble(i -> values[i]).max().orElse(1);
    return Surface.grid(low - MARGIN, high + MARGIN, PLACES);
  }
}
