package org.lethe.unlearning.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lethe.core.data.DataException;
import org.lethe.core.data.Edit;
import org.lethe.core.data.Table;
import org.lethe.core.posterior.Fit;
import org.lethe.core.posterior.GaussianPosterior;
import org.lethe.core.posterior.Verdict;
import org.lethe.inference.energy.Family;
import org.lethe.inference.run.Run;
import org.lethe.inference.svi.Svi;
import org.lethe.unlearning.LinearGaussian;

class BaselineTest {

  private static final Table ROWS = LinearGaussian.ROWS;
  private static final Edit ERASED = Edit.forget(ROWS, List.of("row-0", "row-3"));
  private static final Table REMAINING = ROWS.after(ERASED);
  private static final Svi SVI = Svi.of(Family.fullRank());
  private static final Run RUN = Run.seed(1);
  private static final Fit<GaussianPosterior> FIT = SVI.fit(LinearGaussian.MODEL, ROWS, RUN);

  @Test
  void aRetrainIsTheEnginesFitOfTheRemainingRows() {
    Fit<GaussianPosterior> retrained = Retrain.of(SVI, REMAINING).forget(FIT, ERASED, Run.seed(2));
    double[] mean = LinearGaussian.mean(REMAINING);
    assertThat(retrained.posterior().mean()).containsExactly(mean, within(1e-3));
    assertThat(retrained.posterior().lambda())
        .isEqualTo(SVI.fit(FIT.model(), REMAINING, Run.seed(2)).posterior().lambda());
    assertThat(retrained.provenance().parent()).isEqualTo(FIT.id());
    assertThat(retrained.provenance().engine()).isEqualTo(SVI.recipe());
    assertThat(retrained.provenance().dataDigest()).isEqualTo(REMAINING.digest());
  }

  @Test
  void aRetrainOnOtherRowsIsRefused() {
    assertThatThrownBy(() -> Retrain.of(SVI, ROWS).forget(FIT, ERASED, RUN))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("must be the data of the fit after the edit")
        .hasMessageContaining("6 rows");
  }

  @Test
  void doingNothingKeepsThePosteriorAndIsNeverAResult() {
    Fit<GaussianPosterior> same = DoNothing.of().forget(FIT, ERASED, RUN);
    assertThat(same.posterior()).isSameAs(FIT.posterior());
    assertThat(same.verdict().level()).isEqualTo(Verdict.Level.UNUSABLE);
    assertThat(same.provenance().openChannels()).anyMatch(c -> c.name().equals("posterior"));
    assertThat(same.provenance().dataDigest()).isEqualTo(REMAINING.digest());
  }
}
