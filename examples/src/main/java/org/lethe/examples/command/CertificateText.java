package org.lethe.examples.command;

import java.io.PrintWriter;
import java.util.List;
import org.lethe.examples.text.TextTable;
import org.lethe.examples.text.Words;
import org.lethe.validation.certificate.Certificate;
import org.lethe.validation.certificate.Check;

/** A certificate in words. */
final class CertificateText {
  private final Certificate certificate;
  private final PrintWriter out;

  CertificateText(Certificate certificate, PrintWriter out) {
    this.certificate = certificate;
    this.out = out;
  }

  void print() {
    TextTable table = TextTable.of("nats", "forgotten", "limit", "do nothing", "retrain again", "");
    for (Check.Outcome outcome : certificate.outcomes()) {
      if (outcome.yardsticks().isPresent()) {
        table.row(cells(outcome).toArray(new String[0]));
      }
    }
    out.print(table);
    certificate.outcomes().stream()
        .filter(outcome -> outcome.yardsticks().isEmpty() && !outcome.pass())
        .forEach(outcome -> out.println(outcome.name() + ": " + outcome.detail()));
    out.println("grade: " + certificate.grade());
    certificate.limits().forEach(limit -> out.println("  - " + limit));
  }

  private static List<String> cells(Check.Outcome outcome) {
    return List.of(
        outcome.name(),
        Words.number(outcome.statistic()),
        Words.number(outcome.threshold()),
        outcome.yardsticks().map(y -> Words.number(y.doNothing().value())).orElse("-"),
        outcome
            .yardsticks()
            .flatMap(y -> y.retrainToRetrain())
            .map(e -> Words.number(e.value()))
            .orElse("-"),
        !outcome.pass()
            ? "DOES NOT HOLD"
            : outcome.isPowerless() ? "holds, as doing nothing would" : "holds");
  }
}
