package org.lethe.examples.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lethe.core.posterior.Verdict;

/** A published claim that is not found again is printed as such. */
class ClaimTest {
  @Test
  void publishedNumbersAreFoundInThemselves() {
    BanknoteText text = new BanknoteText(result(row("eubo", 1e-3, 2.7e-4, Verdict.trusted())));
    assertThat(text.holds()).isTrue();
    assertThat(text.toString()).contains("All 7 published claims were found again");
  }

  @Test
  void aDistanceMoreThanFifteenPercentOffIsPrinted() {
    BanknoteText text = new BanknoteText(result(row("eubo", 1e-3, 3.2e-4, Verdict.trusted())));
    assertThat(text.holds()).isFalse();
    assertThat(text.toString())
        .contains("1 of 7 published claims were NOT found again")
        .contains("eubo at lambda 1.00e-3, erased rows: KL within 15 % of 2.70e-4: found 3.20e-4");
  }

  @Test
  void trustWhereNoneIsDueIsPrinted() {
    BanknoteText text = new BanknoteText(result(row("eubo", 1e-9, 0.9, Verdict.trusted())));
    assertThat(text.holds()).isFalse();
    assertThat(text.toString()).contains("not to be trusted: verdict TRUSTED");
  }

  @Test
  void aRefusalIsDoubtEnoughAndHasNoNumbers() {
    BanknoteResult result = result(BanknoteResult.Row.refused("eubo", 0, "unbounded"));
    assertThat(new BanknoteText(result).holds()).isTrue();
    assertThat(new String(result.json(), StandardCharsets.UTF_8))
        .contains(
            "\"klErased\" : null", "\"verdict\" : \"UNUSABLE\"", "\"reason\" : \"unbounded\"");
  }

  private static BanknoteResult.Row row(String method, double lambda, double kl, Verdict verdict) {
    BanknoteResult.Measured found = new BanknoteResult.Measured(new Kl(kl, kl), 500, 0.01);
    return new BanknoteResult.Row(method, lambda, Optional.of(found), verdict);
  }

  private static BanknoteResult result(BanknoteResult.Row row) {
    return new BanknoteResult(
        Published.DO_NOTHING,
        new BanknoteResult.Reference(Published.FULL_MEAN, Published.FULL_SD, Published.FULL_ELBO),
        new BanknoteResult.Reference(
            Published.RETRAINED_MEAN, Published.FULL_SD, Published.RETRAINED_ELBO),
        List.of(row));
  }
}
