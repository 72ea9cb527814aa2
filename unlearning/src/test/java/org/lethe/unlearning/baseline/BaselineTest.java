package org.lethe.unlearning.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lethe.core.data.DataException;
import org.lethe.core.data.Edit;
import org.lethe.core.data.Table;
import org.lethe.core.distribution.Normal;
import org.lethe.core.distribution.Support;
import org.lethe.core.expr.Expr;
import org.lethe.core.model.Model;
import org.lethe.core.posterior.Channel;
import org.lethe.core.posterior.Fit;
import org.lethe.core.posterior.GaussianPosterior;
import org.lethe.core.posterior.Verdict;
import org.lethe.inference.energy.Family;
import org.lethe.inference.run.Run;
import org.lethe.inference.svi.Svi;
import org.lethe.unlearning.Gate;
import org.lethe.unlearning.LinearGaussian;
import org.lethe.unlearning.eubo.Eubo;

class BaselineTest {

  private static final Table ROWS = LinearGaussian.ROWS;
  private static final Edit ERASED = Edit.forget(ROWS, List.of("row-0", "row-3"));
  private static final Table REMAINING = ROWS.after(ERASED);
  private static final Svi<GaussianPosterior> SVI = Svi.of(Family.fullRank());
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
  void hyperparametersStayOpenWhenForgottenAndAreFoundAnewByARetrain() {
    Model model =
        Model.define(
            "noise",
            ROWS.schema(),
            m -> {
              Expr sd = m.hyperparameter("sd", Support.POSITIVE, 1);
              Expr b = m.parameter("b", Normal.of(0, 1), 2);
              m.observe("y", Normal.of(m.columns("x1", "x2").matmul(b), sd));
            });
    Fit<GaussianPosterior> fit = SVI.fit(model, ROWS, RUN);
    Fit<GaussianPosterior> forgotten = Eubo.of(new Gate.None()).steps(200).forget(fit, ERASED, RUN);
    assertThat(forgotten.model().fitted().orElseThrow())
        .isEqualTo(fit.model().fitted().orElseThrow());
    assertThat(state(forgotten)).isEqualTo(Channel.State.OPEN);
    Fit<GaussianPosterior> retrained = Retrain.of(SVI, REMAINING).forget(fit, ERASED, RUN);
    assertThat(retrained.model().fitted().orElseThrow())
        .isEqualTo(SVI.fit(model, REMAINING, RUN).model().fitted().orElseThrow())
        .isNotEqualTo(fit.model().fitted().orElseThrow());
    assertThat(state(retrained)).isEqualTo(Channel.State.RECOMPUTED);
  }

  private static Channel.State state(Fit<?> fit) {
    return fit.provenance().channels().stream()
        .filter(c -> c.name().equals("hyperparameters"))
        .map(Channel::state)
        .findFirst()
        .orElseThrow();
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
