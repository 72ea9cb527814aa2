package org.lethe.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.lethe.core.model.Data.SCHEMA;
import static org.lethe.core.model.Data.at;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.hipparchus.analysis.differentiation.DerivativeStructure;
import org.junit.jupiter.api.Test;
import org.lethe.core.distribution.Bernoulli;
import org.lethe.core.distribution.HalfNormal;
import org.lethe.core.distribution.MultivariateNormal;
import org.lethe.core.distribution.Normal;
import org.lethe.core.distribution.StudentT;
import org.lethe.core.distribution.Support;
import org.lethe.core.expr.Evaluate;
import org.lethe.core.expr.Expr;

class ModelTest {

  private static Model hierarchical() {
    return Model.define(
        "hierarchical",
        SCHEMA,
        m -> {
          Expr tau = m.parameter("tau", HalfNormal.of(2));
          Expr b = m.parameter("b", Normal.of(Expr.constant(0), tau), 2);
          m.deterministic("total", b.sum());
          Expr eta = m.columns("x1", "x2").matmul(b);
          m.observe("sick", Bernoulli.logits(eta));
          m.observe(List.of("y", "std"), Normal.of(eta, 1.5));
          m.observe(m.column("x1").times(b.at(0)).square().negate(), "x1");
          m.weights("weight");
        });
  }

  @Test
  void logJointEqualsTheOneWrittenByHand() {
    LogJoint.agrees(
        hierarchical(),
        t -> {
          DerivativeStructure tau = t[0].exp();
          DerivativeStructure rows =
              LogJoint.rows(
                  i -> {
                    DerivativeStructure eta =
                        t[1].multiply(at("x1", i)).add(t[2].multiply(at("x2", i)));
                    DerivativeStructure against = at("sick", i) == 1 ? eta.negate() : eta;
                    DerivativeStructure custom = t[1].multiply(at("x1", i));
                    return LogJoint.sum(
                            against.exp().add(1).log().negate(),
                            LogJoint.normal(eta.subtract(at("y", i)), 1.5),
                            LogJoint.normal(eta.subtract(at("std", i)), 1.5),
                            custom.multiply(custom).negate())
                        .multiply(at("weight", i));
                  });
          return LogJoint.sum(
              LogJoint.logHalfNormal(t[0], 2),
              LogJoint.normal(t[1], tau),
              LogJoint.normal(t[2], tau),
              rows);
        });
  }

  @Test
  void partsOfThetaAreLaidOutInTheOrderOfDeclaration() {
    Model model = hierarchical();
    assertThat(model.dimension()).isEqualTo(3);
    assertThat(model.parameters())
        .containsExactly(
            new Parameter("tau", 0, 1, List.of(), Support.POSITIVE),
            new Parameter("b", 1, 2, List.of(2), Support.REAL));
    assertThat(model.priors()).containsOnlyKeys("tau", "b");
    assertThat(model.rowInputs())
        .containsExactlyInAnyOrder("x1", "x2", "sick", "y", "std", "weight");
    assertThat(model.definition()).isEmpty();
  }

  @Test
  void quantitiesAreOnTheConstrainedScale() {
    Model model = hierarchical();
    assertThat(model.quantities().keySet()).containsExactly("tau", "b", "total");
    double[] theta = {.4, -1, 3};
    Map<String, double[]> expected =
        Map.of(
            "tau",
            new double[] {Math.exp(.4)},
            "b",
            new double[] {-1, 3},
            "total",
            new double[] {2});
    model
        .quantities()
        .forEach(
            (name, value) ->
                assertThat(Evaluate.at(value, model.theta(), theta))
                    .containsExactly(expected.getOrDefault(name, new double[0]), within(1e-15)));
  }

  @Test
  void observationsDependOnThetaOnly() {
    Model model = hierarchical();
    assertThat(model.observations())
        .extracting(Observation::columns)
        .containsExactly(List.of("sick"), List.of("y", "std"));
    double[] p =
        Evaluate.rows(
            model.observations().get(0).perRow().mean(), model.theta(), Data.TABLE, 0, 1, -2);
    double logit = at("x1", 4) - 2 * at("x2", 4);
    assertThat(p[4]).isCloseTo(1 / (1 + Math.exp(-logit)), within(1e-15));
  }

