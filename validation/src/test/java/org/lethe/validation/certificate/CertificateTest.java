package org.lethe.validation.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lethe.core.data.Edit;
import org.lethe.core.data.Table;
import org.lethe.core.posterior.Channel;
import org.lethe.core.posterior.Fit;
import org.lethe.core.posterior.Posterior;
import org.lethe.core.posterior.Provenance;
import org.lethe.core.posterior.Recipe;
import org.lethe.core.posterior.Verdict;
import org.lethe.inference.conjugate.LinearGaussian;
import org.lethe.inference.run.Run;
import org.lethe.unlearning.exact.Exact;
import org.lethe.validation.certificate.Certificate.Grade;
import org.lethe.validation.certificate.Check.Outcome;
import org.lethe.validation.divergence.PredictiveKl;
import org.lethe.validation.divergence.Yardsticks;

class CertificateTest {
  private static final Check KL = Check.posteriorKlAtMost(.01);

  @Test
  void exactForgettingIsExact() {
    Certificate c =
        Certificate.issue(
            Judged.exact().withSecondRetrain(Judged.retrained(4)),
            Check.predictiveKlAtMost(1e-6),
            KL);
    assertThat(c.failures()).isEmpty();
    assertThat(c.grade()).isEqualTo(Grade.EXACT);
    assertThat(names(c))
        .containsExactly(
            "same edit",
            "usable fits",
            "equals the retrain, in sd",
            "predictive KL(retrained ‖ forgotten), erased rows",
            "predictive KL(retrained ‖ forgotten), remaining rows",
            "posterior KL(forgotten ‖ retrained)");
    assertThat(c.limits()).noneMatch(l -> l.startsWith("Doubtful") || l.startsWith("Open"));
    assertThat(c.limits()).anyMatch(l -> l.startsWith("The original fit still holds"));
  }

  @Test
  void anImitationIsEvidenceWhileItsChecksPassAndFailedOnceOneDoesNot() {
    // the shift of one mean by s sd under the posterior's own covariance: KL = ½s²/(1 − ρ²) ≥ ½s²
    assertThat(Certificate.issue(Judged.with(Judged.imitation(.05)), KL).grade())
        .isEqualTo(Grade.EVIDENCE);
    Certificate failed = Certificate.issue(Judged.with(Judged.imitation(.5)), KL);
    assertThat(failed.grade()).isEqualTo(Grade.FAILED);
    assertThat(failed.holds()).isFalse();
    assertThat(names(failed.failures())).containsExactly("posterior KL(forgotten ‖ retrained)");
  }

  @Test
  void aConjugateResultThatMissesTheRetrainIsNotExact() {
    Fit<?> noRows =
        LinearGaussian.of().fit(Judged.MODEL, Judged.ALL.select(List.of()), Run.seed(2));
    Fit<?> off = like(Judged.FORGOTTEN, noRows.posterior());
    Certificate c = Certificate.issue(Judged.with(off), Check.posteriorKlAtMost(1e3));
    assertThat(c.grade()).isEqualTo(Grade.EVIDENCE);
    assertThat(names(c)).doesNotContain("equals the retrain, in sd");
  }

  @Test
  void anOpenChannelCapsTheGradeAndIsListed() {
    Provenance p = Judged.FORGOTTEN.provenance();
    Channel open = Channel.open("optimiser state", "kept from the original");
    Fit<?> forgotten =
        Fit.of(
            Judged.FORGOTTEN.posterior(),
            new Provenance(
                p.parent(),
                p.recipe(),
                p.trainedBy(),
                p.modelDigest(),
                p.dataDigest(),
                p.keyedIds(),
                p.seed(),
                p.versions(),
                List.of(open)),
            Verdict.trusted(),
            Judged.FORGOTTEN.cost());
    Certificate c = Certificate.issue(Judged.with(forgotten), KL);
    assertThat(c.grade()).isEqualTo(Grade.EVIDENCE);
    assertThat(c.channels()).containsExactly(open);
    assertThat(c.limits()).contains("Open channel optimiser state: kept from the original.");
  }

