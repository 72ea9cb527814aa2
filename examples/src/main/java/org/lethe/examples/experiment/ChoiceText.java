package org.lethe.examples.experiment;

import java.util.List;
import org.lethe.examples.text.TextTable;
import org.lethe.examples.text.Words;

/** What choosing λ without the retrain would have given, beside the best. */
final class ChoiceText {
  private ChoiceText() {}

  static String of(List<Choice> choices) {
    TextTable table = TextTable.of("lambda chosen by", "method", "lambda", "erased", "verdict");
    for (Choice choice : choices) {
      table.row(
          choice.rule(),
          choice.method(),
          choice.row().map(row -> Words.number(row.lambda())).orElse("none"),
          Words.number(
              choice
                  .row()
                  .flatMap(SweepResult.Row::measured)
                  .map(found -> found.kl().erased())
                  .orElse(Double.NaN)),
          choice.row().map(row -> row.verdict().level().name()).orElse("-"));
    }
    return table.toString();
  }
}
