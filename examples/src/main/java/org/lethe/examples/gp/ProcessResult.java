package org.lethe.examples.gp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.lethe.core.posterior.Verdict;
import org.lethe.examples.text.TextTable;
import org.lethe.examples.text.Words;

/**
 * Scores of a sparse process on several splits, beside those of others on the same splits.
 *
 * @param task which data
 * @param verdicts of the fits
 * @param scores by who scored, the sparse process first; one a split
 */
public record ProcessResult(Task task, List<Verdict> verdicts, Map<String, List<Score>> scores) {
  private static final String SPARSE = "sparse";
  private static final String EXACT = "exact, same hyperparameters";

  /**
   * One split.
   *
   * @param exact that of the exact process with the same hyperparameters
   */
  record Trial(Score sparse, Optional<Score> exact, Verdict verdict) {}

  static ProcessResult of(Task task, List<Trial> trials) {
    Map<String, List<Score>> scores = new LinkedHashMap<>();
    scores.put(SPARSE, trials.stream().map(Trial::sparse).toList());
    if (task.isRegression()) {
      scores.put(EXACT, trials.stream().map(trial -> trial.exact().orElseThrow()).toList());
    }
    for (ReferenceScores other : ReferenceScores.of(task)) {
      scores.put(other.program(), other.scores().subList(0, trials.size()));
    }
    return new ProcessResult(task, trials.stream().map(Trial::verdict).toList(), scores);
  }

  /** What must hold: no worse than any other. */
  List<Against> comparisons() {
    List<Score> sparse = sparse();
    List<Against> all = new ArrayList<>();
    scores.forEach(
        (who, theirs) -> {
          if (!who.equals(SPARSE)) {
            all.add(Against.error(who, sparse, theirs));
            all.add(Against.logScore(who, sparse, theirs));
          }
        });
    for (PublishedScores other : PublishedScores.of(task)) {
      all.add(Against.error(sparse, other));
      all.add(Against.logScore(sparse, other));
    }
    return all;
  }

  /** Those of the sparse process. */
  List<Score> sparse() {
    return scores.getOrDefault(SPARSE, List.of());
  }

  /** Whether it is no worse than any other. */
  public boolean holds() {
    return comparisons().stream().allMatch(Against::holds);
  }

  /** As JSON. */
  public JsonNode json() {
    ObjectNode root = new ObjectMapper().createObjectNode();
    root.put("task", task.word());
    scores.forEach(
        (who, theirs) -> {
          ObjectNode one = root.withObject("/scores").putObject(who);
          theirs.forEach(score -> one.withArray("error").add(score.error()));
          theirs.forEach(score -> one.withArray("logScore").add(score.logScore()));
        });
    for (PublishedScores other : PublishedScores.of(task)) {
      root.withObject("/published")
          .putObject(other.program())
          .put("source", other.source())
          .put("splits", other.splits())
          .put("error", other.mean().error())
          .put("errorSd", other.sd().error())
          .put("logScore", other.mean().logScore())
          .put("logScoreSd", other.sd().logScore());
    }
    for (Against one : comparisons()) {
      root.withArray("comparisons")
          .addObject()
          .put("with", one.other())
          .put("worse", one.worse())
          .put("standardError", one.standardError())
          .put("holds", one.holds());
    }
    verdicts.forEach(verdict -> root.withArray("verdicts").add(verdict.level().name()));
    return root;
  }

  @Override
  public String toString() {
    int splits = verdicts.size();
    TextTable table =
        TextTable.of(
            task.word(), task.isRegression() ? "RMSE" : "error", "±", "log likelihood", "±");
    scores.forEach(
        (who, theirs) ->
            table.row(
                who,
                Words.number(mean(theirs, Score::error)),
                Words.number(standardError(theirs, Score::error)),
                Words.number(mean(theirs, Score::logScore)),
                Words.number(standardError(theirs, Score::logScore))));
    List<PublishedScores> published = PublishedScores.of(task);
    for (PublishedScores other : published) {
      double root = Math.sqrt(other.splits());
      table.row(
          other.program(),
          Words.number(other.mean().error()),
          Words.number(other.sd().error() / root),
          Words.number(other.mean().logScore()),
          Words.number(other.sd().logScore() / root));
    }
    long trusted = verdicts.stream().filter(Verdict::isTrusted).count();
    return table
        + "\n"
        + "Means over "
        + splits
        + " splits, "
        + task.trained()
        + " rows learned by "
        + task.inducing()
        + " inducing inputs, the others judged; ± one standard error. "
        + trusted
        + " fits TRUSTED.\n"
        + published.stream()
            .map(other -> other.program() + ": " + other.source() + "\n")
            .collect(Collectors.joining())
        + comparisons().stream().map(c -> c + "\n").collect(Collectors.joining());
  }

  private static double mean(List<Score> scores, ToDoubleFunction<Score> of) {
    return scores.stream().mapToDouble(of).average().orElseThrow();
  }

  private static double standardError(List<Score> scores, ToDoubleFunction<Score> of) {
    double mean = mean(scores, of);
    int n = scores.size();
    double squares =
        scores.stream().mapToDouble(of).map(v -> (v - mean) * (v - mean)).sum() / (n - 1);
    return Math.sqrt(squares / n);
  }
}
