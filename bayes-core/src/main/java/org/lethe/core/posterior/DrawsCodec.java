package org.lethe.core.posterior;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.lethe.core.data.Checks;
import org.lethe.core.model.Model;

/** Writes draw after draw, chain after chain, then the log weights where there are any. */
public final class DrawsCodec implements PosteriorCodec {
  @Override
  public String kind() {
    return "draws";
  }

  @Override
  public Class<? extends Posterior> type() {
    return Draws.class;
  }

  @Override
  public Map<String, Object> header(Posterior posterior) {
    Draws draws = (Draws) posterior;
    return Map.of(
        "chains", draws.chains(),
        "draws", draws.size(),
        "dimension", draws.model().dimension(),
        "weighted", draws.logWeights().isPresent());
  }

  @Override
  public double[] numbers(Posterior posterior) {
    Draws draws = (Draws) posterior;
    DoubleStream theta = Arrays.stream(draws.all()).flatMapToDouble(Arrays::stream);
    double[] weights = draws.logWeights().orElse(new double[0]);
    return DoubleStream.concat(theta, Arrays.stream(weights)).toArray();
  }

  @Override
  public Posterior read(Map<String, Object> header, double[] numbers, Model model) {
    FitHeader.requireDimension("Draws", header, model);
    int chains = FitHeader.whole("Draws", header, "chains");
    int size = FitHeader.whole("Draws", header, "draws");
    int d = model.dimension();
    boolean weighted = Boolean.TRUE.equals(header.get("weighted"));
    Checks.that(
        chains > 0 && size > 0 && numbers.length == (long) chains * size * (weighted ? d + 1 : d),
        "Draws: %d chains of %d draws of the %d numbers of model %s do not make %d numbers",
        chains,
        size,
        d,
        model.name(),
        numbers.length);
    double[][][] draws = new double[chains][size][];
    for (int k = 0; k < chains * size; k++) {
      draws[k / size][k % size] = Arrays.copyOfRange(numbers, k * d, (k + 1) * d);
    }
    return weighted
        ? Draws.weighted(
            model, draws, Arrays.copyOfRange(numbers, chains * size * d, numbers.length))
        : Draws.of(model, draws);
  }
}
