package org.lethe.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.lethe.core.model.Data.SCHEMA;
import static org.lethe.core.model.Data.at;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.hipparchus.analysis.differentiation.DerivativeStructure;
import org.junit.jupiter.api.Test;
import org.lethe.core.distribution.Mixture;
import org.lethe.core.distribution.Normal;
import org.lethe.core.expr.Expr;

class GaussianMixtureTest {

  private static final double LOG_TWO_PI = Math.log(2 * Math.PI);

  /** log Σ_k softmax(l)_k N(x; m_k, diag s_k²) at row i, from exponentials as they stand. */
  private static DerivativeStructure row(
      int i, DerivativeStructure[] m, DerivativeStructure[] l, DerivativeStructure[] s) {
    int k = m.length / 2;
    DerivativeStructure weights = null;
    DerivativeStructure density = null;
    for (int c = 0; c < k; c++) {
      DerivativeStructure first = m[2 * c].subtract(at("x1", i)).divide(s[2 * c]);
      DerivativeStructure second = m[2 * c + 1].subtract(at("x2", i)).divide(s[2 * c + 1]);
      DerivativeStructure weight = l[c].exp();
      DerivativeStructure square = first.multiply(first).add(second.multiply(second));
      DerivativeStructure part =
          square.multiply(-.5).exp().divide(s[2 * c].multiply(s[2 * c + 1])).multiply(weight);
      density = density == null ? part : density.add(part);
      weights = weights == null ? weight : weights.add(weight);
    }
    return density.log().subtract(weights.log()).subtract(LOG_TWO_PI);
  }

  private static DerivativeStructure[] filled(DerivativeStructure like, double value, int n) {
    return IntStream.range(0, n)
        .mapToObj(i -> like.multiply(0).add(value))
        .toArray(DerivativeStructure[]::new);
  }

  @Test
  void theModelAsUsersWriteItHasTheLogJointWrittenByHand() {
    Model mixture =
        Model.define(
            "mixture",
            SCHEMA,
            m ->
                m.observe(
                    List.of("x1", "x2"),
                    Mixture.ofGaussians(
                        Expr.constant(.25, .25, .25, .25),
                        m.parameter("mu", Normal.of(0, 1), 4, 2))));
    LogJoint.agrees(
        mixture,
        t ->
            LogJoint.rows(i -> row(i, t, filled(t[0], 0, 4), filled(t[0], 1, 8)))
                .add(LogJoint.priors(t, 8, 1)));
    assertThat(mixture.dimension()).isEqualTo(8);
  }

  @Test
  void centresHaveThePriorSdThatIsAskedFor() {
    LogJoint.agrees(
        GaussianMixture.of(SCHEMA, 3, "x1", "x2").prior(2.5).model(),
        t ->
            LogJoint.rows(i -> row(i, t, filled(t[0], 0, 3), filled(t[0], 1, 6)))
                .add(LogJoint.priors(t, 6, 2.5)));
  }

  @Test
  void weightsAndScalesCanBeUnknown() {
    Model model =
        GaussianMixture.of(SCHEMA, 2, "x1", "x2").unknownWeights(1.5).unknownScales(2).model();
    LogJoint.agrees(
        model,
        t -> {
          DerivativeStructure[] means = Arrays.copyOfRange(t, 0, 4);
          DerivativeStructure[] logits = Arrays.copyOfRange(t, 4, 6);
          DerivativeStructure[] sds =
              Arrays.stream(t, 6, 10)
                  .map(DerivativeStructure::exp)
                  .toArray(DerivativeStructure[]::new);
          DerivativeStructure sum =
              LogJoint.rows(i -> row(i, means, logits, sds)).add(LogJoint.priors(t, 4, 1));
          for (DerivativeStructure l : logits) {
            sum = sum.add(LogJoint.normal(l, 1.5));
          }
          for (int i = 6; i < 10; i++) {
            sum = sum.add(LogJoint.logHalfNormal(t[i], 2));
          }
          return sum;
        });
    assertThat(model.quantities()).containsOnlyKeys("mu", "logits", "sigma", "weights");
  }

  private static void refused(ThrowingCallable call, String message) {
    assertThatThrownBy(call)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void whatIsNoMixtureIsRefused() {
    GaussianMixture recipe = GaussianMixture.of(SCHEMA, 3, "x1", "x2");
    refused(() -> recipe.prior(0), "GaussianMixture: prior sd must be positive and finite, got 0");
    refused(() -> recipe.unknownWeights(-1), "logit prior sd must be positive and finite, got -1");
    refused(() -> recipe.unknownScales(0), "scale prior must be positive and finite, got 0");
    refused(
        () -> GaussianMixture.of(SCHEMA, 0, "x1"),
        "GaussianMixture: components must be positive, got 0");
    refused(() -> GaussianMixture.of(SCHEMA, 2), "columns must be at least one, got none");
    refused(() -> GaussianMixture.of(SCHEMA, 2, "nowhere").model(), "no column 'nowhere'");
    refused(
        () -> GaussianMixture.of(SCHEMA, 2, "kind").model(),
        "column 'kind' is a category of 3 levels, which GaussianComponents cannot yield");
  }
}
