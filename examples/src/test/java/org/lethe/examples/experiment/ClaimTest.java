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
    SweepText text = BanknoteText.of(result(row("eubo", 1e-3, 2.7e-4, Verdict.trusted())));
    assertThat(text.holds()).isTrue();
    assertThat(text.toString()).contains("All 7 published claims were found again");
  }

  @Test
  void aDistanceMoreThanFifteenPercentOffIsPrinted() {
    SweepText text = BanknoteText.of(result(row("eubo", 1e-3, 3.2e-4, Verdict.trusted())));
    assertThat(text.holds()).isFalse();
    assertThat(text.toString())
        .contains("1 of 7 published claims were NOT found again")
        .contains("eubo at lambda 1.00e-3, erased rows: KL within 15 % of 2.70e-4: found 3.20e-4");
  }

  @Test
  void anotherFamilyStandsBesideTheFullRankAndClaimsNothing() {
    SweepText text = BanknoteText.beside(result(row("eubo", 1e-3, 3.2e-4, Verdict.trusted())));
    assertThat(text.holds()).isTrue();
    assertThat(text.toString())
        .containsPattern("erased +full rank, published +remaining")
        .containsPattern("eubo +1.00e-3 +3.20e-4 +2.70e-4 ")
        .containsPattern("  full rank, published +8.91 ")
        .contains("Nothing was published of this family")
        .doesNotContain("claims");
  }

  /** Of these only the fit to all rows is the published one. */
  @Test
  void whereNothingWasPublishedOfForgettingItIsSaid() {
    SweepResult result = result(row("eubo", 1e-3, 0.9, Verdict.trusted()));
    SweepResult moons =
        new SweepResult(
            result.title(),
            result.doNothing(),
            new SweepResult.Reference(List.of(), List.of(), -26.68),
            result.retrained(),
            result.gap(),
            result.rows(),
            result.choices());
    SweepText text = MoonText.of(MoonVariant.CLASS_40, moons);
    assertThat(text.holds()).isTrue();
    assertThat(text.toString())
        .contains("The one published claim was found again: full ELBO within 0.1 of -26.683.")
        .contains("Nothing was published of forgetting these rows.")
        .doesNotContain("All 1");
    assertThat(MoonText.of(MoonVariant.CLASS_30, moons).toString())
        .doesNotContain("Nothing was published");
  }

  @Test
  void trustWhereNoneIsDueIsPrinted() {
    SweepText text = BanknoteText.of(result(row("eubo", 1e-9, 0.9, Verdict.trusted())));
    assertThat(text.holds()).isFalse();
    assertThat(text.toString()).contains("not to be trusted: verdict TRUSTED");
  }

  @Test
  void aRefusalIsDoubtEnoughAndHasNoNumbers() {
    SweepResult result = result(SweepResult.Row.refused("eubo", 0, "unbounded"));
    assertThat(BanknoteText.of(result).holds()).isTrue();
    assertThat(new String(result.json(), StandardCharsets.UTF_8))
        .contains(
            "\"klErased\" : null", "\"verdict\" : \"UNUSABLE\"", "\"reason\" : \"unbounded\"");
  }

  private static SweepResult.Row row(String method, double lambda, double kl, Verdict verdict) {
    SweepResult.Measured found = new SweepResult.Measured(new Kl(kl, kl), 500, 0.01);
    return new SweepResult.Row(method, lambda, Optional.of(found), verdict);
  }

  private static SweepResult result(SweepResult.Row row) {
    return new SweepResult(
        "Forgetting 412 of 1372 banknotes",
        BanknoteClaims.PUBLISHED.doNothing(),
        new SweepResult.Reference(
            BanknoteClaims.FULL_MEAN, BanknoteClaims.FULL_SD, BanknoteClaims.PUBLISHED.fullElbo()),
        new SweepResult.Reference(
            BanknoteClaims.RETRAINED_MEAN,
            BanknoteClaims.FULL_SD,
            BanknoteClaims.PUBLISHED.retrainedElbo()),
        new SweepResult.Gap(1, 2),
        List.of(row),
        List.of(
            new Choice("eubo", "mass 0.99", Optional.of(row)),
            new Choice("eubo", "rows that stay", Optional.empty())));
  }

  @Test
  void whatWouldHaveBeenChosenIsPrintedAndSoIsThatNothingWas() {
    SweepText text = BanknoteText.of(result(row("eubo", 1e-3, 2.7e-4, Verdict.trusted())));
    assertThat(text.toString())
        .containsPattern("mass 0.99 +eubo +1.00e-3 +2.70e-4 +29 % +TRUSTED")
        .containsPattern("rows that stay +eubo +none +- +- +-")
        .contains("they do not tell whether it forgets");
  }
}
