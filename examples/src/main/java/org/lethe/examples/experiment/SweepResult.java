package org.lethe.examples.experiment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.lethe.core.posterior.Posterior;
import org.lethe.core.posterior.Verdict;
import org.lethe.validation.divergence.PosteriorKl;

/**
 * What both methods gave at several λ.
 *
 * @param title what was forgotten, for a heading
 * @param doNothing the distance of the full fit from the retrain
 * @param full the fit to all rows
 * @param retrained the fit to the remaining rows
 * @param gap between their posteriors
 * @param rows one for each method and λ
 * @param choices of λ
 */
public record SweepResult(
    String title,
    Kl doNothing,
    Reference full,
    Reference retrained,
    Gap gap,
    List<Row> rows,
    List<Choice> choices) {

  /** Copies the lists. */
  public SweepResult {
    rows = List.copyOf(rows);
    choices = List.copyOf(choices);
  }

  /**
   * A fit to rows, θ in the published order and sign.
   *
   * @param mean [d]
   * @param sd [d]
   * @param elbo in nats
   */
  record Reference(List<Double> mean, List<Double> sd, double elbo) {}

  /**
   * How far apart two posteriors are, in nats.
   *
   * @param full KL(full ‖ retrained)
   * @param retrained KL(retrained ‖ full)
   */
  record Gap(double full, double retrained) {
    static Gap between(Posterior full, Posterior retrained) {
      return new Gap(
          PosteriorKl.between(full, retrained).value(),
          PosteriorKl.between(retrained, full).value());
    }
  }

  /**
   * What is known of a forgotten posterior.
   *
   * @param kl its distance from the retrain
   * @param ess effective sample size of 1000 weights
   * @param outside its fraction outside the 99.9 % ellipsoid of the full posterior
   */
  record Measured(Kl kl, double ess, double outside) {}

  /**
   * One method at one λ.
   *
   * @param measured empty where the method refused to give a posterior
   */
  record Row(String method, double lambda, Optional<Measured> measured, Verdict verdict) {
    static Row refused(String method, double lambda, String why) {
      return new Row(method, lambda, Optional.empty(), Verdict.unusable(why));
    }

    boolean isEubo() {
      return method.equals("eubo");
    }
  }

  /** Draws KL against λ into a PNG file. */
  public void plot(Path png) {
    KlPlot.of(this).savePng(png);
  }

  /** As JSON in UTF-8; what does not exist is null. */
  public byte[] json() {
    ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    ObjectNode root = mapper.createObjectNode();
    put(root.putObject("doNothing"), doNothing);
    put(root.putObject("full"), full);
    put(root.putObject("retrained"), retrained);
    number(root, "klFullToRetrained", gap.full());
    number(root, "klRetrainedToFull", gap.retrained());
    ArrayNode lines = root.putArray("rows");
    for (Row row : rows) {
      ObjectNode line = lines.addObject();
      line.put("method", row.method());
      line.put("lambda", row.lambda());
      line.putNull("klErased").putNull("klRemaining").putNull("ess").putNull("outside");
      row.measured()
          .ifPresent(
              found -> {
                put(line, found.kl());
                number(line, "ess", found.ess());
                number(line, "outside", found.outside());
              });
      line.put("verdict", row.verdict().level().name());
      line.put("reason", String.join("; ", row.verdict().reasons()));
    }
    for (Choice choice : choices) {
      ObjectNode line = root.withArray("choices").addObject();
      line.put("method", choice.method()).put("rule", choice.rule()).putNull("lambda");
      choice.row().ifPresent(row -> line.put("lambda", row.lambda()));
      line.putNull("klErased").putNull("klRemaining");
      choice.row().flatMap(Row::measured).ifPresent(found -> put(line, found.kl()));
    }
    try {
      return (mapper.writeValueAsString(root) + "\n").getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of numbers and words is always JSON", e);
    }
  }

  private static void put(ObjectNode node, Kl kl) {
    number(node, "klErased", kl.erased());
    number(node, "klRemaining", kl.remaining());
  }

  private static void put(ObjectNode node, Reference fit) {
    fit.mean().forEach(node.withArray("mean")::add);
    fit.sd().forEach(node.withArray("sd")::add);
    number(node, "elbo", fit.elbo());
  }

  private static void number(ObjectNode node, String name, double value) {
    if (Double.isFinite(value)) {
      node.put(name, value);
    } else {
      node.putNull(name);
    }
  }
}
