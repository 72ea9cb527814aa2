package org.lethe.validation.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lethe.core.distribution.Support;
import org.lethe.core.model.Model;
import org.lethe.core.model.Parameter;
import org.lethe.core.posterior.GaussianPosterior;
import org.lethe.core.posterior.Posterior;
import org.lethe.core.random.Purpose;
import org.lethe.core.random.RandomStream;

/**
 * The marginal densities of the coordinates of θ under several posteriors of one model, one small
 * plot each: exact where a posterior is Gaussian, otherwise a kernel estimate from 4000 draws
 * (Silverman's rule).
 */
public final class Marginals {
  private static final int POINTS = 121;
  private static final int DRAWS = 4000;

  private Marginals() {}

  /** Before, after and retrained, for at most so many coordinates, the first ones. */
  public static List<Plot> of(
      Posterior original, Posterior forgotten, Posterior retrained, int atMost) {
    Map<String, Posterior> named = new LinkedHashMap<>();
    named.put("forgotten", forgotten);
    named.put("retrained", retrained);
    named.put("original", original);
    return of(named, atMost);
  }

  /** Of any posteriors of one model, by name in order. */
  public static List<Plot> of(Map<String, Posterior> posteriors, int atMost) {
    Model model = posteriors.values().iterator().next().model();
    List<String> names = names(model);
    Map<String, List<Marginal>> marginals = new LinkedHashMap<>();
    posteriors.forEach((name, posterior) -> marginals.put(name, marginals(posterior)));
    List<Plot> plots = new ArrayList<>();
    for (int j = 0; j < Math.min(atMost, names.size()); j++) {
      plots.add(plot(names.get(j), j, marginals));
    }
    return plots;
  }

  private static Plot plot(String name, int j, Map<String, List<Marginal>> marginals) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (List<Marginal> of : marginals.values()) {
      low = Math.min(low, of.get(j).mean() - 3.5 * of.get(j).sd());
      high = Math.max(high, of.get(j).mean() + 3.5 * of.get(j).sd());
    }
    double[] x = new double[POINTS];
    for (int i = 0; i < POINTS; i++) {
      x[i] = low + (high - low) * i / (POINTS - 1);
    }
    Plot plot = Plot.of(name, Axis.linear(""), Axis.bare()).size(240, 150);
    for (Map.Entry<String, List<Marginal>> entry : marginals.entrySet()) {
      Marginal marginal = entry.getValue().get(j);
      plot = plot.curve(entry.getKey(), x, Arrays.stream(x).map(marginal::density).toArray());
    }
    return plot;
  }

  private static List<String> names(Model model) {
    List<String> names = new ArrayList<>();
    for (Parameter p : model.parameters()) {
      String name = p.support().equals(Support.REAL) ? p.name() : p.name() + ", unconstrained";
      for (int i = 0; i < p.size(); i++) {
        names.add(p.dims().isEmpty() ? name : name + "[" + i + "]");
      }
    }
    return names;
  }

  private static List<Marginal> marginals(Posterior posterior) {
    List<Marginal> out = new ArrayList<>();
    int d = posterior.model().dimension();
    if (posterior instanceof GaussianPosterior q) {
      for (int j = 0; j < d; j++) {
        out.add(new Marginal(q.mean()[j], q.sd()[j], new double[] {q.mean()[j]}, q.sd()[j]));
      }
      return out;
    }
    double[][] draws = posterior.draw(DRAWS, RandomStream.of(0).at(0, Purpose.FREE + 6));
    for (int j = 0; j < d; j++) {
      int column = j;
      out.add(Marginal.ofDraws(Arrays.stream(draws).mapToDouble(t -> t[column]).toArray()));
    }
    return out;
  }

  /** A mixture of equal Gaussians of one width. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Marginal(double mean, double sd, double[] centres, double width) {
    static Marginal ofDraws(double[] draws) {
      double mean = Arrays.stream(draws).average().orElseThrow();
      double square = Arrays.stream(draws).map(x -> (x - mean) * (x - mean)).sum();
      double sd = Math.sqrt(square / (draws.length - 1));
      return new Marginal(mean, sd, draws, 1.06 * sd * Math.pow(draws.length, -0.2));
    }

    double density(double x) {
      double sum = 0;
      for (double centre : centres) {
        double z = (x - centre) / width;
        sum += Math.exp(-z * z / 2);
      }
      return sum / (centres.length * width * Math.sqrt(2 * Math.PI));
    }
  }
}
