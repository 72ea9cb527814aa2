package org.lethe.examples.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lethe.core.data.Edit;
import org.lethe.core.data.Table;
import org.lethe.core.distribution.Normal;
import org.lethe.core.distribution.Support;
import org.lethe.core.expr.Expr;
import org.lethe.core.model.Model;
import org.lethe.core.posterior.Channel;
import org.lethe.core.posterior.Cost;
import org.lethe.core.posterior.Fit;
import org.lethe.core.posterior.GaussianPosterior;
import org.lethe.core.posterior.Verdict;
import org.lethe.examples.gp.LearnedProcess;
import org.lethe.inference.energy.Family;
import org.lethe.inference.run.Engine;
import org.lethe.inference.run.Run;
import org.lethe.inference.svi.Svi;

/** The first of the twenty requests; the command answers all of them. */
class StreamTest {
  private static final Retraining RETRAINED =
      new Retraining(
          new Cost(1, 200, 0),
          new Cost(3, 400, 0),
          new Kl(0.5, 0.6),
          new Kl(0.07, 0.08),
          Verdict.trusted());

  /**
   * A step of influence is an expansion to first order: what it leaves of a way δ is of order δ²,
   * and where doing nothing costs a KL of δ²/2, it is of order KL².
   */
  @Test
  void eachAnswerByInfluenceIsNearerToTheRetrainThanDoingNothing(@TempDir Path dir) {
    StreamResult result =
        new StreamExperiment(StreamData.MOONS, StreamMethod.INFLUENCE, false, Run.seed(1))
            .in(dir, 2);
    assertThat(result.steps()).extracting(StreamStep::erased).containsExactly(1, 2);
    assertThat(result.steps())
        .allSatisfy(
            step -> {
              assertThat(step.kl().erased()).isLessThan(step.nothing().erased());
              assertThat(step.posteriorKl()).isLessThan(Math.pow(step.posteriorKlOfNothing(), 2));
              assertThat(step.advisesToRetrain()).isFalse();
            });
    assertThat(result.advised()).isEmpty();
    assertThat(result.title()).isEqualTo("Forgetting moons one by one, by influence");
  }

  @Test
  void eachAnswerByEuboIsNearerOnMoonsToo(@TempDir Path dir) {
    StreamResult result =
        new StreamExperiment(StreamData.MOONS, StreamMethod.EUBO, false, Run.seed(1)).in(dir, 2);
    assertThat(result.steps())
        .allSatisfy(
            step -> {
              assertThat(step.kl().erased()).isLessThan(step.nothing().erased());
              assertThat(step.posteriorKl()).isLessThan(step.posteriorKlOfNothing());
            });
  }

  /** Where EUBO goes too far: probit rows outweigh the posterior in the tails. */
  @Test
  void onBananasInfluenceIsNearerThanDoingNothingAndThanEubo(@TempDir Path dir) {
    LearnedProcess banana = LearnedProcess.banana(dir, 15, 500, Run.seed(1));
    List<StreamStep> influence = bananas(banana, StreamMethod.INFLUENCE);
    List<StreamStep> eubo = bananas(banana, StreamMethod.EUBO);
    for (int k = 0; k < influence.size(); k++) {
      StreamStep step = influence.get(k);
      assertThat(step.posteriorKl()).isLessThan(step.posteriorKlOfNothing());
      assertThat(step.kl().erased()).isLessThan(step.nothing().erased());
      assertThat(step.posteriorKl()).isLessThan(eubo.get(k).posteriorKl());
    }
  }

  private static List<StreamStep> bananas(LearnedProcess banana, StreamMethod method) {
    Engine<GaussianPosterior> engine = Svi.of(Family.fullRank());
    List<List<String>> requests = StreamData.rightmost(banana.rows(), 2);
    return new Stream(banana.fit(), banana.rows(), requests, method, engine, false, Run.seed(1))
        .answer()
        .steps();
  }

  /**
   * Twenty rows at once are too many, and without hyperparameters each retrain is the yardstick.
   */
  @Test
  void aRetrainTakesThePlaceOfADoubtfulAnswer(@TempDir Path dir) {
    Run run = Run.seed(1);
    Moons moons = Moons.in(dir, MoonVariant.ORDERED);
    List<String> twenty = ids(moons.rows(), 0, 20);
    List<String> next = ids(moons.rows(), 20, 21);
    Fit<GaussianPosterior> original = Moons.engine().fit(moons.model(), moons.rows(), run);
    Stream.Answer answer =
        new Stream(
                original,
                moons.rows(),
                List.of(twenty, next),
                StreamMethod.EUBO,
                Moons.engine(),
                true,
                run)
            .answer();

    StreamStep first = answer.steps().get(0);
    Retraining retraining = first.retraining().orElseThrow();
    assertThat(first.advisesToRetrain()).isTrue();
    assertThat(retraining.answer()).isEqualTo(first.kl());
    assertThat(retraining.answer().erased()).isPositive();
    assertThat(retraining.again().erased()).isCloseTo(0, within(1e-9));
    assertThat(retraining.again().remaining()).isCloseTo(0, within(1e-9));
    assertThat(retraining.verdict().isTrusted()).isTrue();
    assertThat(retraining.cost().rowGradients()).isPositive();
    assertThat(retraining.answers().rowGradients()).isPositive();

    Table left = moons.rows().after(Edit.forget(moons.rows(), twenty));
    Edit edit = Edit.forget(left, next);
    Fit<GaussianPosterior> retrained = Moons.engine().fit(moons.model(), left, run);
    Fit<GaussianPosterior> reference = Moons.engine().fit(moons.model(), left.after(edit), run);
    StreamStep second = answer.steps().get(1);
    assertThat(second.retraining()).isEmpty();
    assertThat(second.erased()).isEqualTo(21);
    assertThat(second.nothing())
        .isEqualTo(Kl.between(reference, retrained, edit, left.after(edit)));
    assertThat(second.kl()).isEqualTo(Kl.between(reference, answer.last(), edit, left.after(edit)));
    assertThat(second.posteriorKl()).isLessThan(second.posteriorKlOfNothing());
    assertThat(answer.last().provenance().dataDigest()).isEqualTo(left.after(edit).digest());
  }

