package org.lethe.examples.posteriordb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.apache.commons.math3.distribution.BinomialDistribution;
import org.junit.jupiter.api.Test;

/** When divergences are more than Stan's. */
class DivergencesTest {

  private static final String SCHOOLS = "eight_schools-eight_schools_noncentered";

  private static Divergences schools(int found, int runs) {
    return new Divergences(SCHOOLS, found, runs);
  }

  @Test
  void theTailIsTheBinomialOne() {
    for (int[] c : new int[][] {{0, 1}, {1, 1}, {9, 1}, {12, 10}, {40, 10}, {29, 20}}) {
      double expected =
          1
              - new BinomialDistribution(c[0] + 29, c[1] / (c[1] + 20.0))
                  .cumulativeProbability(c[0] - 1);
      assertThat(schools(c[0], c[1]).tail()).isCloseTo(expected, within(1e-12));
    }
  }

  @Test
  void asManyAsStanHasAreNotTooMany() {
    assertThat(schools(29, 20).holds()).isTrue();
    assertThat(schools(29, 20).stan()).isEqualTo(29);
    assertThat(schools(15, 10).holds()).isTrue();
    int most = schools(0, 10).most();
    assertThat(schools(most, 10).tail()).isGreaterThanOrEqualTo(Divergences.FALSE_ALARM);
    assertThat(schools(most + 1, 10).tail()).isLessThan(Divergences.FALSE_ALARM);
    assertThat(most).isBetween(30, 45);
  }

  @Test
  void whereNoneIsExpectedOneIsTooMany() {
    assertThat(new Divergences("arK-arK", 0, 20).holds()).isTrue();
    assertThat(new Divergences("arK-arK", 1, 20).holds()).isFalse();
    assertThat(new Divergences("arK-arK", 0, 20).most()).isZero();
  }

  @Test
  void aResultWithTooManyDoesNotHold() {
    PosteriorResult few = new PosteriorResult(List.of(run(1)));
    assertThat(few.holds()).isTrue();
    assertThat(few.toString()).contains("at most").doesNotContain("too many");
    PosteriorResult many = new PosteriorResult(List.of(run(40)));
    assertThat(many.holds()).isFalse();
    assertThat(many.toString()).contains("too many");
  }

  private static Found run(int divergences) {
    Found.Line line = new Found.Line("mu", 1, 1, 1, 1, 0, 0, 1, 4000);
    return new Found(SCHOOLS, 1, List.of(line), 4000, divergences, 1);
  }
}
