package org.lethe.inference.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.lethe.core.data.Column;
import org.lethe.core.data.Schema;
import org.lethe.core.distribution.Normal;
import org.lethe.core.expr.Expr;
import org.lethe.core.model.Model;
import org.lethe.core.posterior.Draws;
import org.lethe.core.random.RandomStream;

/**
 * Draws that are right by construction, and draws that are not, of a few and of many parameters.
 */
class MixingCheckTest {

  private static final int CHAINS = 4;
  private static final int SIZE = 300;

  /** One fixed seed; independent draws pass R-hat 1.01 and 100 effective draws a chain. */
  @Test
  void independentDrawsAreNotDoubted() {
    assertThat(MixingCheck.doubts(draws(2, 0))).isEmpty();
  }

  @Test
  void chainsInDifferentPlacesHaveNotMixed() {
    assertThat(MixingCheck.doubts(draws(2, 1)))
        .anySatisfy(doubt -> assertThat(doubt).contains("have not mixed", "R-hat of w["));
  }

  @Test
  void aLargeModelIsJudgedBySomeOfItsParameters() {
    assertThat(MixingCheck.doubts(draws(1500, 1)))
        .anySatisfy(doubt -> assertThat(doubt).contains("have not mixed", "R-hat of parameter "));
  }

  @Test
  void tooFewDrawsAreDoubtedAsSuch() {
    double[][][] three = new double[CHAINS][3][2];
    assertThat(MixingCheck.doubts(Draws.of(model(2), three)))
        .anySatisfy(doubt -> assertThat(doubt).contains("too few draws to tell"));
  }

  /** Chain c is moved by c times {@code apart}. */
  private static Draws draws(int d, double apart) {
    double[][][] draws = new double[CHAINS][SIZE][d];
    for (int c = 0; c < CHAINS; c++) {
      for (int i = 0; i < SIZE; i++) {
        RandomStream.of(7).stream(c).at(i, 0).gaussians(draws[c][i], 0, d);
        for (int j = 0; j < d; j++) {
          draws[c][i][j] += c * apart;
        }
      }
    }
    return Draws.of(model(d), draws);
  }

  private static Model model(int d) {
    return Model.define(
        "sum",
        Schema.of("id", Column.number("y")),
        m -> {
          Expr w = m.parameter("w", Normal.of(0, 1), d);
          m.observe("y", Normal.of(w.sum(), 1));
        });
  }
}
