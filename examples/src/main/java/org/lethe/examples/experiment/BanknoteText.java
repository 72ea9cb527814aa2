package org.lethe.examples.experiment;

import java.util.List;
import java.util.stream.Collectors;
import org.lethe.examples.text.TextTable;
import org.lethe.examples.text.Words;

/** The banknotes beside the published numbers. */
public final class BanknoteText {
  private BanknoteText() {}

  /** The text of a result. */
  public static SweepText of(SweepResult result) {
    return new SweepText(
        result,
        BanknoteClaims.PUBLISHED,
        posteriors(result, "published"),
        BanknoteClaims.of(result));
  }

  /** The text of a family of which nothing was published, beside the published numbers. */
  public static SweepText beside(SweepResult result) {
    return new SweepText(
        result, BanknoteClaims.PUBLISHED, posteriors(result, "full rank, published"), List.of());
  }

  private static String posteriors(SweepResult result, String source) {
    TextTable table =
        TextTable.of("mean", "variance", "skewness", "curtosis", "entropy", "bias", "ELBO");
    Published published = BanknoteClaims.PUBLISHED;
    line(table, "full", result.full().mean(), result.full().elbo());
    line(table, "  " + source, BanknoteClaims.FULL_MEAN, published.fullElbo());
    line(table, "  sd", result.full().sd(), Double.NaN);
    line(table, "  " + source, BanknoteClaims.FULL_SD, Double.NaN);
    line(table, "retrained", result.retrained().mean(), result.retrained().elbo());
    line(table, "  " + source, BanknoteClaims.RETRAINED_MEAN, published.retrainedElbo());
    return table.toString();
  }

  private static void line(TextTable table, String name, List<Double> values, double elbo) {
    List<String> cells = values.stream().map(Words::number).collect(Collectors.toList());
    cells.add(0, name);
    cells.add(Double.isNaN(elbo) ? "" : Words.number(elbo));
    table.row(cells.toArray(new String[0]));
  }
}
