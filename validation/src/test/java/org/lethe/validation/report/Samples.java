package org.lethe.validation.report;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lethe.core.posterior.Channel;
import org.lethe.validation.certificate.Certificate;
import org.lethe.validation.certificate.Check.Outcome;
import org.lethe.validation.certificate.Subject;
import org.lethe.validation.certificate.Subject.Party;
import org.lethe.validation.divergence.Estimate;
import org.lethe.validation.divergence.Interval;
import org.lethe.validation.divergence.Yardsticks;

/** A certificate and plots with the numbers of a published table, hostile names among them. */
final class Samples {
  static final String HOSTILE = "<script src=\"http://x\">&'\u0000</script>";

  private Samples() {}

  static Certificate certificate(Certificate.Grade grade) {
    boolean pass = grade != Certificate.Grade.FAILED;
    return new Certificate(
        grade,
        List.of(
            new Outcome(
                "same edit",
                0,
                Interval.exactly(0),
                0,
                true,
                Optional.empty(),
                "fits, edit and data belong together, by their digests"),
            kl("erased", 2.70e-4, 9.17e-4, 1.2e-5, pass ? 5e-4 : 1e-4, pass),
            kl("remaining", 1.9e-4, 6.59e-4, 0.9e-5, 5e-4, true),
            new Outcome(
                "posterior KL(forgotten ‖ retrained)",
                0.0831,
                new Interval(0.061, 0.105, 0.95),
                0.2,
                true,
                Optional.of(
                    Yardsticks.of(
                        Estimate.around(1.43, 0.05, "draws"),
                        Estimate.around(0.004, 0.001, "draws"))),
                "Gaussians fitted to 4000 and 4000 draws")),
        List.of(
            Channel.open("schema constants", "column 'label': its levels 0 and 1"),
            Channel.closed("optimiser state", "not kept")),
        List.of(
            "The reference is a retrain by the same approximation, not the exact posterior of the"
                + " remaining rows.",
            "Copies of the rows elsewhere, in files, backups or logs, are untouched."),
        new Subject(
            "banknote " + HOSTILE,
            "9f".repeat(32),
            party("svi"),
            party("eubo"),
            party("retrain"),
            Optional.of(party("retrain")),
            412,
            0,
            960,
            List.of(),
            Map.of("lethe", "0.1.0", "java", "17.0.15")),
        Optional.empty());
  }

  private static Outcome kl(
      String rows, double value, double nothing, double two, double eps, boolean pass) {
    return new Outcome(
        "predictive KL(retrained ‖ forgotten), " + rows + " rows",
        value,
        Interval.exactly(value),
        eps,
        pass,
        Optional.of(Yardsticks.of(Estimate.exact(nothing, "exact"), Estimate.exact(two, "exact"))),
        "from exact predictive probabilities");
  }

  private static Party party(String method) {
    return new Party("a1".repeat(32), "b2".repeat(32), method, 7, "TRUSTED");
  }

  static Plot klAgainstLambda() {
    double[] lambda = {0, 1e-9, 1e-5, 1e-3, 0.1, 0.5};
    return Plot.of(
            "",
            Axis.log("λ of the adjusted likelihood"),
            Axis.log("predictive KL on the erased rows [nats]"))
        .line("EUBO", lambda, new double[] {3.5, 0.081, 0.222, 0.399, 0.431, 0.431})
        .line("reverse KL", lambda, new double[] {.0188, .0211, .119, .338, .431, .431})
        .level("do nothing", 0.4306)
        .level("two retrains", 0.002);
  }

  static List<Plot> marginals() {
    return List.of(
        bells("intercept", -8.289, 1.527, -7.208, 1.4),
        bells("variance", 8.912, 1.695, 8.453, 1.6),
        bells("skewness", 4.777, .882, 4.537, .8),
        bells("curtosis", 6.012, 1.131, 5.670, 1.1),
        bells("entropy", .673, .338, .768, .33));
  }

  private static Plot bells(String name, double m, double s, double m2, double s2) {
    double[] x = new double[101];
    double[] forgotten = new double[101];
    double[] retrained = new double[101];
    double[] original = new double[101];
    for (int i = 0; i < x.length; i++) {
      x[i] = m + s * (i - 50) / 14.0;
      original[i] = bell(x[i], m, s);
      retrained[i] = bell(x[i], m2, s2);
      forgotten[i] = bell(x[i], m2 + 0.1 * s, s2 * 1.04);
    }
    return Plot.of(name, Axis.linear(""), Axis.bare())
        .size(240, 150)
        .curve("forgotten", x, forgotten)
        .curve("retrained", x, retrained)
        .curve("original", x, original);
  }

  private static double bell(double x, double m, double s) {
    return Math.exp(-(x - m) * (x - m) / (2 * s * s)) / s;
  }

  static Report report(Certificate.Grade grade) {
    Certificate certificate = certificate(grade);
    return Report.of(
            "Forgetting 412 banknotes",
            "A Bayesian logistic regression of 1372 banknotes was asked to forget 412 of them by"
                + " EUBO.")
        .certificate(certificate)
        .section("Posteriors")
        .plots(
            marginals(),
            "Marginal densities of the coefficients. The forgotten should lie on the retrained.")
        .section("KL against λ")
        .plot(klAgainstLambda(), "Small λ forgets more, until few draws carry the result.")
        .section("Table")
        .table(
            List.of("method", "λ", "KL erased", "verdict"),
            List.of(
                List.of("eubo", "0.5", "8.29e−4", "TRUSTED"),
                List.of("reverse-kl", "0.1", "−3.60e−4", HOSTILE)))
        .details(certificate);
  }
}
