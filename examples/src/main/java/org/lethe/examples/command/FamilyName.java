package org.lethe.examples.command;

import java.util.OptionalInt;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A variational family as it is typed.
 *
 * @param name without the number of layers
 * @param layers of a flow, else 0
 */
record FamilyName(String name, int layers) {
  static final FamilyName MEAN_FIELD = new FamilyName("mean-field", 0);
  static final FamilyName LOW_RANK = new FamilyName("low-rank", 0);
  static final FamilyName FULL_RANK = new FamilyName("full-rank", 0);

  private static final int DEFAULT_LAYERS = 4;

  /** The layers where it is a flow. */
  OptionalInt flow() {
    return layers > 0 ? OptionalInt.of(layers) : OptionalInt.empty();
  }

  @Override
  public String toString() {
    return layers > 0 ? name + ":" + layers : name;
  }

  /** From the command line. */
  static final class Reader implements ITypeConverter<FamilyName> {
    @Override
    public FamilyName convert(String text) {
      if (text.matches("flow(:[1-9][0-9]{0,3})?")) {
        String layers = text.substring(text.indexOf(':') + 1);
        return new FamilyName(
            "flow", text.equals("flow") ? DEFAULT_LAYERS : Integer.parseInt(layers));
      }
      return switch (text) {
        case "mean-field" -> MEAN_FIELD;
        case "low-rank" -> LOW_RANK;
        case "full-rank" -> FULL_RANK;
        default ->
            throw new TypeConversionException(
                "must be mean-field, low-rank, full-rank, flow or flow:LAYERS, got '" + text + "'");
      };
    }
  }
}
