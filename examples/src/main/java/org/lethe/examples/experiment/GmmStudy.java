package org.lethe.examples.experiment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.lethe.core.posterior.Cost;
import org.lethe.examples.text.TextTable;
import org.lethe.examples.text.Words;
import org.lethe.inference.run.Run;

/**
 * The experiment over several data seeds.
 *
 * @param results one a seed
 */
public record GmmStudy(List<GmmResult> results) {

  /** Copies the results. */
  public GmmStudy {
    results = List.copyOf(results);
  }

  /** Carries it out at data seeds from that of the run on. */
  public static GmmStudy of(
      String engine, GmmMethod method, int rows, int erased, int seeds, Run run) {
    List<GmmResult> results = new ArrayList<>();
    for (int i = 0; i < seeds; i++) {
      long seed = run.seed() + i;
      results.add(new GmmExperiment(engine, method, rows, erased, seed, run).result());
    }
    return new GmmStudy(results);
  }

  private double median(ToDoubleFunction<GmmResult.Distance> of) {
    return median(results, r -> of.applyAsDouble(r.distance()));
  }

  private static double median(List<GmmResult> some, ToDoubleFunction<GmmResult> of) {
    double[] sorted = some.stream().mapToDouble(of).filter(Double::isFinite).sorted().toArray();
    int n = sorted.length;
    return n == 0 ? Double.NaN : (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
  }

  private List<GmmResult> refused() {
    return results.stream().filter(r -> r.refused().isPresent()).toList();
  }

  private List<GmmResult> far() {
    return results.stream()
        .filter(r -> r.refused().isEmpty() && !r.distance().forgottenHolds())
        .toList();
  }

  private List<GmmResult> powerless() {
    return results.stream().filter(r -> r.refused().isEmpty() && !r.distance().hasPower()).toList();
  }

  /**
   * Whether the medians are as they should be, and every seed that was not refused, where to do
   * nothing would not have been good enough.
   */
  public boolean holds() {
    return influenceHolds() && far().isEmpty() && powerless().isEmpty();
  }

  /** Refused seeds count as far as the original is. */
  private boolean influenceHolds() {
    return median(GmmStudy::influence) < median(GmmResult.Distance::origin) / 3;
  }

  private static double influence(GmmResult.Distance d) {
    return Double.isNaN(d.influenceOnly()) ? d.origin() : d.influenceOnly();
  }

  @Override
  public String toString() {
    GmmResult.Setting s = results.get(0).setting();
    TextTable table =
        TextTable.of(
            "seed", "origin", "method", "chain", "both", "equal cost", "retrains", "allowed", "");
    for (GmmResult r : results) {
      GmmResult.Distance d = r.distance();
      table.row(
          Long.toString(r.setting().seed()),
          Words.number(d.origin()),
          Words.number(d.influenceOnly()),
          Words.number(d.chainOnly()),
          Words.number(d.forgotten()),
          Words.number(d.equalRetrain()),
          Words.number(d.retrainToRetrain()),
          Words.number(d.allowed()),
          remarks(r));
    }
    table.row(
        "median",
        Words.number(median(GmmResult.Distance::origin)),
        Words.number(median(GmmResult.Distance::influenceOnly)),
        Words.number(median(GmmResult.Distance::chainOnly)),
        Words.number(median(GmmResult.Distance::forgotten)),
        Words.number(median(GmmResult.Distance::equalRetrain)),
        Words.number(median(GmmResult.Distance::retrainToRetrain)),
        Words.number(median(GmmResult.Distance::allowed)),
        "");
    return String.format(
            Locale.ROOT,
            "Forgetting %d of %d rows of a mixture by %s from %s, over %s: distance to the"
                + " retrain%n%n",
            s.erased(),
            s.rows(),
            s.method(),
            s.engine(),
            Words.count(results.size(), "data seed"))
        + table
        + "\n"
        + sentences();
  }

  private static String remarks(GmmResult r) {
    List<String> remarks = new ArrayList<>();
    r.refused().ifPresent(why -> remarks.add("refused"));
    if (r.refused().isEmpty() && r.refusals() > 0) {
      remarks.add("chunks of " + r.chunk());
    }
    if (r.modeChanged()) {
      remarks.add("mode changed");
    }
    if (r.chainsElsewhere() > 0) {
      remarks.add(Words.count(r.chainsElsewhere(), "chain") + " elsewhere");
    }
    return String.join(", ", remarks);
  }

  private String sentences() {
    StringBuilder text = new StringBuilder();
    text.append("The method alone, refused seeds counted as untouched: its median is ")
        .append(influenceHolds() ? "below" : "NOT below")
        .append(" a third of the original's.\n");
    text.append("With the chain, ")
        .append(far().isEmpty() ? "no seed is" : "seeds " + seeds(far()) + " are")
        .append(" farther from the retrain than allowed.\n");
    for (GmmResult r : far()) {
      text.append("Seed ").append(r.setting().seed()).append(" is too far; ").append(why(r));
    }
    if (!powerless().isEmpty()) {
      text.append("At seeds ")
          .append(seeds(powerless()))
          .append(" that tells NOTHING: the untouched original is within that distance too.\n");
    }
    long chain =
        results.stream().filter(r -> r.distance().chainOnly() <= r.distance().allowed()).count();
    text.append("The chain alone, without the method, is within that distance in ")
        .append(chain)
        .append(" of ")
        .append(results.size())
        .append(".\n");
    List<GmmResult> same =
        results.stream().filter(r -> r.distance().influenceMadeNoDifference()).toList();
    if (!same.isEmpty()) {
      text.append("At seeds ")
          .append(seeds(same))
          .append(" the chain has forgotten where it began: with the method and without it ends at")
          .append(" one distance, so the method made no difference.\n");
    }
    for (GmmResult r : refused()) {
      text.append("Seed ")
          .append(r.setting().seed())
          .append(" was refused: ")
          .append(r.refused().orElse(""))
          .append('\n');
    }
    text.append(costs());
    long cheaper = results.stream().filter(r -> !r.retrainInstead()).count();
    text.append("Cheaper than a retrain, in gradients and in seconds: ")
        .append(cheaper)
        .append(" of ")
        .append(results.size())
        .append(".\n");
    return text.toString();
  }

  private static String why(GmmResult r) {
    return r.verdict().isTrusted()
        ? "its verdicts found nothing: the rows that stay may hold more modes than one.\n"
        : "its verdicts: " + String.join("; ", r.verdict().reasons()) + ".\n";
  }

  /** Medians over the seeds that were not refused. */
  private String costs() {
    List<GmmResult> done = results.stream().filter(r -> r.refused().isEmpty()).toList();
    return "\n"
        + TextTable.of("median cost", "seconds", "row gradients", "row Hessian products")
            .row(cells("curvature kept with the fit", done, GmmResult.Costs::curvature))
            .row(cells("the method alone", done, GmmResult.Costs::influence))
            .row(cells("forget: with the chain", done, GmmResult.Costs::forget))
            .row(cells("retrain", done, GmmResult.Costs::retrain))
        + "\n";
  }

  private static String[] cells(
      String name, List<GmmResult> some, Function<GmmResult.Costs, Cost> of) {
    Function<GmmResult, Cost> cost = of.compose(GmmResult::costs);
    return new String[] {
      name,
      Words.number(median(some, r -> cost.apply(r).seconds())),
      Words.number(median(some, r -> cost.apply(r).rowGradients())),
      Words.number(median(some, r -> cost.apply(r).rowHessianProducts()))
    };
  }

  private static String seeds(List<GmmResult> some) {
    return some.stream()
        .map(r -> Long.toString(r.setting().seed()))
        .collect(Collectors.joining(", "));
  }

  /** As JSON in UTF-8. */
  public byte[] json() {
    ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    ObjectNode root = mapper.createObjectNode();
    root.put("influenceBelowThird", influenceHolds()).put("holds", holds());
    ArrayNode all = root.putArray("results");
    results.forEach(r -> r.node(all.addObject()));
    try {
      return (mapper.writeValueAsString(root) + "\n").getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of numbers and words is always JSON", e);
    }
  }
}