  @Test
  void vectorsAreObservedJointly() {
    double[][] covariance = {{2, .5}, {.5, 1}};
    Model model =
        Model.define(
            "plane",
            SCHEMA,
            m ->
                m.observe(
                    List.of("x1", "x2"),
                    MultivariateNormal.of(m.parameter("mu", Normal.of(0, 3), 2), covariance)));
    LogJoint.agrees(
        model,
        t -> {
          double determinant = 2 * 1 - .25;
          DerivativeStructure rows =
              LogJoint.rows(
                  i -> {
                    DerivativeStructure u = t[0].negate().add(at("x1", i));
                    DerivativeStructure v = t[1].negate().add(at("x2", i));
                    return LogJoint.sum(
                            u.multiply(u), u.multiply(v).negate(), v.multiply(v).multiply(2))
                        .divide(-2 * determinant)
                        .subtract(Math.log(determinant) / 2 + Math.log(2 * Math.PI));
                  });
          return LogJoint.priors(t, 2, 3).add(rows);
        });
  }

  @Test
  void aParameterTakesTheDimensionsOfItsPrior() {
    Model model =
        Model.define(
            "prior",
            SCHEMA,
            m -> {
              double[][] covariance = {{2, .6}, {.6, .5}};
              Expr a = m.parameter("a", MultivariateNormal.of(new double[] {1, -2}, covariance));
              Expr b = m.parameter("b", Normal.of(Expr.constant(5, 6, 7), .5));
              Expr c = m.parameter("c", Normal.of(Expr.constant(1, 2), 3), 2, 2);
              Expr d =
                  m.parameter("d", MultivariateNormal.of(new double[] {8, 9}, covariance), 2, 2);
              Expr all = a.sum().plus(b.sum()).plus(c.sum()).plus(d.sum());
              m.observe("y", Normal.of(all.times(m.column("x1")), 1));
            });
    assertThat(model.parameters())
        .extracting(Parameter::dims)
        .containsExactly(List.of(2), List.of(3), List.of(2, 2), List.of(2, 2));
    GaussianPrior prior = model.gaussianPrior().orElseThrow();
    assertThat(prior.mean()).containsExactly(1, -2, 5, 6, 7, 1, 2, 1, 2, 8, 9, 8, 9);
    assertThat(prior.covariance()[0])
        .containsExactly(new double[] {2, .6, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}, within(1e-15));
    assertThat(prior.covariance()[1][1]).isCloseTo(.5, within(1e-15));
    assertThat(prior.covariance()[3][3]).isEqualTo(.25);
    assertThat(prior.covariance()[8][8]).isEqualTo(9);
    assertThat(prior.covariance()[12])
        .containsExactly(new double[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, .6, .5}, within(1e-15));
  }

  @Test
  void vectorsWithMeansOfTheirOwnAreAGaussianPrior() {
    Model model =
        Model.define(
            "groups",
            SCHEMA,
            m -> {
              Expr means = Expr.constant(new double[][] {{8, 9}, {1, 2}});
              double[][] covariance = {{2, .6}, {.6, .5}};
              Expr d = m.parameter("d", MultivariateNormal.of(means, covariance));
              m.observe("y", Normal.of(d.sum().times(m.column("x1")), 1));
            });
    assertThat(model.parameters()).extracting(Parameter::dims).containsExactly(List.of(2, 2));
    GaussianPrior prior = model.gaussianPrior().orElseThrow();
    assertThat(prior.mean()).containsExactly(8, 9, 1, 2);
    assertThat(prior.covariance()[3]).containsExactly(new double[] {0, 0, .6, .5}, within(1e-15));
  }

  @Test
  void thePriorIsGaussianOnlyWhenAllPartsAre() {
    assertThat(hierarchical().gaussianPrior()).isEmpty();
    Model heavy =
        Model.define(
            "heavy",
            SCHEMA,
            m -> m.observe("y", Normal.of(m.parameter("a", StudentT.of(4, 0, 1)), 1)));
    assertThat(heavy.gaussianPrior()).isEmpty();
  }

  @Test
  void theBodyRunsOnce() {
    AtomicInteger runs = new AtomicInteger();
    Model.define(
        "once",
        SCHEMA,
        m -> {
          runs.incrementAndGet();
          m.observe("y", Normal.of(m.parameter("a", Normal.of(0, 1)), 1));
        });
    assertThat(runs).hasValue(1);
  }

  private static Model mean(String name, String parameter, double sd) {
    return Model.define(
        name, SCHEMA, m -> m.observe("y", Normal.of(m.parameter(parameter, Normal.of(0, sd)), 1)));
  }

  @Test
  void theDigestTellsModelsApartAndIgnoresTheName() {
    String digest = mean("a", "mu", 1).digest();
    assertThat(mean("b", "mu", 1).digest()).isEqualTo(digest);
    assertThat(mean("a", "nu", 1).digest()).isNotEqualTo(digest);
    assertThat(mean("a", "mu", 2).digest()).isNotEqualTo(digest);
    Model smaller =
        Model.define(
            "a",
            SCHEMA.without("std"),
            m -> m.observe("y", Normal.of(m.parameter("mu", Normal.of(0, 1)), 1)));
    assertThat(smaller.digest()).isNotEqualTo(digest);
  }
}
