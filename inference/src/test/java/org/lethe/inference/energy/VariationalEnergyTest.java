package org.lethe.inference.energy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.lethe.core.data.Table;
import org.lethe.core.expr.Device;
import org.lethe.core.expr.Expr;
import org.lethe.core.model.Model;
import org.lethe.core.posterior.GaussianPosterior;
import org.lethe.core.random.RandomStream;

class VariationalEnergyTest {

  private static final RandomStream NOISE = RandomStream.of(5).at(3, 2);
  private static final Table ROWS = Models.rows(40);

  /** Every family, expectation, reference and gate that goes together. */
  static Stream<Arguments> combinations() {
    List<GaussianFamily> families =
        List.of(Family.meanField(), Family.lowRank(2), Family.fullRank());
    List<Model> models = List.of(Models.logistic(), Models.poisson(), Models.robust());
    List<Expectation> expectations =
        List.of(
            new Expectation.Draws(3, false),
            new Expectation.Draws(3, true),
            new Expectation.Quadrature(9));
    return families.stream()
        .flatMap(
            family ->
                models.stream()
                    .flatMap(
                        model ->
                            expectations.stream()
                                .flatMap(
                                    how ->
                                        Stream.of(
                                            Arguments.of(family, model, how, false, false),
                                            Arguments.of(family, model, how, true, false),
                                            Arguments.of(family, model, how, true, true)))))
        .filter(VariationalEnergyTest::possible);
  }

  private static boolean possible(Arguments a) {
    boolean quadrature = a.get()[2] instanceof Expectation.Quadrature;
    boolean robust = ((Model) a.get()[1]).name().equals("robust");
    return !quadrature || (!robust && !(boolean) a.get()[4]);
  }

  private static VariationalObjective<GaussianPosterior> objective(
      GaussianFamily family, Model model, Expectation how, boolean reference, boolean gated) {
    int d = model.dimension();
    double[] scale = {0.2, 0.35, 0.15};
    double[][] factor = {{0.2, 0, 0}, {0.1, 0.35, 0}, {-0.1, 0.05, 0.15}};
    Frame frame =
        !family.equals(Family.fullRank())
            ? Frame.diagonal(Models.point(d, 1), scale).meansAlong(factor)
            : Frame.lower(Models.point(d, 1), factor);
    VariationalObjective<GaussianPosterior> o =
        VariationalEnergy.of(model, family).frame(frame).expectation(how);
    if (reference) {
      GaussianPosterior q = family.posterior(model, frame, Models.point(family.size(d), 2));
      o = o.reference(q);
    }
    return gated ? o.gate(theta -> theta.square().sum().negate().plus(1).sigmoid()) : o;
  }

  private static GaussianPosterior reference(VariationalObjective<GaussianPosterior> o) {
    return (GaussianPosterior) o.reference().orElseThrow();
  }

  @ParameterizedTest(name = "{0} {2} reference {3} gate {4}")
  @MethodSource("combinations")
  void valueGradientAndHessianProductBelongToOneFunction(
      GaussianFamily family, Model model, Expectation how, boolean reference, boolean gated) {
    VariationalObjective<GaussianPosterior> o = objective(family, model, how, reference, gated);
    Batch batch = Models.signed(ROWS);
    try (VariationalEnergy<GaussianPosterior> energy = o.on(Device.cpu(1))) {
      double[] at = Models.point(energy.dimension(), 3);
      if (how instanceof Expectation.Draws draws && draws.stickTheLanding()) {
        GradientContract.checkGradient(
            energy, at, batch, NOISE, x -> energy.value(x, at, 0.7, batch, NOISE));
        GradientContract.checkProduct(energy, at, batch, NOISE);
      } else {
        GradientContract.check(energy, at, batch, NOISE);
      }
    }
  }

  static Stream<Arguments> ofHyperparameters() {
    return Stream.of(Family.meanField(), Family.lowRank(1), Family.fullRank())
        .flatMap(
            family ->
                Stream.of(
                    Arguments.of(family, Models.scaled(), new Expectation.Draws(3, false)),
                    Arguments.of(family, Models.scaled(), new Expectation.Draws(3, true)),
                    Arguments.of(family, Models.noisy(), new Expectation.Quadrature(9))));
  }

