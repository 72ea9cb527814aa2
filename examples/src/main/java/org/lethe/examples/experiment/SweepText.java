package org.lethe.examples.experiment;

import java.util.List;
import java.util.stream.Collectors;
import org.lethe.examples.text.TextTable;
import org.lethe.examples.text.Words;

/**
 * An experiment beside the published numbers, and what was not found again.
 *
 * @param result what was found
 * @param published what was published
 * @param references tables of the reference posteriors
 * @param claims what must be found again
 */
public record SweepText(
    SweepResult result, Published published, String references, List<Claim> claims) {

  /** Copies the claims. */
  public SweepText {
    claims = List.copyOf(claims);
  }

  /** Whether every published claim was found again. */
  public boolean holds() {
    return claims.stream().allMatch(Claim::holds);
  }

  @Override
  public String toString() {
    return result.title()
        + " (Nguyen, Low and Jaillet 2020), predictive KL to a retrain in nats\n\n"
        + distances()
        + "\n"
        + ChoiceText.of(result.choices(), result.doNothing().erased())
        + "\n"
        + references
        + "\n"
        + verdict();
  }

  private String distances() {
    TextTable table =
        TextTable.of(
            "method", "lambda", "erased", heading(), "remaining", "ESS", "outside", "verdict");
    table.row(
        "do nothing",
        "",
        Words.number(result.doNothing().erased()),
        number(published.doNothing().erased()),
        Words.number(result.doNothing().remaining()),
        "",
        "",
        "");
    for (SweepResult.Row row : result.rows()) {
      table.row(
          row.method(),
          Words.number(row.lambda()),
          found(row, m -> m.kl().erased()),
          published.klErased(row).map(Words::number).orElse("-"),
          found(row, m -> m.kl().remaining()),
          found(row, SweepResult.Measured::ess),
          found(row, SweepResult.Measured::outside),
          row.verdict().level().name());
    }
    return table.toString();
  }

  /** Where the family is another, the published numbers are those of the full rank. */
  private String heading() {
    return claims.isEmpty() ? "full rank, published" : "published";
  }

  private interface Figure {
    double of(SweepResult.Measured measured);
  }

  private static String found(SweepResult.Row row, Figure figure) {
    return Words.number(row.measured().map(figure::of).orElse(Double.NaN));
  }

  private static String number(double published) {
    return Double.isNaN(published) ? "-" : Words.number(published);
  }

  private String verdict() {
    if (claims.isEmpty()) {
      return "Nothing was published of this family; the numbers beside it are those of the full"
          + " rank.\n";
    }
    List<Claim> broken = claims.stream().filter(claim -> !claim.holds()).toList();
    String head =
        broken.isEmpty()
            ? found()
            : broken.size() + " of " + claims.size() + " published claims were NOT found again:\n";
    return head
        + broken.stream()
            .map(claim -> "  " + claim.words() + ": " + claim.found() + "\n")
            .collect(Collectors.joining())
        + (isOfForgetting() ? "" : "Nothing was published of forgetting these rows.\n");
  }

  private String found() {
    return claims.size() == 1
        ? "The one published claim was found again: " + claims.get(0).words() + ".\n"
        : "All " + claims.size() + " published claims were found again.\n";
  }

  /** Whether a distance to a retrain was published, and not only what the fits are. */
  private boolean isOfForgetting() {
    return !Double.isNaN(published.doNothing().erased())
        || result.rows().stream().anyMatch(row -> published.klErased(row).isPresent());
  }
}
