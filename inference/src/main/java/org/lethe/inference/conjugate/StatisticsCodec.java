package org.lethe.inference.conjugate;

import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.lethe.core.model.Model;
import org.lethe.core.posterior.ConjugatePosterior;
import org.lethe.core.posterior.ImpossibleEditException;
import org.lethe.core.posterior.Posterior;
import org.lethe.core.posterior.PosteriorCodec;

/**
 * Writes the numbers of a posterior of this room, its sufficient statistics among them, so that a
 * fit can forget from its file alone.
 */
abstract class StatisticsCodec<P extends ConjugatePosterior> implements PosteriorCodec {
  private final String kind;
  private final Class<P> type;
  private final Function<P, double[]> write;
  private final BiFunction<Model, ExactNumbers.Reader, P> read;

  StatisticsCodec(
      String kind,
      Class<P> type,
      Function<P, double[]> write,
      BiFunction<Model, ExactNumbers.Reader, P> read) {
    this.kind = kind;
    this.type = type;
    this.write = write;
    this.read = read;
  }

  @Override
  public final String kind() {
    return kind;
  }

  @Override
  public final Class<P> type() {
    return type;
  }

  @Override
  public final Map<String, Object> header(Posterior posterior) {
    return Map.of();
  }

  @Override
  public final double[] numbers(Posterior posterior) {
    return write.apply(type.cast(posterior));
  }

  @Override
  public final P read(Map<String, Object> header, double[] numbers, Model model) {
    ExactNumbers.Reader in = new ExactNumbers.Reader(kind, numbers);
    try {
      P posterior = read.apply(model, in);
      in.end();
      return posterior;
    } catch (ImpossibleEditException e) {
      throw new IllegalArgumentException(
          kind + ": numbers must be the sums of some rows, got others; " + e.getMessage(), e);
    }
  }
}
