package org.lethe.core.gp;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.apache.commons.math3.ml.clustering.DoublePoint;
import org.apache.commons.math3.ml.clustering.KMeansPlusPlusClusterer;
import org.apache.commons.math3.ml.distance.EuclideanDistance;
import org.apache.commons.math3.random.Well19937c;
import org.lethe.core.data.Checks;
import org.lethe.core.data.Schema;
import org.lethe.core.data.Table;
import org.lethe.core.model.Declare;
import org.lethe.core.model.Model;

/**
 * Inducing inputs chosen from rows, [m × d]. They remember those rows, also when these are erased,
 * whether they stay or are only where a search starts; so they are handed out to a model alone, and
 * every fit of that model declares them as an open channel.
 *
 * <pre>{@code
 * Model model = InducingInputs.kMeans(rows, 20, 1, "x1", "x2").define("gp", rows.schema(), (m, z) -> {
 *   Expr u = m.parameter("u", Normal.of(0, 1), 20);
 *   Expr f = SparseGp.of(kernel, Expr.constant(z)).conditional(u, m.columns("x1", "x2"));
 *   m.observe("label", Bernoulli.probits(f));
 * });
 * }</pre>
 */
public final class InducingInputs {
  private static final int ITERATIONS = 100;

  private final double[][] z;
  private final String how;

  private InducingInputs(double[][] z, String how) {
    this.z = z;
    this.how = how;
  }

  /** The rows themselves, in their order; at least one. */
  public static InducingInputs rows(Table rows, String... columns) {
    Checks.that(rows.size() > 0, "InducingInputs: there must be at least one row");
    return new InducingInputs(
        inputs(rows, columns), text("inducing inputs: %d rows", rows.size(), columns));
  }

  /**
   * Centres of clusters, from k-means++ (Arthur and Vassilvitskii 2007) and at most {@value
   * #ITERATIONS} passes of Lloyd's. Distances are those of the columns' own units.
   *
   * @param rows with at least m different inputs
   * @param m how many centres, at least 1
   * @param seed the same seed chooses the same
   * @throws IllegalArgumentException if there are fewer different inputs
   */
  public static InducingInputs kMeans(Table rows, int m, long seed, String... columns) {
    Checks.positive("InducingInputs", "m", m);
    double[][] inputs = inputs(rows, columns);
    long different = Arrays.stream(inputs).map(Arrays::toString).distinct().count();
    Checks.that(
        m <= different,
        "InducingInputs: m must be at most the number of different inputs, %d, got %d",
        different,
        m);
    List<DoublePoint> points = Arrays.stream(inputs).map(DoublePoint::new).toList();
    double[][] centres =
        new KMeansPlusPlusClusterer<DoublePoint>(
                m, ITERATIONS, new EuclideanDistance(), new Well19937c(seed))
            .cluster(points).stream()
                .map(cluster -> cluster.getCenter().getPoint())
                .toArray(double[][]::new);
    return new InducingInputs(
        centres,
        text("inducing inputs: " + m + " centres, by k-means, of %d rows", rows.size(), columns));
  }

  /**
   * A model that holds them, or starts from them.
   *
   * @param body what {@link Model#define(String, Schema, java.util.function.Consumer)} takes, and
   *     the inputs [m × d]
   */
  public Model define(String name, Schema schema, BiConsumer<Declare, double[][]> body) {
    double[][] given = z;
    return Model.define(
        name,
        schema.remembering(how),
        m -> body.accept(m, Arrays.stream(given).map(double[]::clone).toArray(double[][]::new)));
  }

  /** m. */
  public int size() {
    return z.length;
  }

  private static double[][] inputs(Table rows, String... columns) {
    Checks.that(columns.length > 0, "InducingInputs: there must be at least one column");
    double[][] byColumn = Arrays.stream(columns).map(rows::column).toArray(double[][]::new);
    return IntStream.range(0, rows.size())
        .mapToObj(i -> Arrays.stream(byColumn).mapToDouble(column -> column[i]).toArray())
        .toArray(double[][]::new);
  }

  private static String text(String format, int rows, String... columns) {
    return String.format(Locale.ROOT, format + " in ", rows) + String.join(", ", columns);
  }
}
