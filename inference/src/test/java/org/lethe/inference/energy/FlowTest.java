package org.lethe.inference.energy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.lethe.core.data.Table;
import org.lethe.core.expr.Device;
import org.lethe.core.model.Model;
import org.lethe.core.posterior.Coupling;
import org.lethe.core.posterior.FlowPosterior;
import org.lethe.core.posterior.GaussianPosterior;
import org.lethe.core.random.RandomStream;
import org.lethe.inference.svi.Svi;

class FlowTest {

  private static final RandomStream NOISE = RandomStream.of(5).at(3, 2);
  private static final Table ROWS = Models.rows(40);
  private static final double[][] FACTOR = {{0.2, 0, 0}, {0.1, 0.35, 0}, {-0.1, 0.05, 0.15}};

  private static Frame frame() {
    return Frame.lower(Models.point(3, 1), FACTOR);
  }

  private static double[] at(Family<?> family, int seed) {
    return Arrays.stream(Models.point(family.size(3), seed)).map(x -> 0.5 * x).toArray();
  }

  static Stream<Arguments> combinations() {
    List<Arguments> all = new ArrayList<>();
    for (Model model : List.of(Models.logistic(), Models.robust())) {
      for (boolean sticking : new boolean[] {false, true}) {
        all.add(Arguments.of(model, sticking, false, false));
        all.add(Arguments.of(model, sticking, true, false));
        all.add(Arguments.of(model, sticking, true, true));
      }
    }
    return all.stream();
  }

  private static VariationalObjective<FlowPosterior> objective(
      Model model, boolean sticking, boolean reference, boolean gated) {
    Family<FlowPosterior> family = Family.flow(2);
    VariationalObjective<FlowPosterior> o =
        VariationalEnergy.of(model, family)
            .frame(frame())
            .expectation(new Expectation.Draws(3, sticking));
    if (reference) {
      o = o.reference(family.posterior(model, frame(), at(family, 2)));
    }
    return gated ? o.gate(theta -> theta.square().sum().negate().plus(1).sigmoid()) : o;
  }

  @ParameterizedTest(name = "{0} sticking {1} reference {2} gate {3}")
  @MethodSource("combinations")
  void valueGradientAndHessianProductBelongToOneFunction(
      Model model, boolean sticking, boolean reference, boolean gated) {
    Batch batch = Models.signed(ROWS);
    try (VariationalEnergy<FlowPosterior> energy =
        objective(model, sticking, reference, gated).on(Device.cpu(1))) {
      double[] at = at(Family.flow(2), 3);
      if (sticking) {
        GradientContract.checkGradient(
            energy, at, batch, NOISE, x -> energy.value(x, at, 0.7, batch, NOISE));
        GradientContract.checkProduct(energy, at, batch, NOISE);
      } else {
        GradientContract.check(energy, at, batch, NOISE);
      }
    }
  }

  @ParameterizedTest(name = "{0} sticking {1} reference {2} gate {3}")
  @MethodSource("combinations")
  void twoThreadsGiveTheBitsOfOne(Model model, boolean sticking, boolean reference, boolean gated) {
    VariationalObjective<FlowPosterior> o = objective(model, sticking, reference, gated);
    Batch batch = Models.signed(ROWS);
    try (VariationalEnergy<FlowPosterior> one = o.on(Device.cpu(1));
        VariationalEnergy<FlowPosterior> two = o.on(Device.cpu(2))) {
      double[] at = at(Family.flow(2), 3);
      double[] g1 = new double[at.length];
      double[] g2 = new double[at.length];
      assertThat(two.gradient(at, 1, batch, NOISE, g2))
          .isEqualTo(one.gradient(at, 1, batch, NOISE, g1));
      assertThat(g2).containsExactly(g1);
    }
  }

