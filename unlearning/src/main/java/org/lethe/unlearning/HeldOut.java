package org.lethe.unlearning;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.lethe.core.data.Checks;
import org.lethe.core.data.Table;
import org.lethe.core.posterior.Fit;
import org.lethe.core.posterior.Posterior;

/**
 * A choice of λ without a retrain, by rows that stay and that forgetting does not use: the smallest
 * λ whose result is trusted and still predicts these rows as the original did, that is, whose mean
 * log p(y | x) lies at most one standard error of the original's below it (the one-standard-error
 * rule of Breiman, Friedman, Olshen and Stone, 1984). The smaller λ, the more is forgotten; what
 * the rule guards against is a λ so small that the rest suffers. Held out they are from forgetting;
 * the original may have been trained on them, and then predicts them better than new rows.
 *
 * <p>It does not see how much is forgotten. Where only a large λ is trusted, which lets hardly
 * anything act, that is what it chooses, and the result may be where the original was. A mass
 * ({@link Gate.Mass}) fixes λ before anything is known of the result; prefer it where rows are many
 * enough to move the posterior, and read the verdict.
 *
 * @param rows that stay
 * @param logScore mean log p(y | x) of the original, in nats a row
 * @param standardError of that mean over the rows
 */
public record HeldOut(Table rows, double logScore, double standardError) {

  /**
   * A result at some λ.
   *
   * @param lambda of the gate
   * @param fit what forgetting gave
   */
  public record Candidate<P extends Posterior>(double lambda, Fit<P> fit) {}

  /**
   * What the original makes of rows that stay.
   *
   * @param original the posterior that is forgotten from
   * @param rows at least two, none of them forgotten
   */
  public static HeldOut of(Posterior original, Table rows) {
    int n = rows.size();
    Checks.that(n >= 2, "HeldOut: rows must be at least 2, got %d", n);
    double[] log = original.predict(rows).logScore();
    double mean = Arrays.stream(log).average().orElseThrow();
    double squares = Arrays.stream(log).map(v -> (v - mean) * (v - mean)).sum();
    return new HeldOut(rows, mean, Math.sqrt(squares / (n - 1) / n));
  }

  /** Whether a posterior still predicts the rows to one standard error. */
  public boolean keeps(Posterior edited) {
    double mean = Arrays.stream(edited.predict(rows).logScore()).average().orElseThrow();
    return mean >= logScore - standardError;
  }

  /** The candidate of the smallest λ that is trusted and keeps the rows; empty where none does. */
  public <P extends Posterior> Optional<Candidate<P>> choose(List<Candidate<P>> candidates) {
    return candidates.stream()
        .filter(candidate -> candidate.fit().verdict().isTrusted())
        .sorted(Comparator.comparingDouble(Candidate::lambda))
        .filter(candidate -> keeps(candidate.fit().posterior()))
        .findFirst();
  }
}
