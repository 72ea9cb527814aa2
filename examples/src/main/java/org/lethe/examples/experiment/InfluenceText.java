package org.lethe.examples.experiment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.lethe.examples.text.TextTable;
import org.lethe.examples.text.Words;
import org.lethe.validation.divergence.Interval;

/**
 * The influence experiment beside its reference numbers.
 *
 * @param results one for each scenario
 * @param seeds over so many data sets they are medians
 */
public record InfluenceText(List<InfluenceResult> results, int seeds) {

  public InfluenceText {
    results = List.copyOf(results);
  }

  /** Whether every claim was found again. */
  public boolean holds() {
    return claims().stream().allMatch(Claim::holds);
  }

  private List<Claim> claims() {
    return results.stream().flatMap(result -> result.claims().stream()).toList();
  }

  @Override
  public String toString() {
    List<String> headings = new ArrayList<>(List.of("KL to a retrain, nats"));
    for (InfluenceResult result : results) {
      headings.add(result.scenario().toString());
      headings.add("reference");
    }
    TextTable table = TextTable.of(headings.toArray(new String[0]));
    for (int k = 0; k < InfluenceResult.METHODS.size(); k++) {
      List<String> cells = new ArrayList<>(List.of(InfluenceResult.METHODS.get(k)));
      for (InfluenceResult result : results) {
        cells.add(Words.number(result.kl().get(k)));
        cells.add(Words.number(result.scenario().published().get(k)));
      }
      table.row(cells.toArray(new String[0]));
    }
    return "Erasing rows of a Bayesian logistic regression by influence, medians over "
        + Words.count(seeds, "data set")
        + "\n\n"
        + table
        + "\n"
        + ratios()
        + "\n"
        + verdict();
  }

  private String ratios() {
    return results.stream()
        .map(
            r ->
                r.scenario()
                    + ": second order is nearer than a translation by a factor of "
                    + r.factor()
                    + " (reference "
                    + Words.number(r.scenario().ratio())
                    + ")\n")
        .collect(Collectors.joining());
  }

  private String verdict() {
    List<Claim> all = claims();
    List<Claim> broken = all.stream().filter(claim -> !claim.holds()).toList();
    return broken.isEmpty()
        ? "All " + all.size() + " claims were found again.\n"
        : broken.size()
            + " of "
            + all.size()
            + " claims were NOT found again:\n"
            + broken.stream()
                .map(claim -> "  " + claim.words() + ": " + claim.found() + "\n")
                .collect(Collectors.joining());
  }

  /** As JSON in UTF-8. */
  public byte[] json() {
    ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    ObjectNode root = mapper.createObjectNode();
    root.put("seeds", seeds);
    ArrayNode lines = root.putArray("scenarios");
    for (InfluenceResult result : results) {
      ObjectNode line = lines.addObject();
      line.put("rows", result.scenario().rows());
      line.put("columns", result.scenario().columns());
      line.put("erased", result.scenario().erased());
      line.put("systematic", result.scenario().systematic());
      ObjectNode nearer = line.putObject("secondOrderNearerThanTranslation");
      nearer.put("median", result.nearer().value());
      if (result.ratios().size() > 1) {
        Interval interval = result.nearer().interval();
        nearer.put("low", interval.low());
        nearer.put("high", interval.high());
        nearer.put("level", interval.level());
      }
      nearer.put("reference", result.scenario().ratio());
      result.ratios().forEach(nearer.putArray("each")::add);
      ArrayNode methods = line.putArray("methods");
      for (int k = 0; k < InfluenceResult.METHODS.size(); k++) {
        ObjectNode method = methods.addObject();
        method.put("name", InfluenceResult.METHODS.get(k));
        method.put("kl", result.kl().get(k));
        method.put("reference", result.scenario().published().get(k));
        method.put("rowGradients", result.cost().get(k).rowGradients());
        method.put("rowHessianProducts", result.cost().get(k).rowHessianProducts());
      }
    }
    try {
      return mapper.writeValueAsBytes(root);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