  /**
   * Without rows the energy is KL(q ‖ reference): at each draw log q − log p of the two posteriors,
   * whose densities are computed elsewhere.
   */
  @Test
  void theDivergenceIsTheMeanOfTheLogRatioOfThePosteriors() {
    Model model = Models.logistic();
    VariationalObjective<FlowPosterior> o = objective(model, true, true, false);
    Batch none = new Batch(ROWS, new int[0], new double[ROWS.size()], 0, ROWS.size());
    double[] at = at(o.family(), 6);
    FlowPosterior q = o.family().posterior(model, frame(), at);
    double[][] draws = q.draw(3, NOISE);
    try (VariationalEnergy<FlowPosterior> energy = o.on(Device.cpu(1))) {
      double[] each = energy.drawValues(at, 1, none, NOISE);
      for (int s = 0; s < 3; s++) {
        double ratio = q.logDensity(draws[s]) - o.reference().orElseThrow().logDensity(draws[s]);
        assertThat(each[s]).isCloseTo(ratio, within(1e-11));
      }
      assertThat(energy.lambda(energy.posterior(at)))
          .usingComparatorWithPrecision(1e-12)
          .containsExactly(at);
    }
  }

  /**
   * Both forms of the energy have one mean: 40 000 draws of each, whose noise is the same. |z|
   * above 5 has probability 6e−7.
   */
  @Test
  void stickingDrawsHaveTheMeanOfPlainOnes() {
    Batch batch = Models.signed(ROWS);
    double[] at = at(Family.flow(2), 3);
    double[][] each = new double[2][];
    for (int k = 0; k < 2; k++) {
      VariationalObjective<FlowPosterior> o =
          objective(Models.logistic(), k == 1, true, false)
              .expectation(new Expectation.Draws(40_000, k == 1));
      try (VariationalEnergy<FlowPosterior> energy = o.on(Device.cpu(2))) {
        each[k] = energy.drawValues(at, 0.7, batch, NOISE);
      }
    }
    double mean = 0;
    double squares = 0;
    for (int s = 0; s < 40_000; s++) {
      double difference = each[0][s] - each[1][s];
      mean += difference / 40_000;
      squares += difference * difference / 40_000;
    }
    double error = Math.sqrt((squares - mean * mean) / 40_000);
    assertThat(mean).isCloseTo(0, within(5 * error));
    assertThat(error).isLessThan(0.02);
  }

  /** The start is the full rank's start, to rounding, as the layers move nothing. */
  @Test
  void withoutLayersItIsTheFullRank() {
    Model model = Models.logistic();
    double[] start = Family.flow(4).start(3);
    FlowPosterior flow = Family.flow(4).posterior(model, frame(), start);
    GaussianPosterior normal = Family.fullRank().posterior(model, frame(), new double[9]);
    assertThat(flow.draw(9, NOISE)).isDeepEqualTo(normal.draw(9, NOISE));
    Batch batch = Models.signed(ROWS);
    for (boolean sticking : new boolean[] {false, true}) {
      Expectation how = new Expectation.Draws(3, sticking);
      try (VariationalEnergy<FlowPosterior> a =
              VariationalEnergy.of(model, Family.flow(4))
                  .frame(frame())
                  .expectation(how)
                  .on(Device.cpu(1));
          VariationalEnergy<GaussianPosterior> b =
              VariationalEnergy.of(model, Family.fullRank())
                  .frame(frame())
                  .expectation(new Expectation.Draws(3, true))
                  .on(Device.cpu(1))) {
        double expected = b.value(new double[9], 0.7, batch, NOISE);
        if (sticking) {
          assertThat(a.value(start, 0.7, batch, NOISE)).isCloseTo(expected, within(1e-11));
        } else {
          // the entropy in closed form in place of that of three draws
          double entropy = 0;
          for (double[] theta : normal.draw(3, NOISE)) {
            entropy += (normal.logMode() - 1.5 - normal.logDensity(theta)) / 3;
          }
          assertThat(a.value(start, 0.7, batch, NOISE))
              .isCloseTo(expected + 0.7 * entropy, within(1e-11));
        }
      }
    }
  }

