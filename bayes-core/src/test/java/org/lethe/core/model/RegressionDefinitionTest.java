package org.lethe.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.lethe.core.model.Data.SCHEMA;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lethe.core.data.Column;
import org.lethe.core.data.Schema;

class RegressionDefinitionTest {

  static Stream<Regression> recipes() {
    return Stream.of(
        Regression.linear(SCHEMA, "y"),
        Regression.linear(SCHEMA, "y").features("x1", "kind").noise(.3).weights("weight"),
        Regression.linear(SCHEMA, "y").features("x1").noisePrior(2),
        Regression.logistic(SCHEMA, "sick").features("x2", "x1").prior(.1).intercept(false),
        Regression.multinomial(SCHEMA, "kind").features("x1", "x2"),
        Regression.poisson(SCHEMA, "visits").features("x1").offset("exposure"),
        Regression.polynomial(SCHEMA, "y", "x1", 4));
  }

  @ParameterizedTest
  @MethodSource("recipes")
  void aDefinitionRebuildsTheSameModel(Regression recipe) {
    Model model = recipe.model();
    assertThat(model.definition()).isEqualTo(recipe.definition());
    Regression again = Regression.from(model.definition(), SCHEMA);
    assertThat(again.definition()).isEqualTo(recipe.definition());
    assertThat(again.model().digest()).isEqualTo(model.digest());
    assertThat(again.model().name()).isEqualTo(model.name());
  }

  @Test
  void everyRecipeHasADigestOfItsOwn() {
    assertThat(recipes().map(recipe -> recipe.model().digest())).doesNotHaveDuplicates();
  }

  @Test
  void featuresAreAllOtherColumnsUnlessNamed() {
    Regression recipe = Regression.poisson(SCHEMA, "visits").offset("exposure").weights("weight");
    assertThat(recipe.coefficients())
        .containsExactly("y", "x1", "x2", "kind=green", "kind=red", "sick=yes", "std");
    assertThat(recipe.definition())
        .containsEntry("features", "[\"y\",\"x1\",\"x2\",\"kind\",\"sick\",\"std\"]");
  }

  private static void refused(ThrowingCallable call, String message) {
    assertThatThrownBy(call)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void whatAColumnCannotBeIsSaid() {
    refused(
        () -> Regression.linear(SCHEMA, "kind").model(),
        "Model linear: column 'kind' is a category of 3 levels, which Normal cannot yield");
    refused(
        () -> Regression.logistic(SCHEMA, "kind").model(),
        "Model logistic: column 'kind' is a category of 3 levels, which Bernoulli over 2 cannot");
    refused(
        () -> Regression.logistic(SCHEMA, "std").model(),
        "Model logistic: column 'std' is standardised, so Bernoulli cannot yield it");
    refused(
        () -> Regression.multinomial(SCHEMA, "y").model(),
        "Model multinomial: target 'y' must be a category of two levels or more, got NUMBER");
    refused(
        () -> Regression.multinomial(SCHEMA, "kind").offset("exposure").model(),
        "Model multinomial: an offset cannot be used here");
    refused(
        () -> Regression.poisson(SCHEMA, "visits").offset("std").model(),
        "Model poisson: offset must not be standardised, and column 'std' is");
    refused(
        () -> Regression.linear(SCHEMA, "y").features("x1", "y").model(),
        "Regression: column 'y' is named as target, offset or weights, so it is no feature");
    refused(
        () -> Regression.linear(SCHEMA, "y").features("x9").model(),
        "no column 'x9' in the schema; it has 'id', 'y', 'x1'");
    refused(
        () -> Regression.linear(SCHEMA, "zz").features("x1").model(),
        "Model linear: no column 'zz' in the schema");
    refused(
        () -> Regression.linear(SCHEMA, "y").features("id").model(),
        "column 'id' holds the row ids, which are no values");
    refused(
        () -> Regression.linear(SCHEMA, "y").features().model(),
        "Regression: features must be at least one column, got none");
    refused(
        () -> Regression.polynomial(SCHEMA, "y", "kind", 2).model(),
        "Regression: a category has no powers, got 'kind'");
    refused(
        () -> Regression.logistic(SCHEMA, "sick").features("x1").noise(1).model(),
        "Model logistic: noise is an option of linear and polynomial regression only");
    Schema constant = Schema.of("id", Column.number("y"), Column.category("c", "only"));
    refused(
        () -> Regression.linear(constant, "y").model(),
        "Regression: category 'c' must have two levels or more to be a feature, got [only]");
  }

  @Test
  void optionsOutOfRangeAreRefused() {
    Regression recipe = Regression.linear(SCHEMA, "y");
    refused(() -> recipe.prior(0), "Regression: prior sd must be positive and finite, got 0.0");
    refused(() -> recipe.noise(-1), "Regression: noise sd must be positive and finite, got -1.0");
    refused(
        () -> recipe.noisePrior(Double.NaN),
        "Regression: noise prior scale must be positive and finite, got NaN");
    refused(
        () -> Regression.polynomial(SCHEMA, "y", "x1", 0),
        "Regression: degree must be positive, got 0");
  }

  @Test
  void aDefinitionFromElsewhereIsRefusedWithTheReason() {
    Map<String, String> good = Regression.linear(SCHEMA, "y").features("x1").definition();
    refused(
        () -> Regression.from(with(good, "links", "log"), SCHEMA),
        "Regression: unknown option 'links' in the definition");
    refused(
        () -> Regression.from(Map.of("target", "y"), SCHEMA),
        "Regression: a definition must have model and target, got {target=y}");
    refused(
        () -> Regression.from(with(good, "model", "probit"), SCHEMA).model(),
        "Regression: model must be one of linear, logistic, multinomial, poisson and polynomial,"
            + " got probit");
    refused(
        () -> Regression.from(with(good, "prior", "wide"), SCHEMA).model(),
        "Regression: prior must be a number, got wide");
    refused(
        () -> Regression.from(with(good, "intercept", "maybe"), SCHEMA).model(),
        "Regression: intercept must be true or false, got maybe");
    refused(
        () -> Regression.from(with(good, "degree", "2"), SCHEMA).model(),
        "degree must be a positive whole number, for polynomial only, got 2 for linear");
    Map<String, String> cubic = Regression.polynomial(SCHEMA, "y", "x1", 3).definition();
    refused(
        () -> Regression.from(with(cubic, "degree", "2.5"), SCHEMA).model(),
        "degree must be a positive whole number, for polynomial only, got 2.5 for polynomial");
    refused(
        () -> Regression.from(with(good, "features", "x1"), SCHEMA).model(),
        "Regression: features must be a JSON array of names, got x1");
  }

  private static Map<String, String> with(Map<String, String> map, String key, String value) {
    Map<String, String> more = new HashMap<>(map);
    more.put(key, value);
    return more;
  }
}
