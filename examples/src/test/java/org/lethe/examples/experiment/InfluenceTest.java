package org.lethe.examples.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lethe.core.posterior.Cost;
import org.lethe.inference.run.Run;
import org.lethe.validation.divergence.Interval;

/**
 * The reference table of influence on logistic regression. One data set each: over eight seeds the
 * first scenario had second order 3.1 to 6.8 times nearer than a translation (the noise of 4000
 * draws is most of what is left), the second 7.5 to 36 and the third 15 to 20 times.
 */
class InfluenceTest {

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void eachRefinementIsNearerToARetrain(int which) {
    InfluenceScenario scenario = InfluenceScenario.ALL.get(which);
    InfluenceResult result = new InfluenceExperiment(scenario, Run.seed(3)).result();
    assertThat(result.claims())
        .allSatisfy(claim -> assertThat(claim.holds()).as(claim.toString()).isTrue());
  }

  /** A translation is left with ½d(r − 1 − ln r) or so, r = 1 − m/n, however good its mean. */
  @Test
  void whatIsLeftOfATranslationIsItsCovariance() {
    InfluenceScenario scenario = InfluenceScenario.ALL.get(1);
    InfluenceResult result = new InfluenceExperiment(scenario, Run.seed(1)).result();
    double r = 210 / 300.0;
    double floor = 2.5 * (r - 1 - Math.log(r));
    assertThat(result.kl().get(2)).isCloseTo(floor, Percentage.withPercentage(30));
  }

  @Test
  void mediansAreTakenMethodByMethod() {
    InfluenceScenario scenario = InfluenceScenario.ALL.get(0);
    InfluenceResult one = InfluenceResult.of(scenario, List.of(1., 2., 3., 4., 5., 6.), List.of());
    InfluenceResult two = InfluenceResult.of(scenario, List.of(3., 2., 1., .5, 9., 8.), List.of());
    InfluenceResult all = InfluenceResult.of(scenario, List.of(9., 9., 9., 9., 9., 9.), List.of());
    assertThat(InfluenceResult.median(List.of(one, two, all)).kl())
        .containsExactly(3., 2., 3., 4., 9., 8.);
    assertThat(InfluenceResult.median(List.of(one, two)).kl())
        .containsExactly(2., 2., 2., 2.25, 7., 7.);
    assertThat(InfluenceResult.median(List.of(one, two, all)).ratios())
        .containsExactly(.75, 2., 1.);
  }

  private static InfluenceText text(double... ratios) {
    List<Double> kl = List.of(9., 8., 7., 1., .001, .001);
    List<Double> all = Arrays.stream(ratios).boxed().toList();
    Cost none = Cost.none();
    List<Cost> cost = List.of(none, none, none, none, none, none);
    InfluenceScenario scenario = InfluenceScenario.ALL.get(0);
    return new InfluenceText(List.of(new InfluenceResult(scenario, kl, cost, all)), ratios.length);
  }

  @Test
  void aMedianAboveFiveWhoseIntervalIsNotIsSaidSo() {
    assertThat(text(4, 6, 7).toString()).contains("(its interval reaches below five)");
    assertThat(text(5, 6, 7).toString()).doesNotContain("reaches below");
    assertThat(text(4, 6, 7).holds()).isTrue();
    assertThat(text(3, 4, 7).holds()).isFalse();
  }

  @Test
  void oneDataSetHasNoIntervalInTheFile() {
    assertThat(new String(text(6).json(), StandardCharsets.UTF_8)).doesNotContain("\"low\"");
    assertThat(new String(text(4, 6).json(), StandardCharsets.UTF_8))
        .contains("\"low\" : 4.0", "\"high\" : 6.0", "\"level\" : 0.5");
  }

  /** 1 − 2(1 + 10)/2¹⁰ between the second and the ninth of ten; 1 − 2/2⁶ over all of six. */
  @Test
  void theIntervalOfAMedianIsBetweenOrderStatistics() {
    MedianOf ten = MedianOf.of(List.of(7., 3., 10., 1., 2., 9., 4., 8., 5., 6.));
    assertThat(ten.value()).isEqualTo(5.5);
    assertThat(ten.interval()).isEqualTo(new Interval(2, 9, 1 - 22 / 1024.0));
    assertThat(MedianOf.of(List.of(6., 5., 4., 3., 2., 1.)).interval())
        .isEqualTo(new Interval(1, 6, 1 - 2 / 64.0));
    assertThat(MedianOf.of(List.of(1., 2., 4.)).interval()).isEqualTo(new Interval(1, 4, .75));
    assertThat(MedianOf.of(List.of(3.)).interval().low()).isEqualTo(3);
  }
}
