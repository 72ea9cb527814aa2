package org.lethe.examples.experiment;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import org.lethe.core.posterior.Cost;
import org.lethe.core.posterior.Verdict;
import org.lethe.examples.text.Words;

/**
 * A retrain on what was left, in place of an answer that was doubtful.
 *
 * @param cost of the retrain
 * @param answers the cost of the answers since the training before, the doubtful one included
 * @param answer distance of the doubtful answer from the retrain, on the rows erased since then
 * @param again distance of the retrain from a second one under another seed
 * @param verdict on the retrain
 */
record Retraining(Cost cost, Cost answers, Kl answer, Kl again, Verdict verdict) {
  void into(ObjectNode json) {
    json.put("seconds", cost.seconds()).put("rowGradients", cost.rowGradients());
    json.put("secondsOfAnswers", answers.seconds());
    json.put("rowGradientsOfAnswers", answers.rowGradients());
    json.put("klErasedOfAnswer", answer.erased()).put("klRemainingOfAnswer", answer.remaining());
    json.put("klErased", again.erased()).put("klRemaining", again.remaining());
    json.put("verdict", verdict.level().name());
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s s and %s row gradients, where the answers took %s s and %s. On the erased rows the"
            + " answer was %s from it, on the others %s; a second retrain is %s and %s. %s.",
        Words.number(cost.seconds()),
        gradients(cost),
        Words.number(answers.seconds()),
        gradients(answers),
        Words.number(answer.erased()),
        Words.number(answer.remaining()),
        Words.number(again.erased()),
        Words.number(again.remaining()),
        verdict.level());
  }

  private static String gradients(Cost of) {
    return Words.number(of.rowGradients());
  }
}
