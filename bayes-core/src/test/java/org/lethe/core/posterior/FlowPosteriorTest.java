package org.lethe.core.posterior;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lethe.core.data.Table;
import org.lethe.core.distribution.Normal;
import org.lethe.core.expr.Expr;
import org.lethe.core.expr.GradientContract;
import org.lethe.core.expr.Program;
import org.lethe.core.model.Model;
import org.lethe.core.random.RandomStream;

class FlowPosteriorTest {
  private static final Model MODEL = Example.logistic();
  private static final Coupling THREE = Coupling.of(3, 4);
  private static final Model PLANE =
      Model.define(
          "plane",
          Table.of(Map.of("y", new double[] {0})).schema(),
          m -> m.observe("y", Normal.of(m.parameter("b", Normal.of(0, 1), 2).sum(0), 1)));
  private static final double[] SHIFT = {1, -0.5};
  private static final double[][] FACTOR = {{0.8, 0}, {-0.5, 1.2}};

  @TempDir Path folder;

  private static FlowPosterior bent() {
    double[] weights = CouplingTest.numbers(THREE.size(), 4, 0.4);
    return FlowPosterior.of(MODEL, Example.MEAN, Example.FACTOR, THREE, weights);
  }

  private static FlowPosterior plane(double size) {
    Coupling coupling = Coupling.of(2, 4);
    double[] weights = CouplingTest.numbers(coupling.size(), 5, size);
    return FlowPosterior.of(PLANE, SHIFT, FACTOR, coupling, weights);
  }

  @Test
  void withoutWeightsItIsTheGaussianToTheBit() {
    for (double[] weights : new double[][] {new double[THREE.size()], THREE.start()}) {
      FlowPosterior flow = FlowPosterior.of(MODEL, Example.MEAN, Example.FACTOR, THREE, weights);
      Gaussian gaussian = Example.dense(MODEL);
      RandomStream stream = RandomStream.of(3);
      assertThat(flow.draw(50, stream)).isDeepEqualTo(gaussian.draw(50, stream));
      double[] theta = {0.1, 2, -0.4};
      assertThat(flow.logDensity(theta)).isEqualTo(gaussian.logDensity(theta));
      assertThat(Program.value(flow.logDensity(Expr.vector(theta)))[0])
          .isCloseTo(gaussian.logDensity(theta), within(1e-13));
      assertThat(flow.logMode()).isCloseTo(gaussian.logMode(), within(1e-13));
    }
  }

  /**
   * The trapezoidal rule converges faster than any power of the step for a smooth density; of 40
   * 000 draws the furthest lies at 9, and as the tails fall like a normal's, less than 1e−6 of the
   * mass lies outside the box.
   */
  @Test
  void theDensityIntegratesToOne() {
    FlowPosterior q = plane(0.3);
    double h = 0.05;
    double sum = 0;
    double first = 0;
    for (double x = -18; x < 18; x += h) {
      for (double y = -18; y < 18; y += h) {
        double p = Math.exp(q.logDensity(new double[] {x, y}));
        sum += p * h * h;
        first += p * x * h * h;
      }
    }
    assertThat(sum).isCloseTo(1, within(1e-8));
    // 20 000 draws of sd about 1 in the mean: 5 standard errors, p = 6e-7
    double sd = q.moments().sd()[0];
    assertThat(q.moments().mean()[0]).isCloseTo(first, within(5 * sd / Math.sqrt(20_000)));
  }

  /** Kolmogorov and Smirnov would not see which is wrong; a mean of log q over draws does. */
  @Test
  void drawsFollowTheDensity() {
    FlowPosterior q = plane(0.3);
    double h = 0.05;
    double entropy = 0;
    double square = 0;
    for (double x = -18; x < 18; x += h) {
      for (double y = -18; y < 18; y += h) {
        double log = q.logDensity(new double[] {x, y});
        entropy -= log * Math.exp(log) * h * h;
        square += log * log * Math.exp(log) * h * h;
      }
    }
    int n = 40_000;
    double mean = 0;
    for (double[] theta : q.draw(n, RandomStream.of(8))) {
      mean -= q.logDensity(theta) / n;
    }
    double error = Math.sqrt((square - entropy * entropy) / n);
    // 5 standard errors, p = 6e-7
    assertThat(mean).isCloseTo(entropy, within(5 * error));
    assertThat(error).isLessThan(0.02);
  }

  @Test
  void theExpressionIsTheNumber() {
    FlowPosterior q = bent();
    for (double[] theta : q.draw(10, RandomStream.of(5))) {
      assertThat(Program.value(q.logDensity(Expr.vector(theta)))[0])
          .isCloseTo(q.logDensity(theta), within(1e-11));
    }
    GradientContract.check(q::logDensity, new double[] {0.1, -0.5, 0.4}, 3);
  }

  /** No point of a grid lies higher, and the nearest is h²/4 of its curvature lower at most. */
  @Test
  void theModeIsTheHighestPoint() {
    FlowPosterior q = plane(0.3);
    double best = Double.NEGATIVE_INFINITY;
    for (double x = -8; x < 8; x += 0.02) {
      for (double y = -8; y < 8; y += 0.02) {
        best = Math.max(best, q.logDensity(new double[] {x, y}));
      }
    }
    assertThat(q.logMode()).isBetween(best, best + 1e-3);
    assertThat(q.mode().agreeing()).isBetween(1, q.mode().starts());
    assertThat(q.mode().how()).startsWith("by conjugate gradients from 16 starts, of which ");
  }

