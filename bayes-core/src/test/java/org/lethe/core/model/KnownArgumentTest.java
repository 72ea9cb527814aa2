package org.lethe.core.model;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lethe.core.data.Column;
import org.lethe.core.data.DataException;
import org.lethe.core.data.Schema;
import org.lethe.core.data.Table;
import org.lethe.core.distribution.BetaBinomial;
import org.lethe.core.distribution.Binomial;
import org.lethe.core.distribution.Categorical;
import org.lethe.core.distribution.Censored;
import org.lethe.core.distribution.Distribution;
import org.lethe.core.distribution.Exponential;
import org.lethe.core.distribution.Gamma;
import org.lethe.core.distribution.HalfCauchy;
import org.lethe.core.distribution.HalfNormal;
import org.lethe.core.distribution.HalfStudentT;
import org.lethe.core.distribution.Mixture;
import org.lethe.core.distribution.Multinomial;
import org.lethe.core.distribution.NegativeBinomial;
import org.lethe.core.distribution.Normal;
import org.lethe.core.distribution.Poisson;
import org.lethe.core.distribution.Truncated;
import org.lethe.core.distribution.Uniform;
import org.lethe.core.distribution.ZeroInflated;
import org.lethe.core.expr.Expr;

/** Arguments that columns give, and that no law can have. */
class KnownArgumentTest {

  private static final Schema SCHEMA =
      Schema.of("id", Column.number("y"), Column.number("z"), Column.number("a"));

  private static Table rows(double y, double z, double a) {
    Map<String, double[]> columns =
        Map.of("y", new double[] {1, y}, "z", new double[] {1, z}, "a", new double[] {2, a});
    return Table.of(SCHEMA, List.of("p", "q"), columns);
  }

  /** A law of y whose argument is a column, and one in an unknown too. */
  private static Model model(BiFunction<Expr, Expr, Distribution> law) {
    return Model.define(
        "m",
        SCHEMA,
        m -> {
          Expr b = m.parameter("b", Gamma.of(2, 2));
          m.observe("y", law.apply(m.column("a"), b));
          m.factor(b.negate());
        });
  }

  private static void refused(Model model, Table rows, String message) {
    assertThatThrownBy(() -> model.check(rows))
        .isInstanceOf(DataException.class)
        .hasMessage("Model m: " + message);
  }

  @Test
  void anSdIsPositive() {
    Model sd = model((a, b) -> Normal.of(b, a));
    assertThatCode(() -> sd.check(rows(1, 1, .5))).doesNotThrowAnyException();
    String rule = " of Normal must be positive and finite, got ";
    refused(sd, rows(1, 1, -1), "column 'a', row 'q': sd" + rule + "-1.0");
    refused(sd, rows(1, 1, 0), "column 'a', row 'q': sd" + rule + "0.0");
    Model made = model((a, b) -> Normal.of(b, a.minus(Expr.column("z"))));
    refused(
        made,
        rows(1, 3, 3),
        "column 'z', 'a', row 'q': sd of Normal made from it must be"
            + " positive and finite, got 0.0");
    Model vector =
        Model.define(
            "m",
            SCHEMA,
            m ->
                m.observe(
                    List.of("y", "z"),
                    Normal.of(m.parameter("b", Normal.of(0, 1)), m.columns("y", "a"))));
    refused(
        vector,
        rows(1, 1, -3),
        "column 'y', 'a', row 'q': sd of Normal made from it must be positive and finite, got"
            + " -3.0");
  }

  static Stream<BiFunction<Expr, Expr, Distribution>> trials() {
    return Stream.of(
        (a, b) -> Binomial.logits(a, b),
        (a, b) -> Binomial.probability(a, b.negate().exp()),
        (a, b) -> BetaBinomial.of(a, b, b),
        (a, b) -> ZeroInflated.of(.5, Binomial.logits(a, b)));
  }

  @ParameterizedTest
  @MethodSource("trials")
  void trialsAreCountsAndNoFewerThanSuccesses(BiFunction<Expr, Expr, Distribution> law) {
    Model model = model(law);
    assertThatCode(() -> model.check(rows(3, 0, 3))).doesNotThrowAnyException();
    assertThatThrownBy(() -> model.check(rows(1, 0, 2.5)))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("Model m: column 'a', row 'q': trials of ")
        .hasMessageEndingWith("inomial must be a whole number from 0 up, got 2.5");
    assertThatThrownBy(() -> model.check(rows(3, 0, 2)))
        .hasMessageStartingWith(
            "Model m: column 'y', 'a', row 'q': trials less the observed count of ")
        .hasMessageEndingWith("made from it must be a whole number from 0 up, got -1.0");
  }

