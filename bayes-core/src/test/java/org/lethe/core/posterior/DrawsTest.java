package org.lethe.core.posterior;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lethe.core.data.Table;
import org.lethe.core.distribution.HalfNormal;
import org.lethe.core.distribution.Normal;
import org.lethe.core.expr.Expr;
import org.lethe.core.model.Model;
import org.lethe.core.random.RandomStream;

class DrawsTest {
  private static final double NONE = Double.NEGATIVE_INFINITY;

  @TempDir Path folder;

  private final Model model =
      Model.define(
          "a line",
          Example.SCHEMA,
          m -> {
            Expr slope = m.parameter("slope", Normal.of(0, 10), 2);
            Expr sigma = m.parameter("sigma", HalfNormal.of(1));
            m.deterministic("signal to noise", slope.at(1).over(sigma));
            m.observe("y", Normal.of(m.columns("x1", "x2").matmul(slope), sigma));
          });

  /** Draws θ = (g₁, 2 + g₂, −1 + g₃/10) with Gaussians g. */
  private double[][][] gaussian(int chains, int size) {
    double[][][] draws = new double[chains][size][3];
    for (int c = 0; c < chains; c++) {
      for (int i = 0; i < size; i++) {
        RandomStream.of(3).stream(c).at(i, 0).gaussians(draws[c][i], 0, 3);
        draws[c][i][1] += 2;
        draws[c][i][2] = -1 + draws[c][i][2] / 10;
      }
    }
    return draws;
  }

  /** One chain whose draw i is (i, 0, 0). */
  private double[][][] counting(int n) {
    return new double[][][] {
      IntStream.range(0, n).mapToObj(i -> new double[] {i, 0, 0}).toArray(double[][]::new)
    };
  }

  @Test
  void theSummaryOfDrawsSaysHowWellTheChainsMixed() {
    Summary summary = Draws.of(model, gaussian(4, 500)).summary();
    Quantity slope = summary.quantity("slope[1]");
    Mixing mixing = slope.mixing().orElseThrow();
    // independent draws: 4.5 standard errors, false alarm 7e-6
    assertThat(slope.mean()).isCloseTo(2, within(4.5 / Math.sqrt(2000)));
    assertThat(mixing.mcse()).isCloseTo(1 / Math.sqrt(2000), within(0.005));
    assertThat(mixing.bulkEss()).isBetween(1500.0, 2500.0);
    assertThat(mixing.tailEss()).isBetween(1500.0, 2500.0);
    assertThat(mixing.rHat()).isBetween(0.99, 1.01);
    assertThat(summary.toString().lines().findFirst().orElseThrow())
        .endsWith("       mcse       R-hat    bulk ESS    tail ESS");
  }

  @Test
  void aSummaryWithoutChainsKeepsItsColumns() {
    assertThat(Example.dense(Example.logistic()).summary().toString()).doesNotContain("R-hat");
    Summary two = Draws.of(model, gaussian(1, 2)).summary();
    assertThat(two.quantity("sigma").mixing()).isEmpty();
  }

  @Test
  void equalWeightsAreNoWeights() {
    double[][][] draws = gaussian(2, 100);
    double[] equal = new double[200];
    Arrays.fill(equal, -7);
    List<Quantity> plain = Draws.of(model, draws).summary().quantities();
    List<Quantity> weighted = Draws.weighted(model, draws, equal).summary().quantities();
    for (int k = 0; k < plain.size(); k++) {
      Quantity a = plain.get(k);
      Quantity b = weighted.get(k);
      assertThat(b.mean()).isCloseTo(a.mean(), within(1e-12));
      assertThat(b.sd()).isCloseTo(a.sd(), within(1e-12));
      assertThat(b.q5()).isCloseTo(a.q5(), within(1e-10));
      assertThat(b.median()).isCloseTo(a.median(), within(1e-10));
      assertThat(b.q95()).isCloseTo(a.q95(), within(1e-10));
      double mcse = a.mixing().orElseThrow().mcse();
      // the weighted variance is divided by n, the plain one by n − 1
      assertThat(b.mixing().orElseThrow().mcse()).isCloseTo(mcse, within(1e-10));
    }
  }

