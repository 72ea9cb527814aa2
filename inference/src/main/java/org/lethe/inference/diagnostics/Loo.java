package org.lethe.inference.diagnostics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.lethe.core.data.DataException;
import org.lethe.core.data.Table;
import org.lethe.core.expr.Device;
import org.lethe.core.posterior.DrawsPosterior;

/**
 * Leave-one-out cross-validation from draws of the full posterior (Vehtari, Gelman and Gabry 2017):
 * the draws are weighed by 1/p(yᵢ | θ), the weights smoothed by {@link Psis}, and
 *
 * <pre>elpdᵢ = log Σₛ wₛ p(yᵢ | θₛ) / Σₛ wₛ,   elpd = Σᵢ elpdᵢ,
 * p = Σᵢ log mean p(yᵢ | θₛ) − elpd,   se = √(n Var elpdᵢ).</pre>
 *
 * <p>k̂ᵢ says how far row i may be believed; above 0.7 its elpdᵢ is not to be relied on, since the
 * posterior without the row lies too far from the one with it.
 *
 * @param elpd log predictive density of each row under the posterior without it [n], in nats
 * @param khat Pareto shape of each row's weights [n]
 * @param lppd log predictive density of each row under the whole posterior [n], in nats
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Loo(double[] elpd, double[] khat, double[] lppd) {

  /** Copies the arrays. */
  public Loo {
    elpd = elpd.clone();
    khat = khat.clone();
    lppd = lppd.clone();
  }

  /**
   * Of every row of the data that the posterior was drawn from.
   *
   * @throws DataException where there are no rows, or not those that the model reads
   * @throws IllegalArgumentException where there are fewer than 25 draws
   */
  public static Loo of(DrawsPosterior posterior, Table rows, Device device) {
    if (rows.size() == 0) {
      throw new DataException(
          "Loo: the table for model " + posterior.model().name() + " must have rows, got 0");
    }
    int n = rows.size();
    int draws = posterior.chains() * posterior.size();
    double[] own = posterior.logWeights().orElseGet(() -> new double[draws]);
    double ownSum = logSum(own);
    Loo loo = new Loo(new double[n], new double[n], new double[n]);
    double[] ratios = new double[draws];
    double[] terms = new double[draws];
    RowLogLikelihood.visit(
        posterior,
        rows,
        device,
        (row, logLikelihood) -> {
          for (int s = 0; s < draws; s++) {
            ratios[s] = own[s] - logLikelihood[s];
            terms[s] = own[s] + logLikelihood[s];
          }
          loo.lppd[row] = logSum(terms) - ownSum;
          Psis psis = Psis.of(ratios);
          double[] weights = psis.logWeights();
          for (int s = 0; s < draws; s++) {
            terms[s] = weights[s] + logLikelihood[s];
          }
          loo.elpd[row] = logSum(terms);
          loo.khat[row] = psis.khat();
        });
    return loo;
  }

  @Override
  public double[] elpd() {
    return elpd.clone();
  }

  @Override
  public double[] khat() {
    return khat.clone();
  }

  @Override
  public double[] lppd() {
    return lppd.clone();
  }

  /** Σ elpdᵢ, in nats: the higher, the better new rows are predicted. */
  public double total() {
    return Arrays.stream(elpd).sum();
  }

  /** The standard error of {@link #total} over other samples of rows; NaN for a single row. */
  public double standardError() {
    double mean = total() / elpd.length;
    double squares = Arrays.stream(elpd).map(e -> (e - mean) * (e - mean)).sum();
    return Math.sqrt(elpd.length * squares / (elpd.length - 1));
  }

  /** The effective number of parameters. */
  public double parameters() {
    return Arrays.stream(lppd).sum() - total();
  }

  /** Positions of the rows whose k̂ exceeds 0.7. */
  public int[] unreliable() {
    List<Integer> out = new ArrayList<>();
    for (int i = 0; i < khat.length; i++) {
      if (khat[i] > Psis.RELIABLE) {
        out.add(i);
      }
    }
    return out.stream().mapToInt(Integer::intValue).toArray();
  }

  /** What speaks against the estimate, in words; empty where nothing does. */
  public List<String> warnings() {
    int bad = unreliable().length;
    return bad == 0
        ? List.of()
        : List.of(
            String.format(
                Locale.ROOT,
                "the Pareto k of %d of %d rows is above %s, %.2f at most: leave these rows out and"
                    + " sample again to know their density",
                bad,
                khat.length,
                Psis.RELIABLE,
                Arrays.stream(khat).max().orElseThrow()));
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "elpd %.2f, standard error %.2f, effective parameters %.2f%s",
        total(),
        standardError(),
        parameters(),
        warnings().isEmpty() ? "" : "; " + warnings().get(0));
  }

  private static double logSum(double[] logs) {
    double top = Double.NEGATIVE_INFINITY;
    for (double v : logs) {
      top = Math.max(top, v);
    }
    double sum = 0;
    for (double v : logs) {
      sum += Math.exp(v - top);
    }
    return top + Math.log(sum);
  }
}
