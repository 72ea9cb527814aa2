package org.lethe.examples.experiment;

import java.nio.file.Path;
import java.util.List;
import org.lethe.core.posterior.Fit;
import org.lethe.core.posterior.GaussianPosterior;
import org.lethe.validation.certificate.Certificate;

/**
 * What the demo found.
 *
 * @param lines doing nothing, EUBO, reverse KL, the other baselines, and a second retrain
 * @param original the fit to all rows
 * @param retrained the fit to the remaining rows
 * @param certificate on EUBO
 * @param erased how many rows were forgotten
 */
public record DemoResult(
    List<Line> lines,
    Fit<GaussianPosterior> original,
    Fit<GaussianPosterior> retrained,
    Certificate certificate,
    int erased) {

  /** Copies the lines. */
  public DemoResult {
    lines = List.copyOf(lines);
  }

  /**
   * One way to answer the request.
   *
   * @param name what was done
   * @param fit what came out
   * @param kl its predictive distance from the retrain
   * @param posteriorKl KL between its posterior and the retrain's
   */
  record Line(String name, Fit<GaussianPosterior> fit, Kl kl, double posteriorKl) {}

  /**
   * Whether forgetting came closer to the retrain than doing nothing, and the certificate holds.
   */
  public boolean holds() {
    return certificate.holds() && gain() > 1;
  }

  /** How many times closer to the retrain EUBO predicts than doing nothing, on the erased rows. */
  double gain() {
    return nothing().kl().erased() / eubo().kl().erased();
  }

  Line nothing() {
    return lines.get(0);
  }

  Line eubo() {
    return lines.get(1);
  }

  Line reverseKl() {
    return lines.get(2);
  }

  /** Writes fits, certificate, plots and report. */
  void save(Path directory) {
    original.save(directory.resolve("original.fit"));
    retrained.save(directory.resolve("retrained.fit"));
    eubo().fit().save(directory.resolve("forgotten.fit"));
    reverseKl().fit().save(directory.resolve("forgotten-reverse-kl.fit"));
    certificate.save(directory.resolve("certificate.json"));
    DemoReport report = new DemoReport(this);
    report.distances().savePng(directory.resolve("distances.png"));
    report.intercept().savePng(directory.resolve("intercept.png"));
    report.html().save(directory.resolve("report.html"));
  }
}
