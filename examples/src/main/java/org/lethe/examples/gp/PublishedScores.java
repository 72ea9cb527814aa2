package org.lethe.examples.gp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What somebody published of a program on the same data: means over splits alone, so that
 * differences cannot be paired.
 *
 * @param program its name
 * @param source where the figures stand
 * @param splits how many
 * @param mean over them
 * @param sd over them
 */
record PublishedScores(String program, String source, int splits, Score mean, Score sd) {

  /** All those of a task. */
  static List<PublishedScores> of(Task task) {
    List<PublishedScores> all = new ArrayList<>();
    read().path(task.word()).properties().forEach(e -> all.add(of(e.getKey(), e.getValue())));
    return all;
  }

  private static PublishedScores of(String program, JsonNode node) {
    return new PublishedScores(
        program,
        node.get("source").asText(),
        node.get("splits").asInt(),
        new Score(node.get("error").asDouble(), node.get("logScore").asDouble()),
        new Score(node.get("errorSd").asDouble(), node.get("logScoreSd").asDouble()));
  }

  private static JsonNode read() {
    try {
      return new ObjectMapper().readTree(Task.resource("published.json"));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the resource published.json", e);
    }
  }
}
