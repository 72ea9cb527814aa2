package org.lethe.examples.experiment;

import java.util.List;
import java.util.stream.Collectors;
import org.lethe.examples.text.TextTable;
import org.lethe.examples.text.Words;

/** The experiment beside the published numbers, and what was not found again. */
public record BanknoteText(BanknoteResult result) {

  /** Whether every published claim was found again. */
  public boolean holds() {
    return Claim.of(result).stream().allMatch(Claim::holds);
  }

  @Override
  public String toString() {
    return "Forgetting 412 of 1372 banknotes (Nguyen, Low and Jaillet 2020), predictive KL to a retrain in nats\n\n"
        + distances()
        + "\n"
        + posteriors()
        + "\n"
        + claims();
  }

  private String distances() {
    TextTable table =
        TextTable.of(
            "method", "lambda", "erased", "published", "remaining", "ESS", "outside", "verdict");
    table.row(
        "do nothing",
        "",
        Words.number(result.doNothing().erased()),
        Words.number(Published.DO_NOTHING.erased()),
        Words.number(result.doNothing().remaining()),
        "",
        "",
        "");
    for (BanknoteResult.Row row : result.rows()) {
      table.row(
          row.method(),
          Words.number(row.lambda()),
          found(row, m -> m.kl().erased()),
          Published.klErased(row).map(Words::number).orElse("-"),
          found(row, m -> m.kl().remaining()),
          found(row, BanknoteResult.Measured::ess),
          found(row, BanknoteResult.Measured::outside),
          row.verdict().level().name());
    }
    return table.toString();
  }

  private interface Figure {
    double of(BanknoteResult.Measured measured);
  }

  private static String found(BanknoteResult.Row row, Figure figure) {
    return Words.number(row.measured().map(figure::of).orElse(Double.NaN));
  }

  private String posteriors() {
    TextTable table =
        TextTable.of("mean", "variance", "skewness", "curtosis", "entropy", "bias", "ELBO");
    line(table, "full", result.full().mean(), result.full().elbo());
    line(table, "  published", Published.FULL_MEAN, Published.FULL_ELBO);
    line(table, "  sd", result.full().sd(), Double.NaN);
    line(table, "  published", Published.FULL_SD, Double.NaN);
    line(table, "retrained", result.retrained().mean(), result.retrained().elbo());
    line(table, "  published", Published.RETRAINED_MEAN, Published.RETRAINED_ELBO);
    return table.toString();
  }

  private static void line(TextTable table, String name, List<Double> values, double elbo) {
    List<String> cells = values.stream().map(Words::number).collect(Collectors.toList());
    cells.add(0, name);
    cells.add(Double.isNaN(elbo) ? "" : Words.number(elbo));
    table.row(cells.toArray(new String[0]));
  }

  private String claims() {
    List<Claim> claims = Claim.of(result);
    List<Claim> broken = claims.stream().filter(claim -> !claim.holds()).toList();
    String head =
        broken.isEmpty()
            ? "All " + claims.size() + " published claims were found again.\n"
            : broken.size() + " of " + claims.size() + " published claims were NOT found again:\n";
    return head
        + broken.stream()
            .map(claim -> "  " + claim.words() + ": " + claim.found() + "\n")
            .collect(Collectors.joining());
  }
}