  @ParameterizedTest(name = "{0} {2}")
  @MethodSource("ofHyperparameters")
  void openHyperparametersAreMovedBesideLambda(
      GaussianFamily family, Model model, Expectation how) {
    Batch batch = Models.signed(ROWS);
    try (VariationalEnergy<GaussianPosterior> energy =
        VariationalEnergy.of(model, family).expectation(how).on(Device.cpu(1))) {
      assertThat(energy.dimension()).isEqualTo(family.size(2) + 1);
      assertThat(energy.start()[energy.dimension() - 1]).isEqualTo(Math.log(2));
      double[] at = Models.point(energy.dimension(), 3);
      if (how instanceof Expectation.Draws draws && draws.stickTheLanding()) {
        GradientContract.checkGradient(
            energy, at, batch, NOISE, x -> energy.value(x, at, 0.7, batch, NOISE));
        GradientContract.checkProduct(energy, at, batch, NOISE);
      } else {
        GradientContract.check(energy, at, batch, NOISE);
      }
      Model known = energy.posterior(at).model();
      assertThat(known.fitted().orElseThrow()).containsExactly(at[at.length - 1]);
      double[] lambda = Arrays.copyOf(at, at.length - 1);
      try (VariationalEnergy<GaussianPosterior> bound =
          VariationalEnergy.of(known, family).expectation(how).on(Device.cpu(1))) {
        double value = energy.value(at, 0.7, batch, NOISE);
        // once its scale is known, the KL of a prior that reads it is exact and no longer drawn
        boolean drawn = how.equals(new Expectation.Draws(3, false));
        assertThat(bound.value(lambda, 0.7, batch, NOISE))
            .isCloseTo(value, within((drawn ? 0.1 : 1e-12) * Math.abs(value)));
      }
    }
  }

  @ParameterizedTest(name = "{0} {2} reference {3} gate {4}")
  @MethodSource("combinations")
  void twoThreadsGiveTheBitsOfOne(
      GaussianFamily family, Model model, Expectation how, boolean reference, boolean gated) {
    VariationalObjective<GaussianPosterior> o = objective(family, model, how, reference, gated);
    Batch batch = Models.signed(ROWS);
    try (VariationalEnergy<GaussianPosterior> one = o.on(Device.cpu(1));
        VariationalEnergy<GaussianPosterior> two = o.on(Device.cpu(2))) {
      double[] at = Models.point(one.dimension(), 3);
      double[] g1 = new double[at.length];
      double[] g2 = new double[at.length];
      double f1 = one.gradient(at, 1, batch, NOISE, g1);
      double f2 = two.gradient(at, 1, batch, NOISE, g2);
      assertThat(f2).isEqualTo(f1);
      assertThat(g2).containsExactly(g1);
    }
  }

  /** The draws' means over 40 000 and their errors; |z| above 5 has probability 6e−7 each. */
  @ParameterizedTest(name = "{0} {2} reference {3} gate {4}")
  @MethodSource("combinations")
  void drawsAgreeWithQuadratureAndWithEachOther(
      GaussianFamily family, Model model, Expectation how, boolean reference, boolean gated) {
    if (model.name().equals("robust") || gated || how instanceof Expectation.Quadrature) {
      return;
    }
    boolean sticking = ((Expectation.Draws) how).stickTheLanding();
    Expectation many = new Expectation.Draws(40_000, sticking);
    Batch batch = Models.signed(ROWS);
    VariationalObjective<GaussianPosterior> exact =
        objective(family, model, new Expectation.Quadrature(40), reference, false);
    VariationalObjective<GaussianPosterior> drawn =
        objective(family, model, many, reference, false);
    try (VariationalEnergy<GaussianPosterior> a = exact.on(Device.cpu(1));
        VariationalEnergy<GaussianPosterior> b = drawn.on(Device.cpu(2))) {
      double[] at = Models.point(a.dimension(), 3);
      double expected = a.value(at, 0.7, batch, NOISE);
      double[] each = b.drawValues(at, 0.7, batch, NOISE);
      double mean = 0;
      double squares = 0;
      for (double v : each) {
        mean += v / each.length;
        squares += v * v / each.length;
      }
      double mcse = Math.sqrt((squares - mean * mean) / each.length);
      assertThat(mean).isCloseTo(expected, within(5 * mcse));
      assertThat(mcse).isLessThan(0.05 * Math.abs(expected));
    }
  }

