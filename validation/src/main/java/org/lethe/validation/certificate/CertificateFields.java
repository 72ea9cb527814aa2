package org.lethe.validation.certificate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.lethe.core.posterior.Channel;
import org.lethe.validation.certificate.Certificate.Grade;
import org.lethe.validation.certificate.Check.Outcome;
import org.lethe.validation.certificate.Subject.Party;
import org.lethe.validation.divergence.Estimate;
import org.lethe.validation.divergence.Interval;
import org.lethe.validation.divergence.Yardsticks;

/** The fields of a certificate in JSON. Seeds and non-finite numbers are text, to stay exact. */
final class CertificateFields {
  private CertificateFields() {}

  static void write(Certificate c, ObjectNode to) {
    to.put("grade", c.grade().name());
    ArrayNode checks = to.putArray("checks");
    c.outcomes().forEach(outcome -> write(outcome, checks.addObject()));
    ArrayNode channels = to.putArray("channels");
    for (Channel channel : c.channels()) {
      channels
          .addObject()
          .put("name", channel.name())
          .put("state", channel.state().name())
          .put("detail", channel.detail());
    }
    ArrayNode limits = to.putArray("limits");
    c.limits().forEach(limits::add);
    write(c.subject(), to.putObject("subject"));
    c.previous().ifPresent(digest -> to.put("previous", digest));
  }

  static Certificate read(JsonNode from) {
    return new Certificate(
        Grade.valueOf(from.required("grade").asText()),
        list(from.required("checks"), CertificateFields::outcome),
        list(
            from.required("channels"),
            channel ->
                new Channel(
                    text(channel, "name"),
                    Channel.State.valueOf(text(channel, "state")),
                    text(channel, "detail"))),
        list(from.required("limits"), JsonNode::asText),
        subject(from.required("subject")),
        Optional.ofNullable(from.get("previous")).map(JsonNode::asText));
  }

  private static void write(Outcome outcome, ObjectNode to) {
    to.put("name", outcome.name());
    number(to, "statistic", outcome.statistic());
    write(outcome.interval(), to.putObject("interval"));
    number(to, "threshold", outcome.threshold());
    to.put("pass", outcome.pass());
    outcome
        .yardsticks()
        .ifPresent(
            y -> {
              ObjectNode both = to.putObject("yardsticks");
              write(y.doNothing(), both.putObject("doNothing"));
              y.retrainToRetrain().ifPresent(e -> write(e, both.putObject("retrainToRetrain")));
            });
    to.put("detail", outcome.detail());
  }

  private static Outcome outcome(JsonNode from) {
    return new Outcome(
        text(from, "name"),
        number(from, "statistic"),
        interval(from.required("interval")),
        number(from, "threshold"),
        from.required("pass").asBoolean(),
        Optional.ofNullable(from.get("yardsticks"))
            .map(
                y ->
                    new Yardsticks(
                        estimate(y.required("doNothing")),
                        Optional.ofNullable(y.get("retrainToRetrain"))
                            .map(CertificateFields::estimate))),
        text(from, "detail"));
  }

  private static void write(Estimate estimate, ObjectNode to) {
    number(to, "value", estimate.value());
    write(estimate.interval(), to.putObject("interval"));
    to.put("how", estimate.how());
  }

  private static Estimate estimate(JsonNode from) {
    return new Estimate(
        number(from, "value"), interval(from.required("interval")), text(from, "how"));
  }

  private static void write(Interval interval, ObjectNode to) {
    number(to, "low", interval.low());
    number(to, "high", interval.high());
    number(to, "level", interval.level());
  }

  private static Interval interval(JsonNode from) {
    return new Interval(number(from, "low"), number(from, "high"), number(from, "level"));
  }

  private static void write(Subject s, ObjectNode to) {
    to.put("model", s.model()).put("modelDigest", s.modelDigest());
    write(s.original(), to.putObject("original"));
    write(s.forgotten(), to.putObject("forgotten"));
    write(s.retrained(), to.putObject("retrained"));
    s.secondRetrain().ifPresent(party -> write(party, to.putObject("secondRetrain")));
    to.put("erasedRows", s.erasedRows()).put("learnedRows", s.learnedRows());
    to.put("remainingRows", s.remainingRows());
    ArrayNode ids = to.putArray("keyedIds");
    s.keyedIds().forEach(ids::add);
    ObjectNode versions = to.putObject("versions");
    new TreeMap<>(s.versions()).forEach(versions::put);
  }

  private static Subject subject(JsonNode from) {
    Map<String, String> versions = new TreeMap<>();
    from.required("versions")
        .properties()
        .forEach(field -> versions.put(field.getKey(), field.getValue().asText()));
    return new Subject(
        text(from, "model"),
        text(from, "modelDigest"),
        party(from.required("original")),
        party(from.required("forgotten")),
        party(from.required("retrained")),
        Optional.ofNullable(from.get("secondRetrain")).map(CertificateFields::party),
        from.required("erasedRows").asInt(),
        from.required("learnedRows").asInt(),
        from.required("remainingRows").asInt(),
        list(from.required("keyedIds"), JsonNode::asText),
        versions);
  }

  private static void write(Party party, ObjectNode to) {
    to.put("id", party.id()).put("dataDigest", party.dataDigest()).put("method", party.method());
    to.put("seed", Long.toString(party.seed())).put("verdict", party.verdict());
  }

  private static Party party(JsonNode from) {
    return new Party(
        text(from, "id"),
        text(from, "dataDigest"),
        text(from, "method"),
        Long.parseLong(text(from, "seed")),
        text(from, "verdict"));
  }

  private static void number(ObjectNode to, String name, double value) {
    if (Double.isFinite(value)) {
      to.put(name, value);
    } else {
      to.put(name, Double.toString(value));
    }
  }

  private static double number(JsonNode from, String name) {
    JsonNode value = from.required(name);
    return value.isNumber() ? value.doubleValue() : Double.parseDouble(value.asText());
  }

  private static String text(JsonNode from, String name) {
    return from.required(name).asText();
  }

  private static <T> List<T> list(JsonNode from, Function<JsonNode, T> read) {
    List<T> items = new ArrayList<>();
    from.forEach(item -> items.add(read.apply(item)));
    return items;
  }
}