  @Test
  void doubtCapsTheGradeAndUnusableFails() {
    Certificate doubtful =
        Certificate.issue(
            Judged.with(Judged.FORGOTTEN.with(Verdict.doubtful("ESS 37 of 1000"))), KL);
    assertThat(doubtful.grade()).isEqualTo(Grade.EVIDENCE);
    assertThat(doubtful.limits()).contains("Doubtful: the forgotten fit: ESS 37 of 1000.");
    Evidence e = Judged.exact();
    Fit<?> bad = Judged.retrained(5).with(Verdict.unusable("diverged"));
    Certificate failed = Certificate.issue(e.withSecondRetrain(bad), KL);
    assertThat(failed.grade()).isEqualTo(Grade.FAILED);
    assertThat(failed.failures().get(0).detail()).isEqualTo("the second retrained fit: diverged");
  }

  @Test
  void evidenceThatDoesNotBelongTogetherFailsAndSaysWhy() {
    Evidence e = Judged.exact();
    Edit other = Edit.forget(Judged.ALL, Judged.ALL.ids().subList(20, 40));
    Table less = Judged.ALL.after(other);
    requireFault(
        new Evidence(
            Judged.ORIGINAL.with(Verdict.doubtful("x")),
            e.forgotten(),
            e.retrained(),
            Optional.empty(),
            e.edit(),
            e.remaining(),
            Optional.empty()),
        "the forgotten fit was not made from the original one");
    requireFault(
        Evidence.of(e.original(), e.forgotten(), e.retrained(), other, e.remaining()),
        "the remaining rows are not the original's data after the edit");
    requireFault(
        Evidence.of(e.original(), e.forgotten(), e.retrained(), e.edit(), less),
        "the forgotten fit does not stand for the remaining rows");
    requireFault(
        Evidence.of(e.original(), e.forgotten(), e.original(), e.edit(), e.remaining()),
        "the retrained fit does not stand for the remaining rows");
    requireFault(
        Evidence.of(e.original(), e.forgotten(), e.forgotten(), e.edit(), e.remaining()),
        "the retrained fit was made by exact and not from rows");
    requireFault(e.withSecondRetrain(Judged.RETRAINED), "both retrains have the same seed");
    requireFault(e.withHeldOut(Judged.ALL), "held-out rows are among the data");
  }

  @Test
  void aRetrainByAnotherRecipeIsNoReference() {
    Provenance p = Judged.RETRAINED.provenance();
    Fit<?> other =
        Fit.of(
            Judged.RETRAINED.posterior(),
            Provenance.trained(Recipe.of("svi"), p.modelDigest(), p.dataDigest(), 3, p.channels()),
            Verdict.trusted(),
            Judged.RETRAINED.cost());
    Evidence e = Judged.exact();
    requireFault(
        Evidence.of(e.original(), e.forgotten(), other, e.edit(), e.remaining()),
        "the retrained fit was not made by the recipe of the original");
  }

  @Test
  void everyDistanceHasItsYardsticks() {
    Certificate c =
        Certificate.issue(
            Judged.with(Judged.imitation(.05)).withSecondRetrain(Judged.retrained(4)), KL);
    Outcome kl = c.outcomes().get(2);
    Yardsticks yardsticks = kl.yardsticks().orElseThrow();
    assertThat(yardsticks.doNothing().value())
        .isCloseTo(Judged.ORIGINAL.posterior().kl(Judged.RETRAINED.posterior()), within(1e-12));
    assertThat(yardsticks.doNothing().value()).isGreaterThan(10 * kl.statistic());
    // an exact engine retrains to the same posterior under any seed
    assertThat(yardsticks.retrainToRetrain().orElseThrow().value()).isCloseTo(0, within(1e-12));
    assertThat(c.limits()).noneMatch(l -> l.contains("One retrain only"));
  }

