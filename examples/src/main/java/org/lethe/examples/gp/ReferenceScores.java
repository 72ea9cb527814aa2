package org.lethe.examples.gp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What another program scored on the same splits; DATA.md says which program, and how it was run.
 *
 * @param program its name
 * @param scores those of the splits from 0
 */
record ReferenceScores(String program, List<Score> scores) {

  ReferenceScores {
    scores = List.copyOf(scores);
  }

  /** All those of a task. */
  static List<ReferenceScores> of(Task task) {
    JsonNode programs = read().path(task.word());
    List<ReferenceScores> all = new ArrayList<>();
    programs
        .properties()
        .forEach(e -> all.add(new ReferenceScores(e.getKey(), scores(e.getValue()))));
    return all;
  }

  private static List<Score> scores(JsonNode program) {
    List<Score> scores = new ArrayList<>();
    for (int s = 0; s < program.get("error").size(); s++) {
      scores.add(
          new Score(
              program.get("error").get(s).asDouble(), program.get("logScore").get(s).asDouble()));
    }
    return scores;
  }

  private static JsonNode read() {
    try {
      return new ObjectMapper().readTree(Task.resource("scores.json"));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the resource scores.json", e);
    }
  }
}
