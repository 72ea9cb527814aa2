package org.lethe.examples.gp;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;
import org.lethe.examples.text.Words;

/**
 * How much worse one is than another: the mean of the paired differences on the same splits and its
 * standard error, or, where of the other only mean and standard deviation are known, the difference
 * of the means, whose squared errors add. It counts as worse by more than two standard errors, and
 * by more than the third decimal, in which such figures are stated.
 *
 * @param other whom it is compared with
 * @param worse by how much, in the mean; negative where it is better
 * @param standardError of that mean
 */
record Against(String other, double worse, double standardError) {
  private static final double THIRD_DECIMAL = 5e-4;

  /** By the error. */
  static Against error(String other, List<Score> ours, List<Score> theirs) {
    return of(other + ", error", ours, theirs, Score::error);
  }

  /** By the log score. */
  static Against logScore(String other, List<Score> ours, List<Score> theirs) {
    return of(other + ", log likelihood", ours, theirs, score -> -score.logScore());
  }

  /** By the error. */
  static Against error(List<Score> ours, PublishedScores theirs) {
    return of(theirs.program() + ", error", ours, theirs, Score::error);
  }

  /** By the log score. */
  static Against logScore(List<Score> ours, PublishedScores theirs) {
    return of(theirs.program() + ", log likelihood", ours, theirs, score -> -score.logScore());
  }

  private static Against of(
      String other, List<Score> ours, PublishedScores theirs, ToDoubleFunction<Score> loss) {
    SummaryStatistics own = new SummaryStatistics();
    ours.forEach(score -> own.addValue(loss.applyAsDouble(score)));
    double sd = loss.applyAsDouble(theirs.sd());
    return new Against(
        other,
        own.getMean() - loss.applyAsDouble(theirs.mean()),
        Math.sqrt(own.getVariance() / own.getN() + sd * sd / theirs.splits()));
  }

  private static Against of(
      String other, List<Score> ours, List<Score> theirs, ToDoubleFunction<Score> loss) {
    double[] apart =
        IntStream.range(0, ours.size())
            .mapToDouble(s -> loss.applyAsDouble(ours.get(s)) - loss.applyAsDouble(theirs.get(s)))
            .toArray();
    double mean = Arrays.stream(apart).average().orElseThrow();
    double squares = Arrays.stream(apart).map(d -> (d - mean) * (d - mean)).sum();
    int n = apart.length;
    return new Against(other, mean, Math.sqrt(squares / (n - 1) / n));
  }

  boolean holds() {
    return worse <= Math.max(2 * standardError, THIRD_DECIMAL);
  }

  @Override
  public String toString() {
    return "no worse than "
        + other
        + ": "
        + (holds() ? "yes" : "NO")
        + " (worse by "
        + Words.number(worse)
        + ", standard error "
        + Words.number(standardError)
        + ")";
  }
}