  @Test
  void trialsAreTheSumOfTheCounts() {
    Model model =
        Model.define(
            "m",
            SCHEMA,
            m -> {
              Expr l = m.parameter("l", Normal.of(0, 1), 2);
              m.observe(List.of("y", "z"), Multinomial.of(m.column("a"), Categorical.logits(l)));
            });
    assertThatCode(() -> model.check(rows(2, 3, 5))).doesNotThrowAnyException();
    refused(
        model,
        rows(2, 3, 4.5),
        "column 'a', row 'q': trials of Multinomial must be a whole number from 0 up, got 4.5");
    refused(
        model,
        rows(2, 3, 4),
        "column 'y', 'z', 'a', row 'q': trials less the sum of the counts of Multinomial made from"
            + " it must be 0, got -1.0");
  }

  /** A law, a row that it refuses for its argument, and how. */
  record Other(
      BiFunction<Expr, Expr, Distribution> law, double y, double a, String argument, String rule) {}

  static Stream<Other> others() {
    String positive = "positive and finite";
    return Stream.of(
        new Other((a, b) -> Poisson.rate(a), 1, -1, "rate of Poisson", "at least 0 and finite"),
        new Other(
            (a, b) -> NegativeBinomial.logMeanDispersion(b, a), 1, -1, "dispersion of", positive),
        new Other(
            (a, b) -> NegativeBinomial.meanDispersion(a, b.exp()), 1, -1, "mean of", positive),
        new Other(
            (a, b) -> Truncated.atLeast(Normal.of(b, 1), a.minus(2)),
            1,
            4,
            "value less lower",
            "at least 0"),
        new Other((a, b) -> Truncated.atMost(Normal.of(b, a), 9), 1, -3, "sd of Normal", positive),
        new Other(
            (a, b) -> Censored.above(Normal.of(b, 1), a),
            3,
            2,
            "upper bound less value",
            "at least 0"),
        new Other(
            (a, b) -> Uniform.of(b.times(0), a), 4, 3, "upper bound less value", "at least 0"),
        new Other(
            (a, b) -> Mixture.of(new double[] {1, 1}, List.of(Normal.of(b, 1), Normal.of(0, a))),
            1,
            -1,
            "sd of Normal",
            positive));
  }

  @ParameterizedTest
  @MethodSource("others")
  void otherArgumentsThatColumnsGive(Other other) {
    Model model = model(other.law());
    assertThatCode(() -> model.check(rows(1, 1, 2))).doesNotThrowAnyException();
    assertThatThrownBy(() -> model.check(rows(other.y(), 1, other.a())))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("Model m: column '")
        .hasMessageContaining("row 'q'")
        .hasMessageContaining(other.argument())
        .hasMessageContaining("must be " + other.rule());
  }

  static Stream<BiFunction<Expr, Expr, Distribution>> zeros() {
    return Stream.of(
        (a, b) -> Exponential.of(b),
        (a, b) -> HalfNormal.of(b),
        (a, b) -> HalfCauchy.of(b),
        (a, b) -> HalfStudentT.of(3, b),
        (a, b) -> Truncated.atMost(Exponential.of(b), 7),
        (a, b) -> Truncated.atMost(Exponential.of(b), a),
        (a, b) -> Censored.above(Exponential.of(b), a),
        (a, b) -> Mixture.of(new double[] {1, 1}, List.of(Gamma.of(2, b), Exponential.of(b))));
  }

  @ParameterizedTest
  @MethodSource("zeros")
  void aZeroIsObservedWhereItHasADensity(BiFunction<Expr, Expr, Distribution> law) {
    Model model = model(law);
    assertThatCode(() -> model.check(rows(0, 1, 2))).doesNotThrowAnyException();
    assertThatThrownBy(() -> model.check(rows(-1e-9, 1, 2)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("column 'y', row 'q': a value of ");
  }

  @Test
  void aZeroIsNotObservedWhereItHasNone() {
    assertThatThrownBy(() -> model((a, b) -> Gamma.of(2, b)).check(rows(0, 1, 2)))
        .hasMessageContaining("a value of Gamma must be positive and finite, got 0.0");
  }
}
