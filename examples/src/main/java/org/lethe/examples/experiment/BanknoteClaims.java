package org.lethe.examples.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.lethe.examples.text.Words;

/** What was published of the banknotes. */
final class BanknoteClaims {
  static final List<Double> FULL_MEAN = List.of(8.912, 4.777, 6.012, .673, -8.289);
  static final List<Double> FULL_SD = List.of(1.695, .882, 1.131, .338, 1.527);
  static final List<Double> RETRAINED_MEAN = List.of(8.453, 4.537, 5.670, .768, -7.208);
  static final Published PUBLISHED =
      new Published(
          new Kl(9.17e-4, 6.59e-4),
          -54.327,
          -50.621,
          Map.of(0.5, 8.29e-4, 0.1, 3.60e-4, 1e-3, 2.70e-4, 1e-5, 0.17),
          Map.of(
              0.5, 1.06e-3, 0.1, 5.50e-4, 1e-3, 1.70e-4, 1e-5, 4.36e-3, 1e-9, 6.60e-3, 0.0,
              6.60e-3));

  private static final double MEAN_TOLERANCE = 0.1;
  private static final int KL_PERCENT = 15;
  private static final double SMALLEST_KNOWN_LAMBDA = 1e-3;

  private BanknoteClaims() {}

  /** All claims, in the order of the experiment. */
  static List<Claim> of(SweepResult result) {
    List<Claim> claims = new ArrayList<>();
    claims.add(mean("full", result.full(), FULL_MEAN));
    claims.add(mean("retrained", result.retrained(), RETRAINED_MEAN));
    claims.add(Claim.elbo("full", result.full(), PUBLISHED.fullElbo()));
    claims.add(Claim.elbo("retrained", result.retrained(), PUBLISHED.retrainedElbo()));
    Kl nothing = PUBLISHED.doNothing();
    claims.add(
        Claim.kl(
            "doing nothing, erased rows",
            result.doNothing().erased(),
            nothing.erased(),
            KL_PERCENT));
    claims.add(
        Claim.kl(
            "doing nothing, remaining rows",
            result.doNothing().remaining(),
            nothing.remaining(),
            KL_PERCENT));
    for (SweepResult.Row row : result.rows()) {
      claims.add(
          row.lambda() >= SMALLEST_KNOWN_LAMBDA
              ? Claim.erased(row, PUBLISHED.klErased(row).orElseThrow(), KL_PERCENT)
              : Claim.doubted(row));
    }
    return List.copyOf(claims);
  }

  private static Claim mean(String which, SweepResult.Reference fit, List<Double> published) {
    double worst = 0;
    for (int i = 0; i < published.size(); i++) {
      worst = Math.max(worst, Math.abs(fit.mean().get(i) - published.get(i)) / fit.sd().get(i));
    }
    return new Claim(
        which + " mean within 0.1 sd",
        worst <= MEAN_TOLERANCE,
        "largest distance " + Words.number(worst) + " sd");
  }
}
