package org.lethe.examples.experiment;

import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.lethe.examples.text.Words;
import org.lethe.unlearning.Bargain;
import org.lethe.validation.report.Axis;
import org.lethe.validation.report.Marginals;
import org.lethe.validation.report.Plot;
import org.lethe.validation.report.Report;

/** The demo as plots and as a page. */
record DemoReport(DemoResult result) {
  private static final int COORDINATES = 5;

  Report html() {
    return Report.of(
            "Forgetting " + result.erased() + " banknotes",
            "A logistic regression was fitted to 1372 banknotes. Then 412 of them had to be"
                + " forgotten, by their rows and the fit alone. This is how close that came to a"
                + " fit that never saw them.")
        .certificate(result.certificate())
        .section("Two methods beside baselines and two yardsticks")
        .table(List.of("", "erased rows", "remaining rows", "posterior", "verdict"), cells())
        .price(new Bargain(result.eubo().fit().cost(), result.retrained().cost()))
        .plot(
            distances(),
            "Distance of predictions from those of a retrain; further left is closer, and zero has"
                + " a place of its own.")
        .section("What the coefficients became")
        .plots(
            marginals(),
            "Posterior of the logit of label 1: intercept, then beta of variance, skewness,"
                + " curtosis and entropy. The forgotten posterior left the original and lies on the"
                + " retrained one as far as the method goes.")
        .details(result.certificate());
  }

  private List<List<String>> cells() {
    return result.lines().stream()
        .map(
            line ->
                List.of(
                    line.name(),
                    Words.number(line.kl().erased()),
                    Words.number(line.kl().remaining()),
                    Words.number(line.posteriorKl()),
                    line.fit().verdict().level().name()))
        .toList();
  }

  /** Predictive KL of each line, erased and remaining rows apart. */
  Plot distances() {
    String[] names = result.lines().stream().map(DemoResult.Line::name).toArray(String[]::new);
    double[] places = IntStream.range(0, names.length).asDoubleStream().toArray();
    return Plot.of(
            "How far from a retrain?",
            Axis.log("predictive KL(retrained ‖ ·) [nats]"),
            Axis.categories(names))
        .points("412 erased rows", array(line -> line.kl().erased()), places)
        .points("960 remaining rows", array(line -> line.kl().remaining()), places)
        .size(640, 340);
  }

  /** The posterior of the intercept, before, after and retrained. */
  Plot intercept() {
    return Marginals.of(
            result.original().posterior(),
            result.eubo().fit().posterior(),
            result.retrained().posterior(),
            1)
        .get(0)
        .size(640, 300);
  }

  private List<Plot> marginals() {
    return Marginals.of(
        result.original().posterior(),
        result.eubo().fit().posterior(),
        result.retrained().posterior(),
        COORDINATES);
  }

  private double[] array(ToDoubleFunction<DemoResult.Line> of) {
    return result.lines().stream().mapToDouble(of).map(kl -> Math.max(0, kl)).toArray();
  }
}