  @Test
  void aModeThatNoSearchFindsIsRefused() {
    int d = 5;
    Model model =
        Model.define(
            "wild",
            PLANE.schema(),
            m -> m.observe("y", Normal.of(m.parameter("b", Normal.of(0, 1), d).sum(0), 1)));
    double[][] unit = new double[d][d];
    for (int i = 0; i < d; i++) {
      unit[i][i] = 1;
    }
    Coupling coupling = Coupling.of(d, 4);
    double[] steep = CouplingTest.numbers(coupling.size(), 1, 100);
    FlowPosterior q = FlowPosterior.of(model, new double[d], unit, coupling, steep);
    assertThatThrownBy(q::logMode)
        .isInstanceOf(NoModeException.class)
        .hasMessageStartingWith("Flow: the mode of the posterior of model wild was not found")
        .hasMessageEndingWith("; fit fewer layers or a full-rank family");
  }

  @Test
  void searchesAndDrawsThatLeaveTheNumbersDoNotCount() {
    FlowMode.Peak low = new FlowMode.Peak(-2, 1e-3);
    FlowMode.Peak high = new FlowMode.Peak(-1, 1e-4);
    FlowMode.Peak lost = new FlowMode.Peak(Double.NaN, 0);
    FlowMode.Peak beyond = new FlowMode.Peak(Double.POSITIVE_INFINITY, 0);
    assertThat(FlowMode.highest(List.of(low, lost, high, beyond))).isEqualTo(high);
    assertThat(FlowMode.highest(List.of(lost, beyond)).slope()).isNaN();
    assertThat(FlowMode.highest(new double[] {-2, Double.NaN, -1})).isEqualTo(-1);
  }

  @Test
  void aReloadedFlowHasTheSameBits() throws Exception {
    FlowPosterior q = bent();
    Fit<GaussianPosterior> like = Example.fit();
    Fit<FlowPosterior> fit = Fit.of(q, like.provenance(), like.verdict(), like.cost());
    Path file = folder.resolve("a.fit");
    fit.save(file);
    Fit<FlowPosterior> read = Fit.load(file, FlowPosterior.class);
    assertThat(read.posterior().lambda()).containsExactly(q.lambda());
    assertThat(read.posterior().coupling()).isEqualTo(q.coupling());
    assertThat(read.id()).isEqualTo(fit.id());
    Table rows = Example.rows();
    assertThat(read.posterior().predict(rows).probabilities())
        .isDeepEqualTo(q.predict(rows).probabilities());
    assertThat(read.posterior().summary()).isEqualTo(q.summary());
    Path again = folder.resolve("b.fit");
    read.save(again);
    assertThat(Files.readAllBytes(again)).isEqualTo(Files.readAllBytes(file));
    byte[] damaged = Files.readAllBytes(file);
    damaged[damaged.length - 100] ^= 1;
    Path third = Files.write(folder.resolve("c.fit"), damaged);
    assertThatThrownBy(() -> Fit.load(third, FlowPosterior.class))
        .isInstanceOf(FitFileException.class);
    assertThatThrownBy(() -> Fit.load(file, GaussianPosterior.class))
        .hasMessageContaining("of kind flow, which is no GaussianPosterior");
  }

  @Test
  void partsThatDoNotFitAreRefused() {
    FlowCodec codec = new FlowCodec();
    Map<String, Object> header = codec.header(bent());
    double[] numbers = codec.numbers(bent());
    assertThat(((FlowPosterior) codec.read(header, numbers, MODEL)).lambda())
        .containsExactly(bent().lambda());
    assertThatThrownBy(() -> codec.read(header(3, 3, 8), numbers, MODEL))
        .hasMessageContaining("weights need");
    assertThatThrownBy(() -> codec.read(Map.of("dimension", 3, "layers", 4), numbers, MODEL))
        .hasMessage("Flow: hidden must be a whole number, got nothing");
    assertThatThrownBy(() -> codec.read(header(3, 4.9, 8), numbers, MODEL))
        .hasMessage("Flow: layers must be a whole number, got 4.9");
    assertThatThrownBy(() -> codec.read(header(3, 1L << 33, 8), numbers, MODEL))
        .hasMessage("Flow: layers must be a whole number, got 8589934592");
    assertThatThrownBy(() -> codec.read(header(4, 4, 8), numbers, MODEL))
        .hasMessageMatching("Flow: dimension must be that of model .*, 3, got 4");
    double[] weights = new double[THREE.size()];
    weights[7] = Double.NaN;
    assertThatThrownBy(() -> FlowPosterior.of(MODEL, Example.MEAN, Example.FACTOR, THREE, weights))
        .hasMessage("Flow: weights must be finite, got NaN");
    assertThatThrownBy(() -> bent().logDensity(new double[2]))
        .hasMessage("Flow.logDensity: theta must have 3 numbers, got 2");
  }

  private static Map<String, Object> header(Number dimension, Number layers, Number hidden) {
    return Map.of("dimension", dimension, "layers", layers, "hidden", hidden);
  }

  /** 4000 draws of a probability have a standard error of at most 0.5/√4000; 5 of them. */
  @Test
  void predictionsAreThoseOfItsDraws() {
    FlowPosterior flow =
        FlowPosterior.of(MODEL, Example.MEAN, Example.FACTOR, THREE, new double[THREE.size()]);
    double[][] expected = Example.dense(MODEL).predict(Example.rows()).probabilities();
    double[][] found = flow.predict(Example.rows()).probabilities();
    for (int i = 0; i < found.length; i++) {
      assertThat(found[i]).containsExactly(expected[i], within(5 * 0.5 / Math.sqrt(4000)));
    }
  }
}