  @Test
  void theErrorOfAWeightedMeanIsThatOfImportanceSampling() {
    // x ~ N(0, 1) weighted to N(μ, 1), w = e^(μx − μ²/2): n Var of the weighted mean is
    // E[w²(x − μ)²] = e^(μ²)(1 + μ²), with relative error about 10 % here; false alarm below 1e-4
    double mu = 0.5;
    double[][][] draws = gaussian(4, 2000);
    double[] log = new double[8000];
    for (int k = 0; k < log.length; k++) {
      log[k] = mu * draws[k / 2000][k % 2000][0];
    }
    Quantity x = Draws.weighted(model, draws, log).summary().quantity("slope[0]");
    double error = Math.sqrt(Math.exp(mu * mu) * (1 + mu * mu) / 8000);
    Mixing mixing = x.mixing().orElseThrow();
    assertThat(x.mean()).isCloseTo(mu, within(4.5 * error));
    assertThat(mixing.mcse()).isCloseTo(error, within(0.15 * error));
    assertThat(mixing.bulkEss()).isCloseTo(1 / (error * error), within(0.3 / (error * error)));
    assertThat(x.sd()).isCloseTo(1, within(0.08));
    assertThat(x.q5()).isCloseTo(mu - 1.645, within(0.15));
  }

  @Test
  void resamplingGivesEachDrawItsShareToWithinOne() {
    double[] weights = {0.1, 0, 0.35, 0.05, 0.5};
    double[] log = Arrays.stream(weights).map(w -> w == 0 ? NONE : Math.log(w)).toArray();
    DrawsPosterior even = Draws.weighted(model, counting(5), log).resample(RandomStream.of(9));
    int[] times = new int[5];
    for (int i = 0; i < 5; i++) {
      times[(int) even.draw(0, i)[0]]++;
    }
    for (int i = 0; i < 5; i++) {
      assertThat((double) times[i])
          .isBetween(Math.floor(5 * weights[i]), Math.ceil(5 * weights[i]));
    }
    assertThat(even.logWeights()).isEmpty();
    assertThat(even.resample(RandomStream.of(1))).isSameAs(even);
  }

  @Test
  void aDrawWithoutWeightIsNeverDrawn() {
    double[] log = {NONE, Math.log(3), NONE, 0, NONE};
    Draws draws = Draws.weighted(model, counting(5), log);
    int[] times = new int[5];
    for (double[] theta : draws.draw(4000, RandomStream.of(2))) {
      times[(int) theta[0]]++;
    }
    assertThat(times[0] + times[2] + times[4]).isZero();
    // 3/4 of 4000 with sd 27: 4.5 sd, false alarm 7e-6
    assertThat(times[1]).isBetween(3000 - 124, 3000 + 124);
    assertThat(draws.draw(2, RandomStream.of(2)))
        .isDeepEqualTo(Arrays.copyOf(draws.draw(9, RandomStream.of(2)), 2));
  }

  @Test
  void aPredictionAveragesByWeight() {
    double[][][] two = {{{1, 0, 0}, {3, 0, 0}}};
    Draws draws = Draws.weighted(model, two, new double[] {Math.log(0.25), Math.log(0.75)});
    Table rows = Example.rows();
    double[] x1 = rows.column("x1");
    double[] y = rows.column("y");
    Prediction prediction = draws.predict(rows);
    for (int i = 0; i < rows.size(); i++) {
      assertThat(prediction.mean()[i]).isCloseTo(2.5 * x1[i], within(1e-12));
      double density = 0.25 * normal(y[i] - x1[i]) + 0.75 * normal(y[i] - 3 * x1[i]);
      assertThat(prediction.logScore()[i]).isCloseTo(Math.log(density), within(1e-9));
    }
  }

