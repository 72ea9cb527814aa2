package org.lethe.core.posterior;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lethe.core.data.Table;
import org.lethe.core.model.Model;
import org.lethe.core.random.RandomStream;

class PosteriorPredictiveTest {

  @Test
  void replicatesAreTheLevelsThatThePredictionExpects() {
    Model model = Example.logistic();
    GaussianPosterior q = Example.dense(model);
    int n = 4000;
    List<Table> replicates =
        PosteriorPredictive.draws(q, Example.withoutResponses(), n, RandomStream.of(2));
    double[][] expected = q.predict(Example.withoutResponses()).probabilities();
    for (int i = 0; i < expected.length; i++) {
      int row = i;
      double share = replicates.stream().mapToDouble(t -> t.column("label")[row]).sum() / n;
      double p = expected[i][1];
      // 5 standard errors, once in 1.7 million seeds, and what the prediction's rule rounds
      assertThat(share).isCloseTo(p, within(5 * Math.sqrt(p * (1 - p) / n) + 1e-6));
    }
  }
}
