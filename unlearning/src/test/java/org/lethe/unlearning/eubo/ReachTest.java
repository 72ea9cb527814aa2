package org.lethe.unlearning.eubo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lethe.core.data.Edit;
import org.lethe.core.data.Table;
import org.lethe.core.posterior.Fit;
import org.lethe.core.posterior.Gaussian;
import org.lethe.core.posterior.Verdict;
import org.lethe.inference.run.Run;
import org.lethe.unlearning.Gate;
import org.lethe.unlearning.LinearGaussian;

class ReachTest {

  private static final Table ROWS = LinearGaussian.ROWS;
  private static final Run RUN = Run.seed(3);
  private static final double RADIUS = 13.815510557964274; // χ²₂ at 0.999 is −2 log 0.001

  /**
   * In two dimensions P(ε₁²/μ₁ + ε₂²/μ₂ &gt; c) = mean over φ of exp(−c/(2(cos²φ/μ₁ + sin²φ/μ₂))),
   * μ the eigenvalues of Λ⁻¹Λ_r. 10 000 draws err by at most 0.005 a standard error, and five of
   * them are exceeded once in two million.
   */
  @Test
  void theFractionBeyondIsThatOfThePosteriorThatIsLeft() {
    for (List<String> ids : List.of(List.of("row-0", "row-3"), ROWS.ids())) {
      double[][] all = LinearGaussian.precision(ROWS);
      double[][] left = LinearGaussian.precision(ROWS.after(Edit.forget(ROWS, ids)));
      double[][] inverse = LinearGaussian.inverse(all);
      double trace = 0;
      for (int i = 0; i < 2; i++) {
        for (int j = 0; j < 2; j++) {
          trace += inverse[i][j] * left[j][i];
        }
      }
      double product = determinant(left) / determinant(all);
      double root = Math.sqrt(trace * trace / 4 - product);
      double expected = 0;
      for (int k = 0; k < 1000; k++) {
        double cos = Math.pow(Math.cos(Math.PI * k / 1000), 2);
        double spread = cos / (trace / 2 + root) + (1 - cos) / (trace / 2 - root);
        expected += Math.exp(-RADIUS / (2 * spread)) / 1000;
      }
      Gaussian q = LinearGaussian.exact(ROWS).posterior();
      double found = Reach.of(q, Edit.forget(ROWS, ids), RUN).beyond();
      assertThat(found).isCloseTo(expected, within(0.025));
    }
  }

  private static double determinant(double[][] a) {
    return a[0][0] * a[1][1] - a[0][1] * a[1][0];
  }

  @Test
  void whatAGateHidesIsDoubtful() {
    Fit<Gaussian> original = LinearGaussian.exact(ROWS);
    Edit everything = Edit.forget(ROWS, ROWS.ids());
    Fit<Gaussian> gated = Eubo.of(new Gate.Mass(.9, true)).forget(original, everything, RUN);
    assertThat(gated.verdict().level()).isNotEqualTo(Verdict.Level.TRUSTED);
    assertThat(gated.verdict().reasons()).anyMatch(r -> r.contains("cannot be told"));
    assertThat(new Reach(0.3, 0).verdict()).isEqualTo(Verdict.trusted());
  }

  @Test
  void aClosedGateForgetsNothingAndSaysSo() {
    Edit edit = Edit.forget(ROWS, List.of("row-0"));
    Fit<Gaussian> same =
        Eubo.of(new Gate.Threshold(1, false)).forget(LinearGaussian.exact(ROWS), edit, RUN);
    assertThat(same.verdict().level()).isEqualTo(Verdict.Level.UNUSABLE);
    assertThat(same.verdict().reasons()).anyMatch(r -> r.contains("nothing was forgotten"));
  }
}