  private static List<String> ids(Table rows, int from, int to) {
    return StreamData.rightmost(rows, to).subList(from, to).stream().flatMap(List::stream).toList();
  }

  @Test
  void aRetrainLearnsHyperparametersFromWhatIsLeft() {
    double[] x = IntStream.range(0, 12).mapToDouble(i -> i / 4.0).toArray();
    double[] y = Arrays.stream(x).map(at -> at > 2 ? 4 : Math.sin(3 * at)).toArray();
    Table rows = Table.of(Map.of("x1", x, "y", y));
    Model line =
        Model.define(
            "line",
            rows.schema(),
            m -> {
              Expr slope = m.parameter("slope", Normal.of(0, 1));
              Expr noise = m.hyperparameter("noise", Support.POSITIVE, 1);
              m.observe("y", Normal.of(slope.times(m.column("x1")), noise));
            });
    Engine<GaussianPosterior> engine = Svi.of(Family.fullRank()).steps(500);
    Fit<GaussianPosterior> original = engine.fit(line, rows, Run.seed(1));
    Stream stream =
        new Stream(
            original, rows, List.of(ids(rows, 0, 3)), StreamMethod.EUBO, engine, true, Run.seed(1));
    Stream.Answer answer = stream.answer();
    assertThat(answer.steps().get(0).retraining()).isPresent();
    assertThat(original.provenance().openChannels())
        .extracting(Channel::name)
        .contains("hyperparameters");
    assertThat(answer.openChannels()).extracting(Channel::name).doesNotContain("hyperparameters");
    double[] noise = engine.fit(line, rows.after(answer.all()), Run.seed(1)).model().fitted().get();
    assertThat(answer.last().model().fitted().orElseThrow()).containsExactly(noise);
    assertThat(original.model().fitted().orElseThrow()).doesNotContain(noise);
    assertThat(stream.refitted(answer)).contains(new Kl(0, 0));

    Stream.Answer held =
        new Stream(original, rows, stream.requests(), StreamMethod.EUBO, engine, false, Run.seed(1))
            .answer();
    assertThat(held.steps().get(0).retraining()).isEmpty();
    assertThat(held.openChannels()).extracting(Channel::name).contains("hyperparameters");
  }

  @Test
  void dataAreCalledWhatTheUserTypes() {
    assertThat(StreamData.values()).extracting(StreamData::toString).contains("moons", "banana");
  }

  @Test
  void theFirstDoubtIsTheAdvice() {
    Kl kl = new Kl(0.1, 0.01);
    List<StreamStep> steps =
        List.of(
            new StreamStep(1, 5, kl, kl, 1, 2, Verdict.trusted(), Optional.empty()),
            new StreamStep(2, 10, kl, kl, 1, 2, Verdict.doubtful("too far"), Optional.empty()),
            new StreamStep(3, 15, kl, kl, 1, 2, Verdict.unusable("lost"), Optional.of(RETRAINED)));
    StreamResult result =
        new StreamResult(
            "Forgetting",
            steps,
            List.of(Channel.open("hyperparameters", "kept")),
            Optional.of(new Kl(0.2, 0.01)));
    assertThat(result.advised()).isEqualTo(OptionalInt.of(2));
    assertThat(result.toString())
        .contains("Retraining is advised at request 2.", "DOUBTFUL")
        .contains(
            "Retrained at request 3: 1.00 s and 200 row gradients, where the answers took 3.00 s"
                + " and 400. On the erased rows the answer was 0.500 from it, on the others 0.600;"
                + " a second retrain is 0.0700 and 0.0800. TRUSTED.")
        .contains("Open channel, hyperparameters: kept")
        .contains(
            "A retrain that learns hyperparameters anew is 0.200 away on the erased rows, 0.0100"
                + " on");
    assertThat(new String(result.json(), StandardCharsets.UTF_8))
        .contains("\"retrainAdvisedAt\" : 2", "\"reason\" : \"too far\"")
        .contains(
            "\"secondsOfAnswers\" : 3.0", "\"klErasedOfAnswer\" : 0.5", "\"klErased\" : 0.07");
    assertThat(result.plot().png()).isNotEmpty();
  }
}
