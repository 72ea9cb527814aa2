package org.lethe.unlearning;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lethe.core.data.Edit;
import org.lethe.core.posterior.Cost;
import org.lethe.core.posterior.Fit;
import org.lethe.core.posterior.Gaussian;
import org.lethe.inference.run.Run;
import org.lethe.unlearning.baseline.DoNothing;

class BargainTest {

  private static final Fit<Gaussian> ORIGINAL =
      costing(LinearGaussian.exact(LinearGaussian.ROWS), new Cost(3, 6000, 0));

  private static Fit<Gaussian> costing(Fit<Gaussian> f, Cost cost) {
    return new Fit<>(f.posterior(), f.model(), f.curvature(), f.provenance(), f.verdict(), cost);
  }

  @Test
  void aRetrainCostsTheFitScaledToTheRowsThatStay() {
    Fit<Gaussian> edited = costing(ORIGINAL, new Cost(.5, 400, 300));
    Bargain bargain = Bargain.of(ORIGINAL, edited, 6, 4).orElseThrow();
    assertThat(bargain.retrain()).isEqualTo(new Cost(2, 4000, 0));
    assertThat(bargain.retrainInstead()).isFalse();
    assertThat(bargain.work()).isEqualTo(.25);
    assertThat(bargain.toString()).startsWith("cheaper than a retrain");
  }

  @Test
  void whatTakesLongerThanARetrainIsSaidSo() {
    Fit<Gaussian> edited = costing(ORIGINAL, new Cost(2.5, 400, 300));
    Bargain bargain = Bargain.of(ORIGINAL, edited, 6, 4).orElseThrow();
    assertThat(bargain.retrainInstead()).isTrue();
    assertThat(bargain.toString()).startsWith("retrain instead: the edit took 2.50 s");
  }

  @Test
  void whatTakesTheWorkOfARetrainIsSaidSoThoughItTookLessTime() {
    Fit<Gaussian> edited = costing(ORIGINAL, new Cost(.5, 3400, 300));
    Bargain bargain = Bargain.of(ORIGINAL, edited, 6, 4).orElseThrow();
    assertThat(bargain.work()).isEqualTo(1);
    assertThat(bargain.retrainInstead()).isTrue();
    assertThat(bargain.toString()).startsWith("retrain instead");
  }

  @Test
  void anEditOfAnEditHasNothingToBeComparedWith() {
    Edit edit = Edit.forget(LinearGaussian.ROWS, List.of("row-0"));
    Fit<Gaussian> once = DoNothing.of().forget(ORIGINAL, edit, Run.seed(1));
    assertThat(Bargain.of(once, once, 5, 4)).isEqualTo(Optional.empty());
  }
}