  @Test
  void predictionsAreComparedFromTheRetrainOnTheRowsThatAreNamed() {
    Evidence e = Judged.with(Judged.imitation(.5, 1.5)).withSecondRetrain(Judged.retrained(4));
    List<Outcome> outcomes = Check.predictiveKlAtMost(1).run(e);
    Table erased = Judged.EDIT.forgottenRows();
    assertThat(outcomes.get(0).statistic())
        .isEqualTo(PredictiveKl.between(e.retrained(), e.forgotten(), erased).value())
        .isNotEqualTo(PredictiveKl.between(e.forgotten(), e.retrained(), erased).value());
    assertThat(outcomes.get(1).statistic())
        .isEqualTo(PredictiveKl.between(e.retrained(), e.forgotten(), Judged.REMAINING).value());
    Yardsticks yardsticks = outcomes.get(1).yardsticks().orElseThrow();
    assertThat(yardsticks.doNothing())
        .isEqualTo(PredictiveKl.between(e.retrained(), e.original(), Judged.REMAINING));
    assertThat(yardsticks.retrainToRetrain().orElseThrow().value()).isCloseTo(0, within(1e-20));
  }

  @Test
  void anEditThatOnlyLearnsIsJudgedOnTheLearnedRows() {
    Edit learn = Edit.learn(Judged.HELD_OUT);
    Table all = Judged.ALL.after(learn);
    Evidence e =
        Evidence.of(
            Judged.ORIGINAL,
            Exact.of().forget(Judged.ORIGINAL, learn, Run.seed(2)),
            LinearGaussian.of().fit(Judged.MODEL, all, Run.seed(3)),
            learn,
            all);
    Certificate c = Certificate.issue(e, Check.predictiveKlAtMost(1e-6));
    assertThat(c.grade()).isEqualTo(Grade.EXACT);
    assertThat(names(c)).contains("predictive KL(retrained ‖ forgotten), learned rows");
    assertThat(c.subject().learnedRows()).isEqualTo(60);
  }

  @Test
  void aThresholdThatDoingNothingMeetsIsCalledPowerless() {
    Certificate c = Certificate.issue(Judged.exact(), Check.posteriorKlAtMost(1e3));
    assertThat(c.outcomes().get(3).isPowerless()).isTrue();
    assertThat(c.limits())
        .anyMatch(l -> l.contains("would have passed had nothing been forgotten"));
  }

  @Test
  void theAttackIsHeldAgainstBothEndsAndReportsItsPower() {
    Evidence e = Judged.exact().withHeldOut(Judged.HELD_OUT);
    Outcome loose = Check.attackAdvantageAtMost(1).run(e).get(0);
    assertThat(loose.pass()).isTrue();
    assertThat(loose.statistic()).isBetween(-1.0, 1.0);
    assertThat(loose.interval().high() - loose.interval().low()).isGreaterThan(.1);
    assertThat(loose.yardsticks()).isPresent();
    assertThat(loose.detail()).contains("20 against 60 held-out rows", "on the retrained fit");
    assertThat(Check.attackAdvantageAtMost(.02).run(e).get(0).pass()).isFalse();
  }

  @Test
  void anAttackWithoutHeldOutRowsIsRefusedByName() {
    assertThatThrownBy(() -> Certificate.issue(Judged.exact(), Check.attackAdvantageAtMost(.02)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Check.attackAdvantageAtMost: evidence must have held-out rows");
  }

  @Test
  void thresholdsAndChecksAreRequired() {
    assertThatThrownBy(() -> Certificate.issue(Judged.exact()))
        .hasMessage("Certificate.issue: checks must be at least 1, got 0");
    assertThatThrownBy(() -> Check.predictiveKlAtMost(0))
        .hasMessage("Check.predictiveKlAtMost: eps must be positive and finite, got 0.0");
    assertThatThrownBy(() -> Check.attackAdvantageAtMost(1.5))
        .hasMessage("Check.attackAdvantageAtMost: eps must be in (0, 1], got 1.5");
  }

  private static void requireFault(Evidence evidence, String reason) {
    Certificate c = Certificate.issue(evidence, KL);
    assertThat(c.grade()).isEqualTo(Grade.FAILED);
    assertThat(names(c)).containsExactly("same edit");
    assertThat(c.outcomes().get(0).detail()).contains(reason);
  }

  private static Fit<?> like(Fit<?> fit, Posterior posterior) {
    return Fit.of(posterior, fit.provenance(), fit.verdict(), fit.cost());
  }

  private static List<String> names(Certificate certificate) {
    return names(certificate.outcomes());
  }

  private static List<String> names(List<Outcome> outcomes) {
    return outcomes.stream().map(Outcome::name).toList();
  }
}
