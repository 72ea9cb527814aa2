package org.lethe.validation.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.lethe.core.posterior.DrawsPosterior;
import org.lethe.core.posterior.Quantities;

/**
 * What chains look like: traces, which should wander over one range together, and ranks, which
 * should be spread evenly in every chain (Vehtari et al. 2021). One small plot for each of the
 * first quantities.
 */
public final class ChainPlots {
  private static final int POINTS = 250;
  private static final int BINS = 20;

  private ChainPlots() {}

  /** The draws of each chain in order, at most 250 of them, evenly picked. */
  public static List<Plot> traces(DrawsPosterior posterior, int atMost) {
    return plots(posterior, atMost, ChainPlots::trace);
  }

  /**
   * How many of each chain's draws fall into each twentieth of all draws by rank, beside the number
   * that falls there when chains agree.
   */
  public static List<Plot> ranks(DrawsPosterior posterior, int atMost) {
    return plots(posterior, atMost, ChainPlots::rank);
  }

  private static List<Plot> plots(
      DrawsPosterior posterior, int atMost, BiFunction<String, double[][], Plot> draw) {
    int n = posterior.size();
    double[][] theta = new double[posterior.chains() * n][];
    Arrays.setAll(theta, i -> posterior.draw(i / n, i % n));
    Map<String, double[]> values =
        Quantities.values(posterior.model(), posterior.model().quantities(), theta);
    List<Plot> plots = new ArrayList<>();
    values.entrySet().stream()
        .limit(atMost)
        .forEach(
            quantity -> {
              double[][] chains = new double[posterior.chains()][];
              Arrays.setAll(
                  chains, c -> Arrays.copyOfRange(quantity.getValue(), c * n, (c + 1) * n));
              plots.add(draw.apply(quantity.getKey(), chains));
            });
    return plots;
  }

  private static Plot trace(String name, double[][] chains) {
    Plot plot = Plot.of(name, Axis.linear("draw"), Axis.linear("")).size(320, 180);
    for (int c = 0; c < chains.length; c++) {
      double[] chain = chains[c];
      int points = Math.min(POINTS, chain.length);
      double[] at = new double[points];
      Arrays.setAll(at, i -> Math.floor((double) i * chain.length / points));
      double[] y = Arrays.stream(at).map(i -> chain[(int) i]).toArray();
      plot = plot.points(chainName(c), at, y);
    }
    return plot;
  }

  private static Plot rank(String name, double[][] chains) {
    int total = chains.length * chains[0].length;
    double[] centres = new double[BINS];
    Arrays.setAll(centres, b -> (b + 0.5) * total / BINS);
    Plot plot = Plot.of(name, Axis.linear("rank"), Axis.linear("")).size(320, 180);
    int[][] counts = counts(chains, BINS);
    for (int c = 0; c < chains.length; c++) {
      plot = plot.line(chainName(c), centres, Arrays.stream(counts[c]).asDoubleStream().toArray());
    }
    return plot.level("agreement", (double) chains[0].length / BINS);
  }

  private static String chainName(int c) {
    return "chain " + (c + 1);
  }

  /** How many draws of each chain [chains × bins] lie in each part of all draws by rank. */
  static int[][] counts(double[][] chains, int bins) {
    int n = chains[0].length;
    int total = chains.length * n;
    int[] byValue =
        IntStream.range(0, total)
            .boxed()
            .sorted((a, b) -> Double.compare(chains[a / n][a % n], chains[b / n][b % n]))
            .mapToInt(Integer::intValue)
            .toArray();
    int[][] counts = new int[chains.length][bins];
    for (int rank = 0; rank < total; rank++) {
      counts[byValue[rank] / n][(int) ((long) rank * bins / total)]++;
    }
    return counts;
  }
}
