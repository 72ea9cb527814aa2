package org.lethe.examples.experiment;

import java.util.Locale;
import java.util.Map;
import org.lethe.core.posterior.Cost;
import org.lethe.examples.text.TextTable;
import org.lethe.examples.text.Words;

/** One experiment beside the published numbers, and what does not hold. */
public record GmmText(GmmResult result) {

  /**
   * Origin and forgotten, as the published code gives them for one seed of 2000 rows of which 800
   * go, without its ablation.
   */
  private static final Map<String, double[]> PUBLISHED =
      Map.of(
          "svi", new double[] {1.588, 1.115},
          "sgld", new double[] {1.656, .217},
          "sghmc", new double[] {1.561, .282});

  /**
   * Whether forgetting came where it should, and nothing else would have, at less than the price of
   * a retrain.
   */
  public boolean holds() {
    return result.refused().isEmpty()
        && result.distance().hasPower()
        && result.distance().forgottenHolds()
        && !result.retrainInstead();
  }

  @Override
  public String toString() {
    GmmResult.Setting s = result.setting();
    return String.format(
            Locale.ROOT,
            "Forgetting %d of %d rows of a mixture by %s from %s (Fu et al. 2021), data seed"
                + " %d%n%n",
            s.erased(),
            s.rows(),
            s.method(),
            s.engine(),
            s.seed())
        + distances()
        + "\n"
        + costs()
        + "\n"
        + sentences();
  }

  private String distances() {
    GmmResult.Distance d = result.distance();
    double[] published = published(result.setting());
    TextTable table = TextTable.of("distance to the retrain", "found", "published");
    table.row("original", Words.number(d.origin()), Words.number(published[0]));
    table.row(result.setting().method() + " alone", Words.number(d.influenceOnly()), "-");
    table.row("chain alone", Words.number(d.chainOnly()), "-");
    table.row("both", Words.number(d.forgotten()), Words.number(published[1]));
    table.row("held by an L2 penalty", Words.number(d.penalised()), "-");
    table.row("gradient ascent", Words.number(d.ascent()), "-");
    table.row("retrain of equal cost", Words.number(d.equalRetrain()), "-");
    table.row("two retrains, median of six", Words.number(d.retrainToRetrain()), "-");
    table.row("posterior sd, by Laplace", Words.number(d.posteriorSd()), "-");
    return table.toString();
  }

  private static double[] published(GmmResult.Setting s) {
    boolean same = s.method().equals("bif") && s.rows() == 2000 && s.erased() == 800;
    double[] none = {Double.NaN, Double.NaN};
    return same ? PUBLISHED.getOrDefault(s.engine(), none) : none;
  }

  private String costs() {
    TextTable table = TextTable.of("cost", "seconds", "row gradients", "row Hessian products");
    GmmResult.Costs costs = result.costs();
    cost(table, "fit", costs.fit());
    cost(table, "curvature kept with it", costs.curvature());
    cost(table, result.setting().method() + " alone", costs.influence());
    cost(table, "forget: both", costs.forget());
    cost(table, "retrain", costs.retrain());
    return table.toString();
  }

  private static void cost(TextTable table, String name, Cost cost) {
    table.row(
        name,
        Words.number(cost.seconds()),
        Words.number(cost.rowGradients()),
        Words.number(cost.rowHessianProducts()));
  }

  private String sentences() {
    StringBuilder text = new StringBuilder();
    GmmResult.Distance d = result.distance();
    result.refused().ifPresent(why -> text.append("Refused: ").append(why).append('\n'));
    if (result.refusals() > 0) {
      text.append("Refused ")
          .append(Words.count(result.refusals(), "time"))
          .append(", in chunks of ")
          .append(GmmExperiment.CHUNK)
          .append(" rows or fewer: the seconds of that are counted, the gradients are not.\n");
    }
    if (result.modeChanged()) {
      text.append("A retrain from the first start goes to another mode; distances are from one in")
          .append(" the mode that the original leads to.\n");
    }
    if (Double.isNaN(d.penalised())) {
      text.append("No L2 penalty: draws that are held to where they were are draws of no")
          .append(" posterior.\n");
    }
    if (result.chainsElsewhere() > 0) {
      text.append(Words.count(result.chainsElsewhere(), "chain"))
          .append(" of the forgotten posterior went to another mode; distances leave out chains")
          .append(" that did, unless all did.\n");
    }
    if (result.refused().isEmpty()) {
      line(
          text,
          "The method alone comes within a third of the original's distance",
          d.influenceHolds());
      line(
          text,
          "With the chain it comes within "
              + Words.number(d.allowed())
              + ", twice what two retrains differ by or 0.2 posterior sd",
          d.forgottenHolds());
      if (!d.hasPower()) {
        text.append("That tells NOTHING: the untouched original is within that distance too.\n");
      }
      if (d.influenceMadeNoDifference()) {
        text.append("The chain has forgotten where it began: with the method and without, at one")
            .append(" seed, it ends at one distance, so the method made no difference.\n");
      }
      text.append("Verdict: ").append(result.verdict().level());
      result.verdict().reasons().forEach(reason -> text.append("; ").append(reason));
      text.append('\n');
    }
    text.append("Price: ")
        .append(
            result.refused().isPresent() ? "retrain instead" : result.costs().bargain().toString())
        .append(".\n");
    return text.toString();
  }

  private static void line(StringBuilder text, String claim, boolean holds) {
    text.append(claim).append(holds ? ": holds.\n" : ": does NOT hold.\n");
  }
}
