package org.lethe.examples.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lethe.core.expr.Device;
import org.lethe.core.posterior.Cost;
import org.lethe.core.posterior.Verdict;
import org.lethe.inference.run.Run;

/** The mixture experiment, on fewer rows than the command takes by default. */
class GmmTest {

  @Test
  void theOutermostRowsOfTwoClustersAreErased() {
    Clusters data = Clusters.of(400, 21, 5);
    Set<String> erased = Set.copyOf(data.edit().forgottenRows().ids());
    double[] x1 = data.rows().column("x1");
    double[] x2 = data.rows().column("x2");
    List<String> ids = data.rows().ids();
    assertThat(IntStream.range(0, 100).filter(i -> erased.contains(ids.get(i)))).hasSize(11);
    assertThat(IntStream.range(200, 300).filter(i -> erased.contains(ids.get(i)))).hasSize(10);
    double leastErased =
        IntStream.range(0, 100)
            .filter(i -> erased.contains(ids.get(i)))
            .mapToDouble(i -> x1[i])
            .min()
            .orElseThrow();
    double mostKept =
        IntStream.range(0, 100)
            .filter(i -> !erased.contains(ids.get(i)))
            .mapToDouble(i -> x1[i])
            .max()
            .orElseThrow();
    assertThat(leastErased).isGreaterThan(mostKept);
    double mostErased =
        IntStream.range(200, 300)
            .filter(i -> erased.contains(ids.get(i)))
            .mapToDouble(i -> x2[i])
            .max()
            .orElseThrow();
    double leastKept =
        IntStream.range(200, 300)
            .filter(i -> !erased.contains(ids.get(i)))
            .mapToDouble(i -> x2[i])
            .min()
            .orElseThrow();
    assertThat(mostErased).isLessThan(leastKept);
    assertThat(data.remaining().size()).isEqualTo(379);
  }

  /** One fixed seed; what is asserted holds by a factor of two or more. */
  @Test
  void influenceGoesPartOfTheWayAndTheChainMostOfIt() {
    GmmResult result = experiment("sgld", GmmMethod.BIF, 1);
    GmmResult.Distance d = result.distance();
    assertThat(result.refused()).isEmpty();
    assertThat(d.influenceOnly()).isLessThan(0.75 * d.origin());
    assertThat(d.chainOnly()).isLessThan(0.2 * d.origin());
    assertThat(d.forgotten()).isLessThan(0.2 * d.origin());
    assertThat(d.retrainToRetrain()).isLessThan(0.1 * d.origin());
    assertThat(result.costs().forget().rowHessianProducts()).isPositive();
    assertThat(new GmmText(result).toString()).contains("chain alone", "two retrains");
  }

  /**
   * Gradients of the erased rows at 1000 draws and values of them for the verdict, Hessian products
   * of them in 8 directions at 50 draws for H_e before and after; of all rows 8 products once, to
   * keep with the fit.
   */
  @Test
  void forgettingFewRowsTouchesNoOtherAndIsCheaperThanARetrain() {
    for (int rows : new int[] {2000, 4000}) {
      GmmResult result =
          new GmmExperiment("sgld", GmmMethod.BIF, rows, 16, 1, Run.seed(1).on(Device.cpu(1)))
              .result();
      GmmResult.Costs costs = result.costs();
      assertThat(costs.influence().rowGradients()).isEqualTo(2 * 1000 * 16);
      assertThat(costs.influence().rowHessianProducts()).isEqualTo(2 * 8 * 50 * 16);
      assertThat(costs.curvature().rowGradients()).isZero();
      assertThat(costs.curvature().rowHessianProducts()).isEqualTo(8L * rows);
      assertThat(costs.bargain().work()).isLessThan(.5);
      // a centre with rows of its own has sd² 1/n in two coordinates; clusters that overlap know
      // less
      double least = Math.sqrt(8 / (rows / 4 + 1.0));
      assertThat(result.distance().posteriorSd()).isBetween(least, 2 * least);
      assertThat(result.distance().influenceOnly())
          .isLessThan(Math.max(result.distance().allowed(), result.distance().origin() / 2));
    }
  }

  @Test
  void theSameSeedGivesTheSameDistancesOnAnyNumberOfThreads() {
    assertThat(experiment("sgld", GmmMethod.BIF, 1).distance())
        .isEqualTo(experiment("sgld", GmmMethod.BIF, 2).distance());
  }

  @Test
  void weightsWithoutAMeanAreARefusalThatIsReported() {
    GmmResult result = experiment("sgld", GmmMethod.REWEIGHT, 1);
    assertThat(result.refused()).hasValueSatisfying(why -> assertThat(why).contains("Pareto k"));
    assertThat(result.verdict().level()).isEqualTo(Verdict.Level.UNUSABLE);
    assertThat(result.distance().forgotten()).isNaN();
    assertThat(new GmmText(result).holds()).isFalse();
    assertThat(new String(result.json(), StandardCharsets.UTF_8))
        .contains("\"forgotten\" : null", "\"refused\" : \"Reweight");
  }

  @Test
  void pairsThatMakeNoSenseAreRefusedWithThoseThatDo() {
    assertThatThrownBy(() -> GmmMethod.named("reweight", "svi"))
        .hasMessageContainingAll("'reweight' for engine 'svi'", "svi with eubo");
  }

  @Test
  void aStudyCountsARefusedSeedAsUntouched() {
    GmmStudy study =
        new GmmStudy(
            List.of(found(3, .5, Optional.empty()), found(3, Double.NaN, Optional.of("no"))));
    assertThat(study.holds()).isFalse();
    assertThat(study.toString()).contains("NOT below a third", "was refused: no");
    assertThat(new GmmStudy(List.of(found(3, .5, Optional.empty()))).holds()).isTrue();
  }

