package org.lethe.core.posterior;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.lethe.core.data.Checks;
import org.lethe.core.model.Model;

/**
 * Location and spread of named quantities, one line each; {@link #toString()} is an aligned table.
 *
 * @param quantities in the order in which the model declares them
 */
public record Summary(List<Quantity> quantities) {
  private static final String[] HEADINGS = {"", "mean", "sd", "5%", "median", "95%"};

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
    return line(width, HEADINGS)
        + quantities.stream()
            .map(
                q ->
                    line(
                        width,
                        q.name(),
                        number(q.mean()),
                        number(q.sd()),
                        number(q.q5()),
                        number(q.median()),
                        number(q.q95())))
            .collect(Collectors.joining());
  }

  private static String line(int width, String... cells) {
    StringBuilder line = new StringBuilder(cells[0]).append(" ".repeat(width - cells[0].length()));
    for (int i = 1; i < cells.length; i++) {
      line.append(String.format(Locale.ROOT, " %11s", cells[i]));
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
