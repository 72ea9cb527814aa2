package org.lethe.core.posterior;

import java.util.Arrays;
import java.util.Map;
import org.lethe.core.data.Checks;
import org.lethe.core.model.Model;

/** Writes the mean and the non-zero elements of the factor, in that order. */
public final class GaussianCodec implements PosteriorCodec {
  @Override
  public String kind() {
    return "gaussian";
  }

  @Override
  public Class<? extends Posterior> type() {
    return Gaussian.class;
  }

  @Override
  public Map<String, Object> header(Posterior posterior) {
    Gaussian q = (Gaussian) posterior;
    return Map.of("structure", q.structure().name(), "dimension", q.mean().length);
  }

  @Override
  public double[] numbers(Posterior posterior) {
    Gaussian q = (Gaussian) posterior;
    double[] mean = q.mean();
    double[] packed = q.packedFactor();
    double[] numbers = Arrays.copyOf(mean, mean.length + packed.length);
    System.arraycopy(packed, 0, numbers, mean.length, packed.length);
    return numbers;
  }

  @Override
  public Posterior read(Map<String, Object> header, double[] numbers, Model model) {
    Structure structure = Structure.valueOf(String.valueOf(header.get("structure")));
    int d = model.dimension();
    int packed = structure == Structure.DIAGONAL ? d : d * (d + 1) / 2;
    Checks.that(
        numbers.length == d + packed,
        "Gaussian: %d dimensions need %d numbers, got %d",
        d,
        d + packed,
        numbers.length);
    return new Gaussian(
        model,
        structure,
        Arrays.copyOf(numbers, d),
        Factor.unpacked(structure, Arrays.copyOfRange(numbers, d, numbers.length), d));
  }
}
