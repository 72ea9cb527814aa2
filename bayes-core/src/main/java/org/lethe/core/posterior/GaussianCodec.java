package org.lethe.core.posterior;

import java.util.Arrays;
import java.util.List;
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
    return Factor.joined(mean, q.packedFactor());
  }

  @Override
  public Posterior read(Map<String, Object> header, double[] numbers, Model model) {
    FitHeader.requireDimension("Gaussian", header, model);
    Structure structure = structure(header);
    int d = model.dimension();
    int packed = Gaussian.packedSize(structure, d, numbers.length - d);
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

  private static Structure structure(Map<String, Object> header) {
    String name = String.valueOf(header.get("structure"));
    List<Structure> all = List.of(Structure.values());
    return all.stream()
        .filter(structure -> structure.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Gaussian: structure must be one of " + all + ", got " + name));
  }
}
