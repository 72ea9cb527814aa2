package org.lethe.examples.experiment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.lethe.core.posterior.Channel;
import org.lethe.examples.text.TextTable;
import org.lethe.examples.text.Words;
import org.lethe.validation.report.Axis;
import org.lethe.validation.report.Plot;

/**
 * A stream of requests, answered.
 *
 * @param title what was forgotten
 * @param steps one for each request
 * @param open the channels that stay open after the last
 * @param refitted distance of the last answer from a retrain that learns the hyperparameters anew
 */
public record StreamResult(
    String title, List<StreamStep> steps, List<Channel> open, Optional<Kl> refitted) {

  /** Copies the lists. */
  public StreamResult {
    steps = List.copyOf(steps);
    open = List.copyOf(open);
  }

  /** The first request at which retraining is advised. */
  OptionalInt advised() {
    return steps.stream()
        .filter(StreamStep::advisesToRetrain)
        .mapToInt(StreamStep::request)
        .findFirst();
  }

  /** KL to the retrain on the rows erased since the last training, against requests. */
  public Plot plot() {
    Plot plot =
        Plot.of(
                title,
                Axis.linear("request"),
                Axis.log("predictive KL to a retrain, erased rows [nats]"))
            .line("forgotten", column(steps, StreamStep::request), erased(steps, StreamStep::kl))
            .line(
                "do nothing",
                column(steps, StreamStep::request),
                erased(steps, StreamStep::nothing));
    List<StreamStep> retrained = retrained();
    return retrained.isEmpty()
        ? plot
        : plot.points(
            "retrained here",
            column(retrained, StreamStep::request),
            erased(retrained, StreamStep::kl));
  }

  private List<StreamStep> retrained() {
    return steps.stream().filter(step -> step.retraining().isPresent()).toList();
  }

  private static double[] erased(List<StreamStep> of, Function<StreamStep, Kl> kl) {
    return column(of, step -> Math.max(0, kl.apply(step).erased()));
  }

  private static double[] column(List<StreamStep> of, ToDoubleFunction<StreamStep> what) {
    return of.stream().mapToDouble(what).toArray();
  }

  /** As JSON in UTF-8. */
  public byte[] json() {
    ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    ObjectNode root = mapper.createObjectNode();
    root.put("title", title);
    advised().ifPresentOrElse(at -> root.put("retrainAdvisedAt", at), () -> none(root));
    open.forEach(channel -> root.withArray("openChannels").add(channel.name()));
    refitted.ifPresent(
        kl ->
            root.putObject("retrainThatRefits")
                .put("klErased", kl.erased())
                .put("klRemaining", kl.remaining()));
    for (StreamStep step : steps) {
      ObjectNode line = root.withArray("steps").addObject();
      line.put("request", step.request()).put("erased", step.erased());
      line.put("klErased", step.kl().erased()).put("klRemaining", step.kl().remaining());
      line.put("klErasedOfNothing", step.nothing().erased());
      line.put("klPosterior", step.posteriorKl());
      line.put("klPosteriorOfNothing", step.posteriorKlOfNothing());
      line.put("verdict", step.verdict().level().name());
      line.put("reason", String.join("; ", step.verdict().reasons()));
      step.retraining().ifPresent(retraining -> retraining.into(line.putObject("retrained")));
    }
    try {
      return (mapper.writeValueAsString(root) + "\n").getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of numbers and words is always JSON", e);
    }
  }

  private static void none(ObjectNode root) {
    root.putNull("retrainAdvisedAt");
  }

  @Override
  public String toString() {
    TextTable table =
        TextTable.of(
            "request",
            "erased",
            "KL, erased",
            "do nothing",
            "KL, posterior",
            "do nothing",
            "verdict");
    for (StreamStep step : steps) {
      table.row(
          Integer.toString(step.request()),
          Integer.toString(step.erased()),
          Words.number(step.kl().erased()),
          Words.number(step.nothing().erased()),
          Words.number(step.posteriorKl()),
          Words.number(step.posteriorKlOfNothing()),
          step.verdict().level().name());
    }
    String advice =
        advised().isPresent()
            ? "Retraining is advised at request " + advised().getAsInt() + ".\n"
            : "Retraining is not advised.\n";
    String done =
        retrained().stream()
            .map(step -> "Retrained at request " + step.request() + ": " + said(step) + "\n")
            .collect(Collectors.joining());
    return title + ", KL to a retrain in nats\n\n" + table + "\n" + advice + done + channels();
  }

  private static String said(StreamStep step) {
    return step.retraining().map(Retraining::toString).orElse("");
  }

  private String channels() {
    String declared =
        open.stream()
            .map(channel -> "Open channel, " + channel.name() + ": " + channel.detail() + "\n")
            .collect(Collectors.joining());
    return declared
        + refitted
            .map(
                kl ->
                    "A retrain that learns hyperparameters anew is "
                        + Words.number(kl.erased())
                        + " away on the erased rows, "
                        + Words.number(kl.remaining())
                        + " on the others.\n")
            .orElse("");
  }
}
