package org.lethe.core.posterior;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lethe.core.data.Checks;
import org.lethe.core.model.Model;

/**
 * Location and spread of named quantities, one line each; {@link #toString()} is an aligned table,
 * which for draws says how well they tell the mean, and whether the chains agree.
 *
 * @param quantities in the order in which the model declares them
 */
public record Summary(List<Quantity> quantities) {
  private static final List<String> HEADINGS = List.of("", "mean", "sd", "5%", "median", "95%");
  private static final List<String> OF_CHAINS = List.of("mcse", "R-hat", "bulk ESS", "tail ESS");

  /** Copies the list. */
  public Summary {
    quantities = List.copyOf(quantities);
  }

  /**
   * Every named quantity of a model, from equally weighted draws.
   *
   * @param draws θ on the unconstrained scale, [n × d], at least two
   */
  public static Summary ofDraws(Model model, double[][] draws) {
    return new Summary(Quantities.ofDraws(model, model.quantities(), draws));
  }

  /**
   * The line of this name, such as {@code sigma} or {@code beta[0]}.
   *
   * @throws IllegalArgumentException if there is none; the message lists the names there are
   */
  public Quantity quantity(String name) {
    List<String> names = quantities.stream().map(Quantity::name).toList();
    int index = names.indexOf(name);
    Checks.that(index >= 0, "Summary: quantity must be one of %s, got %s", names, name);
    return quantities.get(index);
  }

  @Override
  public String toString() {
    int width = quantities.stream().mapToInt(q -> q.name().length()).max().orElse(0);
    boolean chains = quantities.stream().anyMatch(q -> q.mixing().isPresent());
    return line(width, chains ? joined(HEADINGS, OF_CHAINS) : HEADINGS)
        + quantities.stream()
            .map(q -> line(width, chains ? joined(cells(q), mixing(q)) : cells(q)))
            .collect(Collectors.joining());
  }

  private static List<String> cells(Quantity q) {
    return joined(
        List.of(q.name()),
        Stream.of(q.mean(), q.sd(), q.q5(), q.median(), q.q95()).map(Summary::number).toList());
  }

  private static List<String> mixing(Quantity q) {
    return q.mixing()
        .map(
            m ->
                List.of(
                    number(m.mcse()),
                    String.format(Locale.ROOT, "%.3f", m.rHat()),
                    String.format(Locale.ROOT, "%.0f", m.bulkEss()),
                    String.format(Locale.ROOT, "%.0f", m.tailEss())))
        .orElse(List.of("-", "-", "-", "-"));
  }

  private static List<String> joined(List<String> first, List<String> then) {
    return Stream.concat(first.stream(), then.stream()).toList();
  }

  private static String line(int width, List<String> cells) {
    StringBuilder line = new StringBuilder(cells.get(0));
    line.append(" ".repeat(width - line.length()));
    for (String cell : cells.subList(1, cells.size())) {
      line.append(String.format(Locale.ROOT, " %11s", cell));
    }
    return line.append('\n').toString();
  }

  /** Five significant digits; plain notation where that stays short. */
  private static String number(double value) {
    double size = Math.abs(value);
    if (size != 0 && (size < 1e-3 || size >= 1e6)) {
      return String.format(Locale.ROOT, "%.3e", value);
    }
    int whole = size < 1 ? 1 : (int) Math.log10(size) + 1;
    return String.format(Locale.ROOT, "%." + Math.max(0, 5 - whole) + "f", value);
  }
}
