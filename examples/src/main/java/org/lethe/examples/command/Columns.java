package org.lethe.examples.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.lethe.core.data.DataException;
import org.lethe.core.data.Schema;
import org.lethe.core.data.Table;
import org.lethe.core.model.Regression;
import org.lethe.examples.text.Words;
import picocli.CommandLine.Option;

/** Which column of the file plays which part. */
final class Columns {
  @Option(
      names = "--target",
      paramLabel = "COL",
      required = true,
      description = "The column to explain.")
  private String target = "";

  @Option(
      names = "--id",
      paramLabel = "COL",
      defaultValue = "id",
      description = "The column that tells the rows apart (default id).")
  private String id = "";

  @Option(
      names = "--features",
      paramLabel = "COL",
      split = ",",
      description = "The columns to explain it by (default: all that play no other part).")
  private String[] features = {};

  @Option(
      names = "--category",
      paramLabel = "COL",
      split = ",",
      description = "Features that hold labels; all others hold numbers.")
  private String[] category = {};

  @Option(
      names = "--ignore",
      paramLabel = "COL",
      split = ",",
      description = "Columns to leave out.")
  private String[] ignore = {};

  @Option(
      names = "--offset",
      paramLabel = "COL",
      description = "A column that is added to the linear predictor as it stands.")
  private Optional<String> offset = Optional.empty();

  @Option(
      names = "--weights",
      paramLabel = "COL",
      description = "A column of row weights, 0 or more.")
  private Optional<String> weights = Optional.empty();

  @Option(
      names = "--standardise",
      description =
          "Read number features as (x - mean)/sd. Mean and sd remember the rows that they "
              + "came from, so a certificate lists them as an open channel.")
  private boolean standardise;

  /** Reads the file once and freezes what it says. */
  Schema schema(Path csv, ModelKind kind) {
    List<String> header = Table.header(csv);
    requireIn(csv, header, "--id", id);
    Arrays.stream(ignore).forEach(column -> requireIn(csv, header, "--ignore", column));
    requireOnePartEach();
    List<String> explaining = features(header);
    for (String column : category) {
      if (!explaining.contains(column)) {
        requireIn(csv, header, "--category", column);
        throw new BadInputException(
            "--category: '" + column + "' is no feature here; the features are " + explaining);
      }
    }
    Set<String> labels = Set.of(category);
    Schema.Builder builder = Schema.id(id);
    for (String column : explaining) {
      builder =
          labels.contains(column)
              ? builder.category(column)
              : standardise ? builder.standardised(column) : builder.number(column);
    }
    for (String column : others()) {
      builder = builder.number(column);
    }
    return learn(kind.target(builder, target), csv);
  }

  /** The regression of the target on the features, with offset and weights. */
  Regression regression(ModelKind kind, Schema schema, Path csv) {
    Regression regression =
        kind.regression(schema, target)
            .features(features(Table.header(csv)).toArray(new String[0]));
    if (offset.isPresent()) {
      regression = regression.offset(offset.get());
    }
    if (weights.isPresent()) {
      regression = regression.weights(weights.get());
    }
    return regression;
  }

  String target() {
    return target;
  }

  private void requireOnePartEach() {
    Map<String, String> parts = new HashMap<>(Map.of(target, "--target"));
    play(parts, id, "--id");
    offset.ifPresent(column -> play(parts, column, "--offset"));
    weights.ifPresent(column -> play(parts, column, "--weights"));
    Arrays.stream(features).forEach(column -> play(parts, column, "--features"));
    Arrays.stream(ignore).forEach(column -> play(parts, column, "--ignore"));
  }

  private static void play(Map<String, String> parts, String column, String option) {
    String other = parts.put(column, option);
    if (other != null) {
      throw new BadInputException(
          other.equals(option)
              ? option + ": column '" + column + "' is named twice"
              : "column '" + column + "' cannot be both " + other + " and " + option);
    }
  }

  private List<String> features(List<String> header) {
    List<String> chosen = new ArrayList<>(features.length > 0 ? List.of(features) : header);
    if (features.length == 0) {
      chosen.removeIf(String::isEmpty);
      chosen.remove(id);
      chosen.remove(target);
      chosen.removeAll(others());
      chosen.removeAll(List.of(ignore));
    }
    if (chosen.isEmpty()) {
      throw new BadInputException("no column is left to explain '" + target + "' by");
    }
    return chosen;
  }

  private List<String> others() {
    LinkedHashSet<String> others = new LinkedHashSet<>();
    offset.ifPresent(others::add);
    weights.ifPresent(others::add);
    return List.copyOf(others);
  }

  private Schema learn(Schema.Builder builder, Path csv) {
    try {
      return builder.learn(csv);
    } catch (DataException e) {
      String hint = "; declare it a category if it holds labels";
      String message = String.valueOf(e.getMessage());
      throw message.endsWith(hint)
          ? new BadInputException(
              message.replace(
                  hint, "; if the column holds labels, say --category COL or --ignore COL"),
              e)
          : e;
    }
  }

  private static void requireIn(Path csv, List<String> header, String option, String column) {
    if (!header.contains(column)) {
      throw new BadInputException(
          csv + " has no column '" + column + "' (" + option + "); it has " + Words.list(header));
    }
  }
}
