package org.lethe.examples.experiment;

import java.util.List;
import org.lethe.examples.text.TextTable;
import org.lethe.examples.text.Words;

/** What choosing λ without the retrain would have given, beside the best. */
final class ChoiceText {
  private static final String NOTE =
      "Left is the distance in percent of that of doing nothing. The rows that stay choose the"
          + " smallest lambda\nthat is trusted and does them no harm: they do not tell whether it"
          + " forgets. Prefer a mass.\n";

  private ChoiceText() {}

  /**
   * A table and how to read it.
   *
   * @param doNothing distance of doing nothing from the retrain on the erased rows
   */
  static String of(List<Choice> choices, double doNothing) {
    TextTable table =
        TextTable.of("lambda chosen by", "method", "lambda", "erased", "left", "verdict");
    for (Choice choice : choices) {
      double erased =
          choice
              .row()
              .flatMap(SweepResult.Row::measured)
              .map(found -> found.kl().erased())
              .orElse(Double.NaN);
      table.row(
          choice.rule(),
          choice.method(),
          choice.row().map(row -> Words.number(row.lambda())).orElse("none"),
          Words.number(erased),
          Double.isNaN(erased) ? "-" : Math.round(100 * erased / doNothing) + " %",
          choice.row().map(row -> row.verdict().level().name()).orElse("-"));
    }
    return table + NOTE;
  }
}
