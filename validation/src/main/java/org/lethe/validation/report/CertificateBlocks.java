package org.lethe.validation.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.lethe.core.posterior.Channel;
import org.lethe.validation.certificate.Certificate;
import org.lethe.validation.certificate.Check.Outcome;
import org.lethe.validation.certificate.Subject;
import org.lethe.validation.certificate.Subject.Party;
import org.lethe.validation.divergence.Estimate;
import org.lethe.validation.divergence.Yardsticks;

/** A certificate as parts of a report. */
final class CertificateBlocks {
  private CertificateBlocks() {}

  static String verdict(Certificate c) {
    String words =
        switch (c.grade()) {
          case EXACT -> "Forgotten exactly: the result is the retrained posterior.";
          case EVIDENCE ->
              "Evidence of forgetting: the result passed every check against a retrain.";
          case FAILED -> "Not shown to be forgotten: a check failed.";
        };
    return "<div class=\"verdict "
        + (c.holds() ? "holds" : "fails")
        + "\"><b>"
        + words
        + "</b><p>"
        + Markup.escape(reason(c))
        + "</p></div>";
  }

  private static String reason(Certificate c) {
    Subject s = c.subject();
    String rows =
        "Grade "
            + c.grade()
            + ". "
            + count(s.erasedRows())
            + " forgotten"
            + (s.learnedRows() > 0 ? ", " + count(s.learnedRows()) + " learned" : "")
            + ", "
            + s.remainingRows()
            + " remain.";
    if (c.holds()) {
      return rows;
    }
    Outcome first = c.failures().get(0);
    String numbers =
        first.yardsticks().isEmpty()
            ? first.detail()
            : Figures.of(first.interval().high()) + " against " + Figures.of(first.threshold());
    return rows + " Failed: " + first.name() + " (" + numbers + ").";
  }

  private static String count(int rows) {
    return rows + (rows == 1 ? " row" : " rows");
  }

  static String checks(Certificate c) {
    List<List<String>> rows = new ArrayList<>();
    for (Outcome o : c.outcomes()) {
      rows.add(
          List.of(
              Markup.escape(o.name())
                  + "<div class=\"how\">"
                  + Markup.escape(o.detail())
                  + "</div>",
              Figures.withInterval(o.statistic(), o.interval()),
              Figures.of(o.threshold()),
              yardstick(o.yardsticks().map(Yardsticks::doNothing)),
              yardstick(o.yardsticks().flatMap(Yardsticks::retrainToRetrain)),
              o.pass()
                  ? "<span class=\"pass\">✓ pass</span>"
                  : "<span class=\"fail\">✗ fail</span>"));
    }
    return Blocks.tableOfMarkup(
        List.of("check", "forgotten", "at most", "do nothing", "two retrains", ""),
        rows,
        List.of(false, true, true, true, true, false));
  }

  private static String yardstick(Optional<Estimate> estimate) {
    return estimate.map(Figures::withInterval).orElse("–");
  }

  /** The distances on a log axis, yardsticks beside; empty where there is none. */
  static String distances(Certificate c) {
    List<Outcome> kls =
        c.outcomes().stream()
            .filter(o -> o.name().contains("KL") && o.yardsticks().isPresent())
            .filter(o -> Double.isFinite(o.statistic()))
            .toList();
    if (kls.isEmpty()) {
      return "";
    }
    boolean two = kls.stream().anyMatch(o -> o.yardsticks().get().retrainToRetrain().isPresent());
    Plot plot =
        Plot.of(
                "",
                Axis.log("nats"),
                two
                    ? Axis.categories("do nothing", "forgotten", "two retrains")
                    : Axis.categories("do nothing", "forgotten"))
            .size(640, two ? 200 : 160);
    for (Outcome o : kls) {
      plot = add(plot, o);
    }
    return Blocks.figure(
        Blocks.wide(plot),
        "Distances from the retrain on a logarithmic axis, further left is closer. A forgotten"
            + " posterior should lie near the two retrains and far from doing nothing.");
  }

  private static Plot add(Plot plot, Outcome o) {
    Yardsticks y = o.yardsticks().orElseThrow();
    List<Estimate> estimates = new ArrayList<>();
    estimates.add(y.doNothing());
    estimates.add(new Estimate(o.statistic(), o.interval(), o.detail()));
    y.retrainToRetrain().ifPresent(estimates::add);
    List<double[]> shown = new ArrayList<>();
    for (int i = 0; i < estimates.size(); i++) {
      Estimate e = estimates.get(i);
      if (Double.isFinite(e.value())) {
        // an estimate from draws may fall below what a divergence can be
        shown.add(
            new double[] {Math.max(0, e.value()), i, e.interval().low(), e.interval().high()});
      }
    }
    String name = o.name().replaceFirst(" KL\\([^)]*\\)", "");
    return plot.intervals(
        name, column(shown, 0), column(shown, 1), column(shown, 2), column(shown, 3));
  }

  private static double[] column(List<double[]> rows, int j) {
    return rows.stream().mapToDouble(row -> row[j]).toArray();
  }

  static String channels(Certificate c) {
    if (c.channels().isEmpty()) {
      return "<p>None is recorded.</p>";
    }
    List<List<String>> rows = new ArrayList<>();
    for (Channel channel : c.channels()) {
      rows.add(
          List.of(
              Markup.escape(channel.name()),
              "<span class=\""
                  + (channel.isOpen() ? "fail" : "pass")
                  + "\">"
                  + channel.state().name().toLowerCase(Locale.ROOT)
                  + "</span>",
              Markup.escape(channel.detail())));
    }
    return Blocks.tableOfMarkup(
        List.of("channel", "state", "why"), rows, List.of(false, false, false));
  }

  static String provenance(Certificate c) {
    Subject s = c.subject();
    List<List<String>> terms = new ArrayList<>();
    terms.add(List.of("model", Markup.escape(s.model()) + "<br/>" + code(s.modelDigest())));
    terms.add(List.of("original", party(s.original())));
    terms.add(List.of("forgotten", party(s.forgotten())));
    terms.add(List.of("retrained", party(s.retrained())));
    s.secondRetrain().ifPresent(second -> terms.add(List.of("second retrain", party(second))));
    s.versions().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(v -> terms.add(List.of(v.getKey(), Markup.escape(v.getValue()))));
    terms.add(List.of("certificate", code(c.digest())));
    return Blocks.terms(terms);
  }

  private static String party(Party p) {
    return Markup.escape(p.method() + ", seed " + p.seed() + ", " + p.verdict())
        + "<br/>"
        + code(p.id())
        + "<br/>data "
        + code(p.dataDigest());
  }

  private static String code(String digest) {
    return "<code>" + Markup.escape(digest) + "</code>";
  }
}