  /** In a ninth of the time it does as much work as a retrain. */
  @Test
  void textAndFileAgreeOnWhetherARetrainIsCheaper() {
    GmmResult dear = found(3, .5, Optional.empty(), new Cost(1, 9, 0));
    assertThat(new GmmText(dear).toString()).contains("Price: retrain instead");
    assertThat(new String(dear.json(), StandardCharsets.UTF_8))
        .contains("\"retrainInstead\" : true");
    GmmResult cheap = found(3, .5, Optional.empty());
    assertThat(new GmmText(cheap).toString()).contains("Price: cheaper than a retrain");
    assertThat(new String(cheap.json(), StandardCharsets.UTF_8))
        .contains("\"retrainInstead\" : false");
  }

  /** Of a sampler whose noise allows so much that to do nothing is within it, and of another. */
  @Test
  void whereDoingNothingIsGoodEnoughNothingIsShown() {
    GmmResult.Distance weak = new GmmResult.Distance(.033, .016, .02, .016, .5, .6, .01, .02, .26);
    GmmResult.Distance strong =
        new GmmResult.Distance(.033, .016, .02, .015, .5, .6, .01, .008, .04);
    assertThat(weak.allowed()).isCloseTo(.052, within(1e-12));
    assertThat(weak.forgottenHolds()).isTrue();
    assertThat(new GmmText(found(weak)).holds()).isFalse();
    assertThat(new GmmText(found(weak)).toString()).contains("tells NOTHING", "made no difference");
    assertThat(new GmmStudy(List.of(found(weak))).holds()).isFalse();
    assertThat(new GmmStudy(List.of(found(weak))).toString())
        .contains("seeds 1 that tells NOTHING");
    assertThat(strong.allowed()).isCloseTo(.016, within(1e-12));
    assertThat(new GmmText(found(strong)).holds()).isTrue();
    assertThat(new GmmText(found(strong)).toString())
        .doesNotContain("NOTHING")
        .doesNotContain("made no difference");
  }

  @Test
  void aStudySaysWhySeedsAreTooFar() {
    GmmResult.Distance far = new GmmResult.Distance(3, 2, 2.5, 2, .5, .6, .01, .02, .1);
    Verdict held = Verdict.doubtful("the original: one cluster is held twice");
    GmmResult told = found(far, held, 80, Optional.empty());
    assertThat(new GmmStudy(List.of(told)).toString())
        .contains("Seed 1 is too far; its verdicts: the original: one cluster is held twice.");
    assertThat(new GmmStudy(List.of(found(far))).toString())
        .contains("Seed 1 is too far; its verdicts found nothing");
  }

  /** Chunks of 80, 40 and 20 rows; at 20 rows the third attempt went through, or was the last. */
  @Test
  void attemptsThatWereRefusedAreCounted() {
    GmmResult.Distance d = new GmmResult.Distance(3, .01, .5, .01, .5, .6, .01, .02, .1);
    GmmResult third = found(d, Verdict.trusted(), 20, Optional.empty());
    GmmResult none = found(d, Verdict.trusted(), 20, Optional.of("no"));
    assertThat(found(d).refusals()).isZero();
    assertThat(third.refusals()).isEqualTo(2);
    assertThat(none.refusals()).isEqualTo(3);
    assertThat(new GmmText(third).toString()).contains("Refused 2 times, in chunks of 80 rows");
    assertThat(new GmmStudy(List.of(third)).toString()).contains("chunks of 20");
  }

  @Test
  void theSecondsOfARefusalAreCounted() {
    GmmResult result = experiment("sgld", GmmMethod.REWEIGHT, 1);
    assertThat(result.refused()).isPresent();
    assertThat(result.costs().influence().seconds()).isPositive();
    assertThat(result.costs().forget().seconds()).isPositive();
  }

  private static GmmResult found(GmmResult.Distance distance) {
    return found(distance, Verdict.trusted(), 80, Optional.empty());
  }

  private static GmmResult found(
      GmmResult.Distance distance, Verdict verdict, int chunk, Optional<String> refused) {
    return new GmmResult(
        new GmmResult.Setting("sgld", "bif", 400, 80, 1),
        distance,
        new GmmResult.Costs(
            new Cost(9, 9, 0),
            Cost.none(),
            new Cost(1, 1, 0),
            new Cost(1, 1, 0),
            new Cost(9, 9, 0)),
        false,
        0,
        refused,
        chunk,
        verdict,
        List.of());
  }

  private static GmmResult found(double origin, double influence, Optional<String> refused) {
    return found(origin, influence, refused, new Cost(1, 1, 0));
  }

  private static GmmResult found(
      double origin, double influence, Optional<String> refused, Cost forget) {
    return new GmmResult(
        new GmmResult.Setting("sgld", "bif", 400, 80, 1),
        new GmmResult.Distance(origin, .01, influence, .01, .5, .6, .01, .02, .1),
        new GmmResult.Costs(
            new Cost(9, 9, 0), Cost.none(), forget, new Cost(1, 1, 0), new Cost(9, 9, 0)),
        false,
        0,
        refused,
        80,
        Verdict.trusted(),
        List.of());
  }

  private static GmmResult experiment(String engine, GmmMethod method, int threads) {
    return new GmmExperiment(engine, method, 400, 80, 1, Run.seed(1).on(Device.cpu(threads)))
        .result();
  }
}
