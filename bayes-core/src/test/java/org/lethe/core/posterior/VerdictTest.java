package org.lethe.core.posterior;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class VerdictTest {
  private final Verdict doubtful = Verdict.doubtful("ESS is 12 of 1000", "k̂ is 0.9");
  private final Verdict unusable = Verdict.unusable("the ELBO diverged", "k̂ is 0.9");

  @Test
  void theWorseOfTwoLevelsIsKeptWithTheReasonsOfBoth() {
    assertThat(doubtful.and(unusable))
        .isEqualTo(
            new Verdict(
                Verdict.Level.UNUSABLE,
                List.of("ESS is 12 of 1000", "k̂ is 0.9", "the ELBO diverged")));
    assertThat(unusable.and(doubtful).level()).isEqualTo(Verdict.Level.UNUSABLE);
    assertThat(Verdict.trusted().and(doubtful)).isEqualTo(doubtful);
    assertThat(doubtful.and(Verdict.trusted())).isEqualTo(doubtful);
    assertThat(Verdict.trusted().and(Verdict.trusted()).isTrusted()).isTrue();
  }

  @Test
  void doubtNeedsAReasonAndTrustHasNone() {
    assertThatIllegalArgumentException()
        .isThrownBy(Verdict::doubtful)
        .withMessage(
            "Verdict: reasons must be given exactly where the level is not TRUSTED, got DOUBTFUL"
                + " with 0 reasons");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Verdict(Verdict.Level.TRUSTED, List.of("why")));
  }

  @Test
  void aDoubtfulFitIsRefusedWithEveryReason() {
    Fit<GaussianPosterior> fit = Example.fit();
    assertThat(fit.requireTrusted()).isSameAs(fit);
    assertThatExceptionOfType(UntrustedFitException.class)
        .isThrownBy(() -> fit.with(doubtful).requireTrusted())
        .withMessageContainingAll(
            "model logistic is DOUBTFUL", "- ESS is 12 of 1000", "- k̂ is 0.9")
        .matches(e -> e.verdict().equals(doubtful));
  }

  @Test
  void costsAddUp() {
    assertThat(new Cost(1.5, 10, 2).plus(new Cost(0.5, 1, 0))).isEqualTo(new Cost(2, 11, 2));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Cost(Double.NaN, 0, 0))
        .withMessage("Cost: seconds must be finite and at least 0, got NaN");
  }

  @Test
  void aFitBelongsToOneModel() {
    Fit<GaussianPosterior> fit = Example.fit();
    Provenance p = fit.provenance();
    Provenance other = Provenance.trained(p.recipe(), "0123", p.dataDigest(), 1, p.channels());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Fit.of(fit.posterior(), other, Verdict.trusted(), Cost.none()))
        .withMessageContaining("provenance must name the digest of model logistic");
  }
}
