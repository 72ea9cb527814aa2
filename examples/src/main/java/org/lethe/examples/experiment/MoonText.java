package org.lethe.examples.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.lethe.core.posterior.Verdict;
import org.lethe.examples.text.TextTable;
import org.lethe.examples.text.Words;

/** The moons beside the published numbers, which are whole for the ordered variant only. */
public final class MoonText {
  private static final double FULL_ELBO = -26.683;
  private static final double NONE = Double.NaN;
  private static final double CATASTROPHE = 3;
  private static final int NOTHING_PERCENT = 2;
  private static final int KL_PERCENT = 15;
  private static final int SMALL_LAMBDA_PERCENT = 30;
  private static final double SMALLEST_KNOWN_LAMBDA = 1e-5;
  private static final SweepResult.Gap ORDERED_GAP = new SweepResult.Gap(1.826, 6.310);
  private static final Map<MoonVariant, Published> PUBLISHED =
      Map.of(
          MoonVariant.ORDERED,
          new Published(
              new Kl(.4306, .00144),
              FULL_ELBO,
              -21.868,
              Map.of(0.5, .431, 0.1, .431, 1e-3, .399, 1e-5, .222, 1e-9, .081, 0.0, 3.50),
              Map.of(0.5, .431, 0.1, .431, 1e-3, .338, 1e-5, .119, 1e-9, .0211, 0.0, .0188)),
          MoonVariant.RANDOM,
          new Published(new Kl(.00255, NONE), FULL_ELBO, NONE, Map.of(1e-5, .000264), Map.of()),
          MoonVariant.CLASS_30,
          new Published(
              new Kl(.977, NONE), FULL_ELBO, NONE, Map.of(1e-3, .906, 1e-5, .572), Map.of()));

  private MoonText() {}

  /** The text of a result. */
  public static SweepText of(MoonVariant variant, SweepResult result) {
    Published published =
        PUBLISHED.getOrDefault(
            variant, new Published(new Kl(NONE, NONE), FULL_ELBO, NONE, Map.of(), Map.of()));
    return new SweepText(
        result, published, references(result, published), claims(variant, result, published));
  }

  private static String references(SweepResult result, Published published) {
    TextTable table = TextTable.of("", "ELBO", "published", "KL to the other");
    table.row(
        "full",
        Words.number(result.full().elbo()),
        Words.number(published.fullElbo()),
        Words.number(result.gap().full()));
    table.row(
        "retrained",
        Words.number(result.retrained().elbo()),
        Double.isNaN(published.retrainedElbo()) ? "-" : Words.number(published.retrainedElbo()),
        Words.number(result.gap().retrained()));
    return table.toString();
  }

  static List<Claim> claims(MoonVariant variant, SweepResult result, Published published) {
    List<Claim> claims = new ArrayList<>();
    claims.add(Claim.elbo("full", result.full(), published.fullElbo()));
    Kl nothing = published.doNothing();
    kl("doing nothing, erased rows", result.doNothing().erased(), nothing.erased(), claims);
    if (variant == MoonVariant.ORDERED) {
      claims.add(Claim.elbo("retrained", result.retrained(), published.retrainedElbo()));
      kl(
          "doing nothing, remaining rows",
          result.doNothing().remaining(),
          nothing.remaining(),
          claims);
      kl("full to retrained posterior", result.gap().full(), ORDERED_GAP.full(), claims);
      kl("retrained to full posterior", result.gap().retrained(), ORDERED_GAP.retrained(), claims);
    }
    for (SweepResult.Row row : result.rows()) {
      OptionalDouble there =
          published.klErased(row).map(OptionalDouble::of).orElse(OptionalDouble.empty());
      if (there.isEmpty()) {
        continue;
      }
      if (row.lambda() >= SMALLEST_KNOWN_LAMBDA) {
        claims.add(Claim.erased(row, there.getAsDouble(), KL_PERCENT));
      } else if (row.isEubo() && row.lambda() > 0) {
        claims.add(Claim.erased(row, there.getAsDouble(), SMALL_LAMBDA_PERCENT));
      } else if (row.isEubo()) {
        claims.add(catastrophe(row));
      }
    }
    return List.copyOf(claims);
  }

  private static void kl(String which, double found, double there, List<Claim> claims) {
    if (!Double.isNaN(there)) {
      claims.add(Claim.kl(which, found, there, NOTHING_PERCENT));
    }
  }

  /** Without a gate EUBO finds the true optimum, which is far from the retrain, and says so. */
  private static Claim catastrophe(SweepResult.Row row) {
    double found = row.measured().map(m -> m.kl().erased()).orElse(Double.POSITIVE_INFINITY);
    Verdict.Level level = row.verdict().level();
    return new Claim(
        Claim.name(row) + ": catastrophic, KL above 3, and not to be trusted",
        found > CATASTROPHE && level != Verdict.Level.TRUSTED,
        "found " + Words.number(found) + ", verdict " + level);
  }
}