  private static double normal(double z) {
    return Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);
  }

  @Test
  void aFitOfDrawsComesBackToTheBit() {
    double[] log = new double[6];
    log[1] = NONE;
    log[4] = -1.0 / 3;
    for (Draws draws :
        List.of(Draws.of(model, gaussian(2, 3)), Draws.weighted(model, gaussian(2, 3), log))) {
      Fit<DrawsPosterior> fit =
          Fit.of(
              draws,
              Provenance.trained(Recipe.of("sgld"), model.digest(), "d", 1, List.of()),
              Verdict.trusted(),
              Cost.none());
      Path file = folder.resolve("draws.fit");
      fit.save(file);
      Fit<DrawsPosterior> read = Fit.load(file, DrawsPosterior.class, model);
      assertThat(read.id()).isEqualTo(fit.id());
      assertThat(read.posterior().chains()).isEqualTo(2);
      assertThat(read.posterior().size()).isEqualTo(3);
      assertThat(read.posterior().draw(1, 2)).containsExactly(draws.draw(1, 2));
      assertThat(read.posterior().logWeights().isPresent())
          .isEqualTo(draws.logWeights().isPresent());
      read.posterior()
          .logWeights()
          .ifPresent(w -> assertThat(w).containsExactly(draws.logWeights().orElseThrow()));
      assertThatThrownBy(() -> Fit.load(file, GaussianPosterior.class, model))
          .isInstanceOf(FitFileException.class)
          .hasMessageContaining("a posterior of kind draws, which is no GaussianPosterior");
    }
  }

  @Test
  void numbersThatAreNotWholeDrawsAreRefused() {
    DrawsCodec codec = new DrawsCodec();
    Draws draws = Draws.of(model, gaussian(3, 2));
    double[] numbers = Arrays.copyOf(codec.numbers(draws), 17);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> codec.read(codec.header(draws), numbers, model))
        .withMessageContaining("3 chains of 2 draws")
        .withMessageContaining("17 numbers");
    Map<String, Object> damaged = Map.of("chains", 3.5, "draws", 2, "dimension", model.dimension());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> codec.read(damaged, numbers, model))
        .withMessage("Draws: chains must be a whole number, got 3.5");
  }

  @Test
  void stanReadsOneFileAChain() throws IOException {
    double[][][] draws = {{{1, 2, 0}, {3, 4, 0}}, {{5, 6, 0}, {7, 8, 0}}};
    List<Path> files = Draws.of(model, draws).saveCmdStan(folder.resolve("fit.csv"));
    assertThat(files).containsExactly(folder.resolve("fit_1.csv"), folder.resolve("fit_2.csv"));
    assertThat(Files.readString(files.get(1)))
        .endsWith(
            """
            # id = 2
            slope.1,slope.2,sigma,signal_to_noise
            5.0,6.0,1.0,6.0
            7.0,8.0,1.0,8.0
            """);
  }

  @Test
  void givenTheRowsStanReadsTheLogDensity() throws IOException {
    double[][][] one = {{{1, 2, 0.5}}};
    Table rows = Example.rows();
    Path file = folder.resolve("one.csv");
    Draws.of(model, one).saveCmdStan(file, rows);
    List<String> lines = Files.readAllLines(file);
    double sigma = Math.exp(0.5);
    double expected = 2 * log(0, 10) - (1 + 4) / 200.0;
    // half-normal, and the Jacobian of exp
    expected += Math.log(2) + log(0, 1) - sigma * sigma / 2 + 0.5;
    for (int i = 0; i < rows.size(); i++) {
      double mean = rows.column("x1")[i] + 2 * rows.column("x2")[i];
      expected += log((rows.column("y")[i] - mean) / sigma, sigma);
    }
    assertThat(lines.get(lines.size() - 2)).startsWith("lp__,slope.1");
    assertThat(Double.parseDouble(lines.get(lines.size() - 1).split(",")[0]))
        .isCloseTo(expected, within(1e-9));
  }

  private static double log(double z, double sd) {
    return -z * z / 2 - Math.log(sd) - 0.5 * Math.log(2 * Math.PI);
  }

  @Test
  void whatAreNoDrawsIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Draws.of(model, new double[0][][]))
        .withMessage("Draws: there must be at least one draw, got 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Draws.of(model, new double[][][] {{{1, 2}}}))
        .withMessage("Draws: a draw must have the 3 numbers of model a line, got 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Draws.of(model, new double[][][] {{{1, 2, Double.NaN}}}))
        .withMessage("Draws: draw must be finite, got NaN");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Draws.of(model, new double[][][] {{{1, 2, 3}}, {}}))
        .withMessage("Draws: chains must have one length, got 1 and 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Draws.weighted(model, counting(2), new double[] {0}))
        .withMessage("Draws: log weights must be one for each of 2 draws, got 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Draws.weighted(model, counting(2), new double[] {0, Double.NaN}))
        .withMessage("Draws: a log weight must be below infinity, got NaN");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Draws.weighted(model, counting(2), new double[] {NONE, NONE}))
        .withMessage("Draws: at least one draw must have weight, got none");
  }
}
