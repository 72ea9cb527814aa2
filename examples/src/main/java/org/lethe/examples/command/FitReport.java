package org.lethe.examples.command;

import java.io.PrintWriter;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.lethe.core.data.Column;
import org.lethe.core.data.Table;
import org.lethe.core.posterior.DrawsPosterior;
import org.lethe.examples.text.Words;
import org.lethe.validation.report.ChainPlots;
import org.lethe.validation.report.Plot;
import org.lethe.validation.report.PredictiveCheck;
import org.lethe.validation.report.Report;

/** What chains look like, and data that the model draws anew beside those it was fitted to. */
record FitReport(SavedFit saved, Optional<Table> rows) {

  private static final int QUANTITIES = 12;
  private static final int REPLICATES = 200;

  Report html() {
    Report report =
        Report.of(
            "Fit of '" + saved.target() + "'",
            saved.file().getFileName() + ", by " + saved.fit().provenance().recipe().engine());
    report = report.section("Verdict: " + saved.fit().verdict().level());
    report = report.list(saved.fit().verdict().reasons());
    if (saved.fit().posterior() instanceof DrawsPosterior draws) {
      report = chains(report, draws);
    }
    return rows.isPresent() ? predictive(report, rows.get()) : report;
  }

  private Report chains(Report report, DrawsPosterior draws) {
    return report
        .section("Traces")
        .plots(
            named(ChainPlots.traces(draws, QUANTITIES)),
            "Draws in order. Chains that mix wander over one range together, and none stays apart"
                + " or drifts.")
        .section("Ranks")
        .plots(
            named(ChainPlots.ranks(draws, QUANTITIES)),
            "How many of each chain's draws fall into each twentieth of all draws. Chains that"
                + " agree stay near the dashed level, whatever the quantity looks like.");
  }

  private List<Plot> named(List<Plot> plots) {
    Function<String, String> name =
        new FitText(saved.fit(), saved.regression(), new PrintWriter(Writer.nullWriter()))::name;
    return plots.stream()
        .map(
            p ->
                new Plot(
                    name.apply(p.title()),
                    p.x(),
                    p.y(),
                    p.series(),
                    p.width(),
                    p.height(),
                    p.legend()))
        .toList();
  }

  private Report predictive(Report report, Table table) {
    PredictiveCheck check =
        PredictiveCheck.of(saved.fit().posterior(), table, saved.target(), REPLICATES);
    Column target = table.schema().column(saved.target());
    Report begun =
        report
            .section("Predictive check")
            .text(
                Words.count(table.size(), "row")
                    + ", beside "
                    + REPLICATES
                    + " data sets that the model draws anew for them, each at a draw of the"
                    + " posterior.");
    if (target.kind() == Column.Kind.CATEGORY) {
      return begun.table(
          List.of("'" + target.name() + "'", "observed", "drawn anew, 5%", "95%"),
          shares(check, target));
    }
    return begun
        .plot(
            check.plot(""),
            "Where the model fits, the observed curve runs among those of data drawn anew, five of"
                + " which are shown.")
        .text(
            "The mean of data drawn anew is above the observed mean in "
                + percent(check.tail(x -> Arrays.stream(x).average().orElse(0)))
                + " of them, the largest value above the largest observed in "
                + percent(check.tail(x -> x[x.length - 1]))
                + ", the smallest above the smallest observed in "
                + percent(check.tail(x -> x[0]))
                + ": few or nearly all say that the model makes other data than these.");
  }

  /** The share of each label among the rows, and in data sets drawn anew. */
  private static List<List<String>> shares(PredictiveCheck check, Column target) {
    List<List<String>> lines = new ArrayList<>();
    for (int k = 0; k < target.levels().size(); k++) {
      int level = k;
      double[] drawn =
          Arrays.stream(check.replicated()).mapToDouble(y -> share(y, level)).sorted().toArray();
      lines.add(
          List.of(
              target.levels().get(k),
              percent(share(check.observed(), k)),
              percent(drawn[drawn.length / 20]),
              percent(drawn[drawn.length - 1 - drawn.length / 20])));
    }
    return lines;
  }

  private static double share(double[] labels, int level) {
    return Arrays.stream(labels).filter(y -> y == level).count() / (double) labels.length;
  }

  private static String percent(double share) {
    return Words.number(100 * share) + "%";
  }
}
