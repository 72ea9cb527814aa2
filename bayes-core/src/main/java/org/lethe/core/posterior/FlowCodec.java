package org.lethe.core.posterior;

import java.util.Map;
import org.lethe.core.model.Model;

/** Writes m, the rows of L and the weights of the layers, in that order. */
public final class FlowCodec implements PosteriorCodec {
  @Override
  public String kind() {
    return "flow";
  }

  @Override
  public Class<? extends Posterior> type() {
    return FlowPosterior.class;
  }

  @Override
  public Map<String, Object> header(Posterior posterior) {
    Coupling coupling = ((FlowPosterior) posterior).coupling();
    return Map.of(
        "dimension", coupling.dimension(),
        "layers", coupling.layers(),
        "hidden", coupling.hidden());
  }

  @Override
  public double[] numbers(Posterior posterior) {
    return ((FlowPosterior) posterior).packed();
  }

  @Override
  public Posterior read(Map<String, Object> header, double[] numbers, Model model) {
    FitHeader.requireDimension("Flow", header, model);
    int layers = FitHeader.whole("Flow", header, "layers");
    int hidden = FitHeader.whole("Flow", header, "hidden");
    return FlowPosterior.unpacked(model, new Coupling(model.dimension(), layers, hidden), numbers);
  }
}
