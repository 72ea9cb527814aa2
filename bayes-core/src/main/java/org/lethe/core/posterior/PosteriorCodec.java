package org.lethe.core.posterior;

import java.util.Map;
import org.lethe.core.model.Model;

/**
 * How one kind of posterior is written to a fit file and read back bit for bit. Implementations are
 * found by {@link java.util.ServiceLoader}.
 */
public interface PosteriorCodec {
  /** The name of the kind in a file, such as {@code gaussian}. */
  String kind();

  /** The type that this codec writes. */
  Class<? extends Posterior> type();

  /**
   * What a reader should see, and what {@link #read} needs beside the numbers: text, booleans,
   * integers, finite reals, lists, maps.
   */
  Map<String, Object> header(Posterior posterior);

  /** Every real that defines the posterior. */
  double[] numbers(Posterior posterior);

  /**
   * The posterior that was written.
   *
   * @param header as {@link #header} gave it; integers may have become {@code Integer} or {@code
   *     Long}
   * @throws IllegalArgumentException if header, numbers and model do not fit together
   */
  Posterior read(Map<String, Object> header, double[] numbers, Model model);
}
