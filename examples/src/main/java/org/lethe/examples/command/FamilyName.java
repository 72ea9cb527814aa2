package org.lethe.examples.command;

import java.util.OptionalInt;
import org.lethe.inference.energy.Family;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A variational family as it is typed.
 *
 * @param name what was typed
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
    return name;
  }

  /** From the command line. */
  static final class Reader implements ITypeConverter<FamilyName> {
    @Override
    public FamilyName convert(String text) {
      if (text.equals("flow")) {
        return new FamilyName(text, DEFAULT_LAYERS);
      }
      if (text.matches("flow:[1-9][0-9]{0,8}")) {
        int layers = Integer.parseInt(text.substring("flow:".length()));
        if (layers <= Family.MOST_LAYERS) {
          return new FamilyName(text, layers);
        }
      }
      return switch (text) {
        case "mean-field" -> MEAN_FIELD;
        case "low-rank" -> LOW_RANK;
        case "full-rank" -> FULL_RANK;
        default ->
            throw new TypeConversionException(
                "must be mean-field, low-rank, full-rank, flow or flow:LAYERS, LAYERS from 1 to "
                    + Family.MOST_LAYERS
                    + ", got '"
                    + text
                    + "'");
      };
    }
  }
}
