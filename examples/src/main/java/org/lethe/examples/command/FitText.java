package org.lethe.examples.command;

import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.lethe.core.model.Regression;
import org.lethe.core.posterior.Channel;
import org.lethe.core.posterior.Fit;
import org.lethe.core.posterior.Provenance;
import org.lethe.core.posterior.Quantity;
import org.lethe.core.posterior.Recipe;
import org.lethe.core.posterior.Summary;
import org.lethe.core.posterior.Verdict;
import org.lethe.examples.text.TextTable;
import org.lethe.examples.text.Words;
import org.lethe.inference.diagnostics.ZeroVariance;

/** A fit in words: its table, its verdict and where it came from. */
final class FitText {
  private static final Pattern ELEMENT =
      Pattern.compile("(intercept|beta)\\[(\\d+)(?:,(\\d+))?\\]");

  private final Fit<?> fit;
  private final Regression regression;
  private final PrintWriter out;

  FitText(Fit<?> fit, Regression regression, PrintWriter out) {
    this.fit = fit;
    this.regression = regression;
    this.out = out;
  }

  /** Location and spread, coefficients under the names of their columns. */
  void table() {
    List<Quantity> named =
        fit.posterior().summary().quantities().stream().map(q -> q.named(name(q.name()))).toList();
    out.print(new Summary(named));
  }

  /** Means by control variates, with how much longer the chains would have had to be without. */
  void means(List<ZeroVariance> means) {
    TextTable table = TextTable.of("sharper mean", "value", "mcse", "as good as");
    for (ZeroVariance m : means) {
      table.row(name(m.name()), Words.number(m.mean()), Words.number(m.mcse()), worth(m));
    }
    out.println();
    out.print(table);
    out.println();
  }

  private static String worth(ZeroVariance m) {
    if (Double.isInfinite(m.mcse())) {
      return "not known: too few effective draws";
    }
    double longer = Math.pow(m.plainMcse() / m.mcse(), 2);
    return longer < 1e6 ? Words.number(longer) + " times the draws" : "exact";
  }

  void verdict() {
    Verdict verdict = fit.verdict();
    out.println("verdict: " + verdict.level());
    verdict.reasons().forEach(reason -> out.println("  - " + reason));
  }

  void provenance() {
    Provenance from = fit.provenance();
    out.println("model:   " + fit.model().name() + ", " + modelWords());
    out.println("made by: " + words(from.recipe()));
    from.trainedBy().ifPresent(engine -> out.println("trained: " + words(engine)));
    if (!from.isRoot()) {
      out.println("parent:  " + from.parent());
    }
    out.println("seed:    " + from.seed());
    out.println("id:      " + fit.id());
    out.println("data:    " + from.dataDigest());
    out.println("with:    " + versions(from.versions()));
    if (!from.keyedIds().isEmpty()) {
      out.println("edited:  " + Words.count(from.keyedIds().size(), "row") + ", ids under a key");
    }
    out.println("channels through which rows may act besides the posterior:");
    for (Channel channel : from.channels()) {
      out.println("  " + channel.state() + " " + channel.name() + ": " + channel.detail());
    }
  }

  /** A name and what was chosen, one option a line. */
  private static String words(Recipe recipe) {
    return recipe.engine()
        + recipe.options().entrySet().stream()
            .map(option -> "\n           " + option.getKey() + " " + words(option.getValue()))
            .collect(Collectors.joining());
  }

  private static String words(Object option) {
    return option instanceof Map<?, ?> parts
        ? parts.entrySet().stream()
            .map(part -> part.getKey() + " " + words(part.getValue()))
            .collect(Collectors.joining(", "))
        : String.valueOf(option);
  }

  private String modelWords() {
    Map<String, String> definition = regression.definition();
    return "target '"
        + definition.get("target")
        + "' by "
        + String.join(", ", regression.coefficients());
  }

  private static String versions(Map<String, String> versions) {
    return "lethe "
        + versions.get("lethe")
        + ", Java "
        + versions.get("java")
        + ", "
        + versions.get("os")
        + " "
        + versions.get("arch");
  }

  /**
   * {@code beta[2]} under the name of what it multiplies, with the level where there are several.
   */
  String name(String quantity) {
    Matcher element = ELEMENT.matcher(quantity);
    if (!element.matches()) {
      return quantity;
    }
    boolean beta = "beta".equals(element.group(1));
    int first = Integer.parseInt(element.group(2));
    String name = beta ? regression.coefficients().get(first) : "intercept";
    String outcome = beta ? element.group(3) : element.group(2);
    if (outcome == null) {
      return name;
    }
    String target = regression.definition().getOrDefault("target", "");
    String level = fit.model().schema().column(target).levels().get(Integer.parseInt(outcome) + 1);
    return name + " (" + level + ")";
  }
}
