package org.lethe.core.posterior;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lethe.core.data.Checks;
import org.lethe.core.data.Schema;
import org.lethe.core.model.Model;
import org.lethe.core.model.Parameter;

/**
 * A way by which erased rows may still act on a result other than through its posterior: constants
 * learned from rows, an optimiser's state, a start value. Any open channel caps the grade of a
 * certificate at evidence.
 *
 * @param name what carries the influence, such as {@code schema constants}
 * @param state whether it still does
 * @param detail one sentence for the reader of a provenance
 */
public record Channel(String name, State state, String detail) {

  /** What has become of a channel. */
  public enum State {
    /** It carries nothing of the erased rows. */
    CLOSED,
    /** It was computed anew without the erased rows. */
    RECOMPUTED,
    /** It may still carry something of the erased rows. */
    OPEN
  }

  /** Throws {@link IllegalArgumentException} on a blank name. */
  public Channel {
    Checks.that(!name.isBlank(), "Channel: name must not be blank, got '%s'", name);
  }

  /** A channel that carries nothing of the erased rows. */
  public static Channel closed(String name, String detail) {
    return new Channel(name, State.CLOSED, detail);
  }

  /** A channel that was computed anew without the erased rows. */
  public static Channel recomputed(String name, String detail) {
    return new Channel(name, State.RECOMPUTED, detail);
  }

  /** A channel that may still carry something of the erased rows. */
  public static Channel open(String name, String detail) {
    return new Channel(name, State.OPEN, detail);
  }

  /**
   * The channel through which the constants of a schema remember rows: open where it learned any,
   * closed where it did not.
   */
  public static Channel schemaConstants(Schema schema) {
    List<String> learned = schema.learnedConstants();
    return learned.isEmpty()
        ? closed("schema constants", "the schema learned nothing from rows")
        : open("schema constants", String.join("; ", learned));
  }

  /**
   * Schema constants, and hyperparameters where the model has any: what training on rows leaves.
   */
  public static List<Channel> ofTraining(Model model) {
    List<String> names = model.hyperparameters().stream().map(Parameter::name).toList();
    Channel schema = schemaConstants(model.schema());
    return names.isEmpty()
        ? List.of(schema)
        : List.of(
            schema,
            open(
                "hyperparameters",
                "estimated from rows as points, and kept when rows are erased: "
                    + String.join(", ", names)));
  }

  /** Whether the state is {@link State#OPEN}. */
  public boolean isOpen() {
    return state == State.OPEN;
  }

  /**
   * The channels of a fit that was made from another: those of the parent stay as they are until
   * the newer list names them again.
   */
  public static List<Channel> inherit(List<Channel> parent, List<Channel> newer) {
    Map<String, Channel> byName = new LinkedHashMap<>();
    parent.forEach(channel -> byName.put(channel.name(), channel));
    newer.forEach(channel -> byName.put(channel.name(), channel));
    return List.copyOf(byName.values());
  }
}
