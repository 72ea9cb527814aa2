package org.lethe.core.model;

import java.util.List;
import java.util.Optional;
import org.lethe.core.data.Checks;
import org.lethe.core.data.Column;
import org.lethe.core.distribution.Bernoulli;
import org.lethe.core.distribution.Categorical;
import org.lethe.core.distribution.HalfNormal;
import org.lethe.core.distribution.Normal;
import org.lethe.core.distribution.Poisson;
import org.lethe.core.expr.Expr;

/** The bodies of the regression models, in the language that users write theirs in. */
final class RegressionBody {

  private final Regression recipe;
  private final Design design;
  private final double prior;
  private final ColumnRules rules;

  RegressionBody(Regression recipe) {
    this.recipe = recipe;
    this.design = recipe.design();
    this.prior = recipe.number("prior").orElse(Regression.DEFAULT_PRIOR);
    this.rules = new ColumnRules(recipe.kind(), recipe.schema());
  }

  void declare(Declare m) {
    for (String option : List.of("noise", "noisePrior")) {
      Checks.that(
          recipe.text(option).isEmpty() || List.of("linear", "polynomial").contains(recipe.kind()),
          "Model %s: %s is an option of linear and polynomial regression only",
          recipe.kind(),
          option);
    }
    recipe.text("weights").ifPresent(m::weights);
    switch (recipe.kind()) {
      case "linear", "polynomial" -> linear(m);
      case "logistic" -> m.observe(recipe.target(), Bernoulli.logits(predictor(m)));
      case "poisson" -> m.observe(recipe.target(), Poisson.logRate(predictor(m)));
      case "multinomial" -> multinomial(m);
      default ->
          throw new IllegalArgumentException(
              "Regression: model must be one of linear, logistic, multinomial, poisson and "
                  + "polynomial, got "
                  + recipe.kind());
    }
  }

  private void linear(Declare m) {
    Expr predictor = predictor(m);
    Optional<Double> noise = recipe.number("noise");
    double scale = recipe.number("noisePrior").orElse(Regression.DEFAULT_PRIOR);
    Expr sigma =
        noise.isPresent()
            ? Expr.constant(Checks.positiveFinite("Regression", "noise sd", noise.get()))
            : m.parameter("sigma", HalfNormal.of(scale));
    m.observe(recipe.target(), Normal.of(predictor, sigma));
  }

  private void multinomial(Declare m) {
    Column target = rules.value(recipe.target());
    Checks.that(
        target.levels().size() > 1,
        "Model multinomial: target '%s' must be a category of two levels or more, got %s",
        target.name(),
        target.kind() == Column.Kind.CATEGORY ? target.levels() : target.kind());
    Checks.that(
        recipe.text("offset").isEmpty(), "Model multinomial: an offset cannot be used here");
    int others = target.levels().size() - 1;
    // appends the reference level's logit 0 in front
    double[][] shift = new double[others][others + 1];
    for (int k = 0; k < others; k++) {
      shift[k][k + 1] = 1;
    }
    Expr logits = linearPredictor(m, others).matmul(Expr.constant(shift));
    m.observe(recipe.target(), Categorical.logits(logits));
  }

  /** η, [rows]. */
  private Expr predictor(Declare m) {
    Expr eta = linearPredictor(m);
    Optional<String> offset = recipe.text("offset");
    if (offset.isEmpty()) {
      return eta;
    }
    rules.plainNumber(offset.get(), "offset");
    return eta.plus(m.column(offset.get()));
  }

  /** intercept + x·beta, [rows × outcomes], or [rows] where no outcomes are given. */
  private Expr linearPredictor(Declare m, int... outcomes) {
    Normal law = Normal.of(0, prior);
    List<Expr> intercept =
        recipe.hasIntercept() ? List.of(m.parameter("intercept", law, outcomes)) : List.of();
    int[] dims =
        outcomes.length == 0 ? new int[] {design.width()} : new int[] {design.width(), outcomes[0]};
    Expr eta = design.times(m.parameter("beta", law, dims));
    return intercept.isEmpty() ? eta : eta.plus(intercept.get(0));
  }
}
