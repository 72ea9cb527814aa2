package org.lethe.unlearning.eubo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lethe.core.data.Edit;
import org.lethe.core.posterior.Fit;
import org.lethe.core.posterior.Gaussian;
import org.lethe.core.posterior.Verdict;
import org.lethe.inference.run.Run;
import org.lethe.unlearning.Gate;
import org.lethe.unlearning.RowOnLine;

class CurvatureTest {

  private static final Run RUN = Run.seed(6);

  /** Rows of log-likelihood log sigmoid(θ) − c: c says nothing about θ, and steps at the gate. */
  private static RowOnLine logistic(double c) {
    return RowOnLine.of((theta, x) -> theta.times(x).logSigmoid().minus(c), 1);
  }

  /** With c = 6 the gate of mass ½ is a pit of 6 nats, and q shrinks into it. */
  @Test
  void aGateThatNarrowsThePosteriorIsDoubtful() {
    RowOnLine line = logistic(6);
    Fit<Gaussian> squeezed =
        Eubo.of(new Gate.Mass(.5, true)).forget(line.fit(), line.forget(), RUN);
    assertThat(squeezed.posterior().sd()[0]).isLessThan(.7);
    assertThat(squeezed.verdict().level()).isEqualTo(Verdict.Level.DOUBTFUL);
    assertThat(squeezed.verdict().reasons()).anyMatch(r -> r.contains("narrowed"));
  }

  @Test
  void aWideGateIsTrusted() {
    RowOnLine line = logistic(0);
    assertThat(Eubo.of(new Gate.Mass(.999, true)).forget(line.fit(), line.forget(), RUN).verdict())
        .isEqualTo(Verdict.trusted());
  }

  /** h = log(1 + (θ − 4)²) is concave near 0: without an outlier the posterior is narrower. */
  @Test
  void whatShouldWidenIsToldByTheCurvature() {
    RowOnLine outlier = RowOnLine.of((theta, x) -> theta.minus(x).square().log1p().negate(), 4);
    RowOnLine line = logistic(0);
    assertThat(widens(line, line.forget())).isTrue();
    assertThat(widens(line, Edit.learn(line.forget().forgottenRows()))).isFalse();
    assertThat(widens(outlier, outlier.forget())).isFalse();
  }

  private static boolean widens(RowOnLine line, Edit edit) {
    return Curvature.of(line.posterior(), new Gate.None(), edit, RUN).widens();
  }

  @Test
  void narrowingIsNoAlarmWhereItIsExpected() {
    RowOnLine line = logistic(0);
    Gaussian wide = line.posterior();
    Gaussian narrow = line.normal(0, .84);
    assertThat(curvature(true).verdict(wide, narrow).isTrusted()).isFalse();
    assertThat(curvature(true).verdict(wide, line.normal(0, .86)).isTrusted()).isTrue();
    assertThat(curvature(false).verdict(wide, narrow).isTrusted()).isTrue();
  }

  private static Curvature curvature(boolean widens) {
    return new Curvature(1, widens, false, Optional.empty(), 0);
  }
}