  @Test
  void recipesKnowItByItsLayers() {
    assertThat(Family.named("flow 6")).isEqualTo(Family.flow(6));
    assertThat(Family.flow(6).name()).isEqualTo("flow 6");
    FlowPosterior q = Family.flow(2).posterior(Models.logistic(), frame(), at(Family.flow(2), 1));
    assertThat(Family.of(q)).isEqualTo(Family.flow(2));
    assertThatThrownBy(() -> Family.named("flow"))
        .hasMessage(
            "Family: name must be mean-field, low-rank R, full-rank, flow L or flow L of H, with"
                + " numbers of at most 9 digits, got flow");
    for (String endless : new String[] {"flow ", "flow 2 of ", "low-rank "}) {
      assertThatThrownBy(() -> Family.named(endless + "99999999999"))
          .isExactlyInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("Family: name must be ")
          .hasMessageEndingWith("of at most 9 digits, got " + endless + "99999999999");
    }
  }

  /** Layers of 16 hidden numbers, where three parameters usually have 8. */
  @Test
  void aFlowOfWiderLayersKeepsItsWidth() {
    Model model = Models.logistic();
    Coupling wide = new Coupling(3, 4, 16);
    FlowPosterior q =
        FlowPosterior.of(model, Models.point(3, 1), FACTOR, wide, Models.point(wide.size(), 2));
    assertThat(Family.of(q)).isEqualTo(Family.flow(4, 16)).isNotEqualTo(Family.flow(4));
    assertThat(Family.of(q).name()).isEqualTo("flow 4 of 16");
    assertThat(Family.named("flow 4 of 16")).isEqualTo(Family.flow(4, 16));
    FlowPosterior same =
        Family.flow(4, 16).posterior(model, frame(), Family.flow(4, 16).lambda(frame(), q));
    assertThat(same.coupling()).isEqualTo(wide);
    assertThat(same.lambda()).containsExactly(q.lambda(), within(1e-12));
    assertThat(Svi.elbo(q, model, ROWS, Device.cpu(1)).value()).isFinite();
    assertThatThrownBy(() -> Family.flow(4).lambda(frame(), q))
        .hasMessage(
            "Family: posterior must be a flow of 4 layers of 8 hidden numbers, got 4 of 16");
    assertThatThrownBy(() -> Family.flow(4, 0))
        .hasMessage("Family: hidden must be positive, got 0");
  }

  @Test
  void whatAFlowCannotDoIsRefused() {
    Model model = Models.logistic();
    assertThatThrownBy(() -> Family.flow(0))
        .hasMessage("Family: layers must be from 1 to 64, got 0");
    assertThatThrownBy(() -> Family.flow(100_000))
        .hasMessage("Family: layers must be from 1 to 64, got 100000");
    assertThatThrownBy(() -> Family.named("flow 65"))
        .hasMessage("Family: layers must be from 1 to 64, got 65");
    assertThat(Family.flow(64).size(2)).isEqualTo(5 + Coupling.of(2, 64).size());
    assertThatThrownBy(() -> VariationalEnergy.of(model, Family.flow(2)).on(Device.cpu(1)))
        .hasMessage("Quadrature: family must be Gaussian, got flow 2; use Draws instead");
    FlowPosterior q = Family.flow(2).posterior(model, frame(), at(Family.flow(2), 1));
    assertThatThrownBy(() -> Family.fullRank().lambda(frame(), q))
        .hasMessage("Family: posterior must be Gaussian, got FlowPosterior");
    assertThatThrownBy(() -> Family.flow(3).lambda(frame(), q))
        .hasMessage("Family: posterior must be a flow of 3 layers of 8 hidden numbers, got 2 of 8");
    GaussianPosterior normal = Family.fullRank().posterior(model, frame(), new double[9]);
    assertThatThrownBy(() -> Family.flow(3).lambda(frame(), normal))
        .hasMessage("Family: posterior must be a flow, got Gaussian");
  }
}
