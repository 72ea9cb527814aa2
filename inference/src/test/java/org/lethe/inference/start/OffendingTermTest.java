package org.lethe.inference.start;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.lethe.core.data.Table;
import org.lethe.core.distribution.Gamma;
import org.lethe.core.distribution.Normal;
import org.lethe.core.distribution.Uniform;
import org.lethe.core.expr.Expr;
import org.lethe.core.model.Declare;
import org.lethe.core.model.Model;
import org.lethe.inference.hmc.Nuts;
import org.lethe.inference.run.NumericalException;
import org.lethe.inference.run.Run;

/** A model without a start of finite density is told which of its terms has none. */
class OffendingTermTest {

  private static final Table ROWS =
      Table.of(Map.of("y", new double[] {1, 2}, "x", new double[] {1, -1}));

  private static void offends(Consumer<Declare> body, String term) {
    Model model = Model.define("bad", ROWS.schema(), body);
    assertThatThrownBy(() -> Nuts.of().fit(model, ROWS, Run.seed(1)))
        .isInstanceOf(NumericalException.class)
        .hasMessage(
            "Nuts: model bad has no finite density, or gradient, at any of 100 starts between -2"
                + " and 2 on the unconstrained scale; at the last one "
                + term
                + "; if it is finite elsewhere, say where by start(parameter, value)");
  }

  @Test
  void ofARow() {
    offends(
        m -> {
          Expr sd = m.parameter("a", Normal.of(0, 1)).exp().times(m.column("x"));
          m.observe("y", Normal.of(0, sd));
        },
        "the log likelihood of row 'row-1' is NaN");
  }

  @Test
  void ofAPrior() {
    offends(
        m -> {
          Expr a = m.parameter("a", Normal.of(0, 1));
          Expr b = m.parameter("b", Normal.of(a.minus(3).log(), 1));
          m.observe("y", Normal.of(b, 1));
        },
        "the log prior of 'b' is NaN");
  }

  @Test
  void ofAFactor() {
    offends(
        m -> {
          Expr a = m.parameter("a", Normal.of(0, 1));
          m.factor(a.minus(3).log());
          m.observe("y", Normal.of(a, 1));
        },
        "the sum of the model's factors is NaN");
  }

  @Test
  void ofAllRowsTogether() {
    offends(
        m -> {
          Expr a = m.parameter("a", Normal.of(0, 1));
          Expr y = m.allRows().column("y");
          m.observeJointly("for the test", a.minus(y).minus(3).log().sum());
        },
        "the joint log density is NaN");
  }

  @Test
  void orOnlyTheirGradient() {
    offends(
        m -> {
          Expr a = m.parameter("a", Normal.of(0, 1));
          m.observe("y", Normal.of(a.minus(a).sqrt(), 1));
        },
        "the priors and the log likelihoods of the rows are finite, but their gradient is not");
  }

  /** y ≤ 2 under Uniform(0, b): b = 1.5 is impossible, whatever a is. */
  @Test
  void aGivenStartIsNamedAndNotCalledRandom() {
    Model one =
        Model.define(
            "bad",
            ROWS.schema(),
            m -> m.observe("y", Uniform.of(Expr.constant(0), m.parameter("b", Gamma.of(2, 1)))));
    assertThatThrownBy(() -> Nuts.of().start("b", 1.5).fit(one, ROWS, Run.seed(1)))
        .isInstanceOf(NumericalException.class)
        .hasMessage(
            "Nuts: model bad has no finite density, or gradient, at the start given to 'b': the log"
                + " likelihood of row 'row-1' is -Infinity");
    Model two =
        Model.define(
            "bad",
            ROWS.schema(),
            m -> {
              Expr b = m.parameter("b", Gamma.of(2, 1));
              m.observe("x", Normal.of(m.parameter("a", Normal.of(0, 1)), 1));
              m.observe("y", Uniform.of(Expr.constant(0), b));
            });
    assertThatThrownBy(() -> Nuts.of().start("b", 1.5).fit(two, ROWS, Run.seed(1)))
        .hasMessage(
            "Nuts: model bad has no finite density, or gradient, at any of 100 starts between -2"
                + " and 2 on the unconstrained scale beside the start given to 'b'; at the last one"
                + " the log likelihood of row 'row-1' is -Infinity; if it is finite elsewhere, say"
                + " where by start(parameter, value)");
  }
}
