package org.lethe.core.posterior;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.lethe.core.data.Checks;
import org.lethe.core.data.Table;
import org.lethe.core.model.Model;
import org.lethe.core.random.Purpose;
import org.lethe.core.random.RandomStream;

/** Draws of θ, chain after chain. */
public final class Draws implements DrawsPosterior {
  private final Model model;
  private final double[][][] chains;
  private final Optional<double[]> logWeights;
  private final Memo<Summary> summary = new Memo<>(this::summarised);

  private Draws(Model model, double[][][] chains, Optional<double[]> logWeights) {
    this.model = model;
    this.chains = chains;
    this.logWeights = logWeights;
  }

  /**
   * Equally weighted draws.
   *
   * @param draws [chains × draws × d], finite, on the unconstrained scale
   * @throws IllegalArgumentException if there is no draw, chains differ in length, or a draw has
   *     not d finite numbers
   */
  public static Draws of(Model model, double[][][] draws) {
    return new Draws(model, checked(model, draws), Optional.empty());
  }

  /**
   * Weighted draws.
   *
   * @param logWeights log wᵢ up to a constant, chain after chain; −∞ for a draw without weight
   * @throws IllegalArgumentException as {@link #of}, or if the weights are not one for each draw,
   *     below +∞, and somewhere above −∞
   */
  public static Draws weighted(Model model, double[][][] draws, double[] logWeights) {
    double[][][] chains = checked(model, draws);
    int n = chains.length * chains[0].length;
    Checks.that(
        logWeights.length == n,
        "Draws: log weights must be one for each of %d draws, got %d",
        n,
        logWeights.length);
    for (double w : logWeights) {
      Checks.that(
          w < Double.POSITIVE_INFINITY, "Draws: a log weight must be below infinity, got %s", w);
    }
    Checks.that(
        Arrays.stream(logWeights).max().orElseThrow() > Double.NEGATIVE_INFINITY,
        "Draws: at least one draw must have weight, got none");
    return new Draws(model, chains, Optional.of(logWeights.clone()));
  }

  private static double[][][] checked(Model model, double[][][] draws) {
    Checks.that(
        draws.length > 0 && draws[0].length > 0, "Draws: there must be at least one draw, got 0");
    int d = model.dimension();
    double[][][] copy = new double[draws.length][][];
    for (int c = 0; c < draws.length; c++) {
      Checks.that(
          draws[c].length == draws[0].length,
          "Draws: chains must have one length, got %d and %d",
          draws[0].length,
          draws[c].length);
      copy[c] = new double[draws[c].length][];
      for (int i = 0; i < draws[c].length; i++) {
        Checks.that(
            draws[c][i].length == d,
            "Draws: a draw must have the %d numbers of model %s, got %d",
            d,
            model.name(),
            draws[c][i].length);
        for (double v : draws[c][i]) {
          Checks.finite("Draws", "draw", v);
        }
        copy[c][i] = draws[c][i].clone();
      }
    }
    return copy;
  }

  @Override
  public Model model() {
    return model;
  }

  @Override
  public int chains() {
    return chains.length;
  }

  @Override
  public int size() {
    return chains[0].length;
  }

  @Override
  public double[] draw(int chain, int i) {
    return chains[chain][i].clone();
  }

  @Override
  public Optional<double[]> logWeights() {
    return logWeights.map(double[]::clone);
  }

  @Override
  public DrawsPosterior resample(RandomStream random) {
    if (logWeights.isEmpty()) {
      return this;
    }
    double[] below = WeightVector.of(logWeights.get()).cumulative();
    double[][][] out = new double[chains()][size()][];
    double u = random.uniform(0);
    int from = 0;
    for (int k = 0; k < below.length; k++) {
      while (below[from] <= (k + u) / below.length) {
        from++;
      }
      out[k / size()][k % size()] = chains[from / size()][from % size()];
    }
    return new Draws(model, out, Optional.empty());
  }

  @Override
  public DrawsPosterior relabelled() {
    return model.exchangeable().isEmpty()
        ? this
        : Labels.ordered(model, chains).map(c -> new Draws(model, c, logWeights)).orElse(this);
  }

  /** Draws picked at random with replacement, by weight. */
  @Override
  public double[][] draw(int n, RandomStream random) {
    double[] below = weights().cumulative();
    double[][] out = new double[n][];
    for (int i = 0; i < n; i++) {
      int at = Arrays.binarySearch(below, random.uniform(i));
      int k = at < 0 ? -at - 1 : at;
      while (below[k] <= random.uniform(i)) {
        k++;
      }
      out[i] = chains[k / size()][k % size()].clone();
    }
    return out;
  }

  /** Equal ones where none were given. */
  private WeightVector weights() {
    return WeightVector.of(logWeights.orElseGet(() -> new double[chains() * size()]));
  }

  @Override
  public Summary summary() {
    return summary.get();
  }

  private Summary summarised() {
    Optional<WeightVector> weights = logWeights.map(WeightVector::of);
    List<Quantity> lines = new ArrayList<>();
    Quantities.values(model, model.quantities(), all())
        .forEach((name, x) -> lines.add(Quantity.ofChains(name, x, chains(), weights)));
    return new Summary(lines);
  }

  @Override
  public Prediction predict(Table newRows) {
    return Predictive.ofDraws(model, all(), weights(), newRows);
  }

  @Override
  public List<Path> saveCmdStan(Path csv) {
    return CmdStanCsv.write(evenly(), csv, Optional.empty());
  }

  @Override
  public List<Path> saveCmdStan(Path csv, Table data) {
    return CmdStanCsv.write(evenly(), csv, Optional.of(data));
  }

  private Draws evenly() {
    return (Draws) resample(RandomStream.of(0).at(0, Purpose.DRAW));
  }

  /** θ [chains · draws × d], chain after chain; not copied. */
  double[][] all() {
    return Arrays.stream(chains).flatMap(Arrays::stream).toArray(double[][]::new);
  }
}