  @Test
  void theFrameOfTheReferenceHasNoDivergenceAtItsStart() {
    Model model = Models.logistic();
    for (GaussianFamily family : List.of(Family.meanField(), Family.fullRank())) {
      GaussianPosterior q =
          reference(objective(family, model, new Expectation.Quadrature(5), true, false));
      try (VariationalEnergy<GaussianPosterior> energy =
          VariationalEnergy.of(model, family).frame(Frame.of(q)).reference(q).on(Device.cpu(1))) {
        Batch none = new Batch(ROWS, new int[0], new double[ROWS.size()], 0, ROWS.size());
        double[] gradient = new double[energy.dimension()];
        double kl = energy.gradient(energy.start(), 1, none, NOISE, gradient);
        assertThat(kl).isCloseTo(0, within(1e-13));
        assertThat(gradient).usingComparatorWithPrecision(1e-13).containsOnly(0);
        assertThat(energy.lambda(q)).usingComparatorWithPrecision(1e-13).containsOnly(0);
      }
    }
  }

  @Test
  void theClosedDivergenceIsThatOfThePosteriors() {
    Model model = Models.logistic();
    for (GaussianFamily family : List.of(Family.meanField(), Family.fullRank())) {
      VariationalObjective<GaussianPosterior> o =
          objective(family, model, new Expectation.Quadrature(5), true, false);
      try (VariationalEnergy<GaussianPosterior> energy = o.on(Device.cpu(1))) {
        double[] at = Models.point(energy.dimension(), 6);
        Batch none = new Batch(ROWS, new int[0], new double[ROWS.size()], 0, ROWS.size());
        double kl = energy.posterior(at).kl(reference(o));
        assertThat(energy.value(at, 1, none, NOISE)).isCloseTo(kl, within(1e-11 * kl));
        assertThat(energy.lambda(energy.posterior(at)))
            .usingComparatorWithPrecision(1e-12)
            .containsExactly(at);
      }
    }
  }

  /** A gate of ½ halves the rows that are forgotten and leaves the others alone. */
  @Test
  void theGateMultipliesRowsOfNegativeWeightOnly() {
    Model model = Models.logistic();
    VariationalObjective<GaussianPosterior> o =
        objective(Family.fullRank(), model, new Expectation.Draws(2, false), true, false);
    double[] halved = Models.signed(ROWS.size());
    for (int i = 0; i < halved.length; i++) {
      halved[i] = halved[i] < 0 ? -0.5 : halved[i];
    }
    try (VariationalEnergy<GaussianPosterior> gated =
            o.gate(theta -> Expr.constant(0.5)).on(Device.cpu(1));
        VariationalEnergy<GaussianPosterior> plain = o.on(Device.cpu(1))) {
      double[] at = Models.point(gated.dimension(), 3);
      Batch half = new Batch(ROWS, new int[0], halved, 0, ROWS.size());
      double expected = plain.value(at, 1, half, NOISE);
      assertThat(gated.value(at, 1, Models.signed(ROWS), NOISE))
          .isCloseTo(expected, within(1e-12 * Math.abs(expected)));
    }
  }

  @Test
  void quadratureRefusesWhatItCannotDo() {
    Device cpu = Device.cpu(1);
    VariationalObjective<GaussianPosterior> robust =
        VariationalEnergy.of(Models.robust(), Family.fullRank());
    assertThatThrownBy(() -> robust.on(cpu))
        .hasMessage(
            "Quadrature: model robust must have normal priors on the real line, and does not; use"
                + " Draws instead");
    VariationalObjective<GaussianPosterior> coin =
        VariationalEnergy.of(Models.logistic(), Family.fullRank());
    assertThatThrownBy(() -> coin.gate(theta -> theta.at(0).sigmoid()).on(cpu))
        .hasMessage(
            "Quadrature: a gate depends on all parameters of model coin at once; use Draws"
                + " instead");
    assertThatThrownBy(
            () ->
                robust
                    .reference(coin.family().posterior(coin.model(), coin.frame(), new double[9]))
                    .on(cpu))
        .hasMessageContaining("through a single affine predictor");
  }

  @Test
  void meanFieldRefusesAFrameThatCorrelates() {
    VariationalObjective<GaussianPosterior> o =
        VariationalEnergy.of(Models.linear(), Family.meanField());
    Frame frame = Frame.lower(new double[2], new double[][] {{1, 0}, {1, 1}});
    assertThatThrownBy(() -> o.frame(frame)).hasMessageContaining("diagonal frame");
    assertThatThrownBy(() -> o.frame(Frame.identity(3))).hasMessageContaining("got 3");
  }
}
