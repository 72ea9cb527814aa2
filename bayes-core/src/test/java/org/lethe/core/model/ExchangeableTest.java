package org.lethe.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.lethe.core.distribution.Distribution;
import org.lethe.core.distribution.Mixture;
import org.lethe.core.distribution.Normal;
import org.lethe.core.distribution.Support;
import org.lethe.core.expr.Expr;

class ExchangeableTest {

  private static Model mixture(Distribution prior, Support support, String... names) {
    return Model.define(
        "two",
        Data.SCHEMA,
        m -> {
          Expr mu = m.parameter("mu", prior, support, 2);
          Expr shift = m.parameter("shift", Normal.of(0, 1));
          m.exchangeable(names);
          m.observe(
              java.util.List.of("x1"),
              Mixture.ofGaussiansByLogits(Expr.vector(0, 0), mu.plus(shift).reshape(2, 1)));
        });
  }

  @Test
  void aMixtureSaysWhichParametersNumberItsComponents() {
    GaussianMixture mixture = GaussianMixture.of(Data.SCHEMA, 3, "x1", "x2");
    assertThat(mixture.model().exchangeable()).extracting(Parameter::name).containsExactly("mu");
    assertThat(mixture.unknownWeights(1).unknownScales(1).model().exchangeable())
        .extracting(Parameter::name)
        .containsExactly("mu", "logits", "sigma");
    assertThat(mixture(Normal.of(0, 1), Support.REAL, "mu").exchangeable()).hasSize(1);
  }

  @Test
  void whatPlainlyHasAnOrderIsRefused() {
    assertThatThrownBy(() -> mixture(Normal.of(0, 1), Support.REAL, "nu"))
        .hasMessage(
            "Model two: exchangeable must name some of the parameters [mu, shift], got 'nu'");
    assertThatThrownBy(() -> mixture(Normal.of(0, 1), Support.REAL, "mu", "shift"))
        .hasMessageContaining("must have one first dimension", "'shift' [] beside 'mu' [2]");
    assertThatThrownBy(() -> mixture(Normal.of(Expr.vector(0, 1), 1), Support.REAL, "mu"))
        .hasMessageContaining("must not depend on the order of their components");
    assertThatThrownBy(() -> mixture(Normal.of(0, 1), Support.ORDERED, "mu"))
        .hasMessageContaining("must not depend on the order of their components");
  }

  /**
   * −½ Σ (μ_c − μ_{c+1})² around a ring stays the same when the ring turns, and in no other order.
   */
  @Test
  void aRingIsNotExchangeable() {
    assertThatThrownBy(() -> withFactor(4)).hasMessageContaining("log densities", "in two orders");
    // of three, every order is a turn of the ring or its mirror image
    assertThat(withFactor(3).exchangeable()).hasSize(1);
    assertThat(withFactor(1).exchangeable()).hasSize(1);
  }

  private static Model withFactor(int k) {
    return Model.define(
        "ring",
        Data.SCHEMA,
        m -> {
          Expr mu = m.parameter("mu", Normal.of(0, 1), k, 1);
          Expr line = mu.reshape(k);
          Expr next = Expr.concat(line.slice(1, k), line.slice(0, 1));
          m.factor(line.minus(next).square().sum().times(-.5));
          m.exchangeable("mu");
          m.observe(
              java.util.List.of("x1"), Mixture.ofGaussiansByLogits(Expr.vector(new double[k]), mu));
        });
  }
}
