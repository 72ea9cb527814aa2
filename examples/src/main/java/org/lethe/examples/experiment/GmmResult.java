package org.lethe.examples.experiment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lethe.core.posterior.Cost;
import org.lethe.core.posterior.Verdict;
import org.lethe.unlearning.Bargain;
import org.lethe.validation.divergence.Centres;

/**
 * What one experiment found. Distances are Frobenius distances of mean centres, in the order that
 * suits best, from a retrain in the mode that the original leads to.
 *
 * @param setting what was done
 * @param distance as found
 * @param costs of the original, of forgetting, of a retrain
 * @param modeChanged whether the retrain from the original's start went to another mode
 * @param chainsElsewhere how many chains of the forgotten posterior went to another mode; distances
 *     and pictures leave such chains out, unless all did
 * @param refused why forgetting was refused; empty where it was not
 * @param chunk rows of one influence, as many as were not refused
 * @param verdict on the forgotten posterior
 * @param pictures centres and their sds: before, retrained, after (where not refused)
 */
public record GmmResult(
    Setting setting,
    Distance distance,
    Costs costs,
    boolean modeChanged,
    int chainsElsewhere,
    Optional<String> refused,
    int chunk,
    Verdict verdict,
    List<Picture> pictures) {

  static final String AFTER = "after";

  /** Copies the pictures. */
  public GmmResult {
    pictures = List.copyOf(pictures);
  }

  /** What was done. */
  record Setting(String engine, String method, int rows, int erased, long seed) {}

  /**
   * Distances; NaN where there is nothing to measure.
   *
   * @param origin of the original
   * @param forgotten of influence and chain together
   * @param influenceOnly of the method alone
   * @param chainOnly of fine-tuning alone
   * @param penalised of fine-tuning held to the original; NaN for draws, which know no such thing
   * @param ascent of gradient ascent on the erased rows, up to their loss under the retrain
   * @param equalRetrain of a retrain, from the first start, of as many gradients as forgetting took
   * @param retrainToRetrain between two retrains of different seeds, the median over the pairs of
   *     four
   * @param posteriorSd √Σ of squared sds of the Laplace approximation at the mode of the rows that
   *     stay, which has nothing of an engine's own bias; NaN where the energy has no curvature
   */
  record Distance(
      double origin,
      double forgotten,
      double influenceOnly,
      double chainOnly,
      double penalised,
      double ascent,
      double equalRetrain,
      double retrainToRetrain,
      double posteriorSd) {

    private static final double INFLUENCE = 1.0 / 3;
    private static final double SMALL = 0.2;
    private static final double SAME = 1e-3;

    boolean influenceHolds() {
      return influenceOnly < INFLUENCE * origin;
    }

    /** The farthest that the full method may be from the retrain. */
    double allowed() {
      return Double.isNaN(posteriorSd)
          ? 2 * retrainToRetrain
          : Math.max(2 * retrainToRetrain, SMALL * posteriorSd);
    }

    /** Whether to do nothing would be too far: else it tells nothing to be within. */
    boolean hasPower() {
      return origin > allowed();
    }

    /** Whether both ways ended at one place, by the same seed: the chain forgot its start. */
    boolean influenceMadeNoDifference() {
      return Math.abs(forgotten - chainOnly) <= SAME * allowed();
    }

    boolean forgottenHolds() {
      return forgotten <= allowed();
    }
  }

  /**
   * Costs.
   *
   * @param fit of the original
   * @param curvature of what was kept with it to forget few rows without the others
   * @param forget of influence and chain
   * @param influence of the method alone, with the seconds of tries that were refused; what
   *     gradients these took is not known
   * @param retrain of a retrain
   */
  record Costs(Cost fit, Cost curvature, Cost forget, Cost influence, Cost retrain) {

    /** By the names that the result's file has for them. */
    Map<String, Cost> named() {
      Map<String, Cost> all = new LinkedHashMap<>();
      all.put("fit", fit);
      all.put("curvature", curvature);
      all.put("influence", influence);
      all.put("forget", forget);
      all.put("retrain", retrain);
      return all;
    }

    /** All that was spent in order to forget, beside a retrain. */
    Bargain bargain() {
      return new Bargain(curvature.plus(forget), retrain);
    }
  }

  /** A posterior of the centres. */
  record Picture(String name, Centres mean, Centres sd) {}

  /** How many tries were refused, each in chunks of half the rows of the one before. */
  int refusals() {
    int refusals = refused.isPresent() ? 1 : 0;
    for (int c = Math.min(GmmExperiment.CHUNK, setting.erased()); c > chunk; c /= 2) {
      refusals++;
    }
    return refusals;
  }

  /** Whether a retrain is the better way. */
  boolean retrainInstead() {
    return refused.isPresent() || costs.bargain().retrainInstead();
  }

  /** Draws rows and posteriors into a PNG file. */
  public void plot(Path png) {
    GmmPlot.of(Clusters.of(setting.rows(), setting.erased(), setting.seed()), this).savePng(png);
  }

  /** As JSON in UTF-8; what does not exist is null. */
  public byte[] json() {
    ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    try {
      return (mapper.writeValueAsString(node(mapper.createObjectNode())) + "\n")
          .getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of numbers and words is always JSON", e);
    }
  }

  ObjectNode node(ObjectNode root) {
    root.put("engine", setting.engine()).put("method", setting.method());
    root.put("rows", setting.rows()).put("erased", setting.erased()).put("seed", setting.seed());
    ObjectNode d = root.putObject("distance");
    number(d, "origin", distance.origin());
    number(d, "forgotten", distance.forgotten());
    number(d, "influenceOnly", distance.influenceOnly());
    number(d, "chainOnly", distance.chainOnly());
    number(d, "penalised", distance.penalised());
    number(d, "gradientAscent", distance.ascent());
    number(d, "equalRetrain", distance.equalRetrain());
    number(d, "retrainToRetrain", distance.retrainToRetrain());
    number(d, "posteriorSd", distance.posteriorSd());
    number(d, "allowed", distance.allowed());
    root.put("hasPower", distance.hasPower());
    ObjectNode s = root.putObject("seconds");
    ObjectNode g = root.putObject("gradients");
    ObjectNode h = root.putObject("hessianProducts");
    costs
        .named()
        .forEach(
            (name, cost) -> {
              number(s, name, cost.seconds());
              g.put(name, cost.rowGradients());
              h.put(name, cost.rowHessianProducts());
            });
    root.put("refusedTries", refusals());
    root.put("chunk", chunk).put("modeChanged", modeChanged);
    root.put("chainsElsewhere", chainsElsewhere);
    root.put("retrainInstead", retrainInstead());
    refused.ifPresentOrElse(why -> root.put("refused", why), () -> root.putNull("refused"));
    root.put("verdict", verdict.level().name());
    root.put("reason", String.join("; ", verdict.reasons()));
    return root;
  }

  private static void number(ObjectNode node, String name, double value) {
    if (Double.isFinite(value)) {
      node.put(name, value);
    } else {
      node.putNull(name);
    }
  }
}
