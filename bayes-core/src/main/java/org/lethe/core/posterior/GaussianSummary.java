package org.lethe.core.posterior;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lethe.core.distribution.Support;
import org.lethe.core.expr.Expr;
import org.lethe.core.model.Parameter;
import org.lethe.core.random.Purpose;
import org.lethe.core.random.RandomStream;

/**
 * A Gaussian on the model's own scale: a parameter on the real line is normal, a positive one
 * log-normal, the rest is drawn.
 */
final class GaussianSummary {
  private static final int DRAWS = 4000;

  private GaussianSummary() {}

  static Summary of(GaussianPosterior q) {
    Map<String, Expr> drawn = new LinkedHashMap<>(q.model().quantities());
    drawn.keySet().removeIf(name -> known(q, name).isPresent());
    Iterator<Quantity> fromDraws = draw(q, drawn).iterator();
    List<Quantity> lines = new ArrayList<>();
    q.model()
        .quantities()
        .forEach(
            (name, value) ->
                known(q, name)
                    .ifPresentOrElse(
                        parameter -> lines.addAll(exact(q, parameter)),
                        () -> {
                          for (int i = 0; i < value.shape().size(); i++) {
                            lines.add(fromDraws.next());
                          }
                        }));
    return new Summary(lines);
  }

  private static List<Quantity> draw(GaussianPosterior q, Map<String, Expr> quantities) {
    RandomStream address = RandomStream.of(0).at(0, Purpose.DRAW);
    return quantities.isEmpty()
        ? List.of()
        : Quantities.ofDraws(q.model(), quantities, q.draw(DRAWS, address));
  }

  /** The parameter of this name where its law is known in closed form. */
  private static Optional<Parameter> known(GaussianPosterior q, String name) {
    return q.model().parameters().stream()
        .filter(p -> p.name().equals(name))
        .filter(p -> p.support().equals(Support.REAL) || p.support().equals(Support.POSITIVE))
        .findFirst();
  }

  private static List<Quantity> exact(GaussianPosterior q, Parameter p) {
    double[] mean = q.mean();
    double[] sd = q.sd();
    List<String> names = Quantities.names(p.name(), p.dims());
    List<Quantity> lines = new ArrayList<>();
    for (int i = 0; i < p.size(); i++) {
      double m = mean[p.offset() + i];
      double s = sd[p.offset() + i];
      lines.add(
          p.support().equals(Support.REAL)
              ? Quantity.normal(names.get(i), m, s)
              : Quantity.logNormal(names.get(i), m, s));
    }
    return lines;
  }
}
