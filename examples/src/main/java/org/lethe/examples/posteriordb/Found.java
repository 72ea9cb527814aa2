package org.lethe.examples.posteriordb;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.lethe.core.posterior.Chains;
import org.lethe.core.posterior.DrawsPosterior;
import org.lethe.core.posterior.Quantities;
import org.lethe.inference.hmc.NutsResult;

/**
 * What NUTS found of one posterior, beside its reference.
 *
 * @param posterior its name
 * @param seed of the run
 * @param lines one a quantity of the reference
 * @param draws of all chains, each the end of a trajectory
 * @param divergences how many trajectories diverged
 * @param seconds it took
 */
public record Found(
    String posterior, long seed, List<Line> lines, int draws, int divergences, double seconds) {

  private static final double ERRORS = 4;
  private static final double LARGEST_RHAT = 1.01;

  /** Copies the lines. */
  public Found {
    lines = List.copyOf(lines);
  }

  /**
   * A quantity.
   *
   * @param name as in the reference
   * @param mean found
   * @param sd found
   * @param referenceMean to be found
   * @param referenceSd to be found
   * @param meanErrors distance of the means in √(MCSE² + MCSE_ref²)
   * @param sdErrors distance of the sds in the same way
   * @param rHat rank-normalised split R̂
   * @param bulkEss effective draws
   */
  public record Line(
      String name,
      double mean,
      double sd,
      double referenceMean,
      double referenceSd,
      double meanErrors,
      double sdErrors,
      double rHat,
      double bulkEss) {

    /** Whether mean and sd are within four standard errors and R̂ is below 1.01. */
    public boolean holds() {
      return Math.abs(meanErrors) <= ERRORS && Math.abs(sdErrors) <= ERRORS && rHat < LARGEST_RHAT;
    }

    private static Line of(
        String name, double[] draws, int chains, Reference.Moments reference, int references) {
      int n = draws.length / chains;
      double[][] cut = new double[chains][n];
      for (int c = 0; c < chains; c++) {
        System.arraycopy(draws, c * n, cut[c], 0, n);
      }
      Chains x = Chains.of(cut);
      double mean = 0;
      for (double v : draws) {
        mean += v / draws.length;
      }
      double second = 0;
      double fourth = 0;
      for (double v : draws) {
        double square = (v - mean) * (v - mean);
        second += square / draws.length;
        fourth += square * square / draws.length;
      }
      double sd = Math.sqrt(second);
      double kurtosis = fourth / (second * second);
      double meanError = Math.hypot(x.mcseMean(), reference.sd() / Math.sqrt(references));
      double sdError =
          Math.hypot(x.mcseSd(), reference.sd() * Math.sqrt((kurtosis - 1) / (4.0 * references)));
      return new Line(
          name,
          mean,
          sd,
          reference.mean(),
          reference.sd(),
          (mean - reference.mean()) / meanError,
          (sd - reference.sd()) / sdError,
          x.rHat(),
          x.bulkEss());
    }
  }

  /** Whether every quantity was found. */
  public boolean holds() {
    return lines.stream().allMatch(Line::holds);
  }

  static Found of(Case posterior, long seed, NutsResult result) {
    DrawsPosterior draws = result.fit().posterior();
    double[][] all = new double[draws.chains() * draws.size()][];
    for (int i = 0; i < all.length; i++) {
      all[i] = draws.draw(i / draws.size(), i % draws.size());
    }
    Map<String, double[]> values =
        Quantities.values(posterior.model(), posterior.model().quantities(), all);
    List<Line> lines = new ArrayList<>();
    values.forEach(
        (name, x) -> {
          Reference.Moments moments = posterior.reference().moments().get(countedFromOne(name));
          if (moments != null) {
            int references = posterior.reference().draws();
            lines.add(Line.of(countedFromOne(name), x, draws.chains(), moments, references));
          }
        });
    if (lines.size() != posterior.reference().moments().size()) {
      throw new IllegalStateException(
          posterior.reference().name() + " has quantities that the model does not name");
    }
    return new Found(
        posterior.reference().name(),
        seed,
        lines,
        all.length,
        result.divergences(),
        result.fit().cost().seconds());
  }

  /** {@code theta[0]} is {@code theta[1]} in Stan. */
  private static String countedFromOne(String name) {
    int bracket = name.indexOf('[');
    if (bracket < 0) {
      return name;
    }
    int index = Integer.parseInt(name.substring(bracket + 1, name.length() - 1));
    return name.substring(0, bracket) + "[" + (index + 1) + "]";
  }
}
