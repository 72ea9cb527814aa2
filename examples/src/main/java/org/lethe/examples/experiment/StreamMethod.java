package org.lethe.examples.experiment;

import java.util.Locale;
import org.lethe.core.data.Table;
import org.lethe.core.posterior.VariationalPosterior;
import org.lethe.unlearning.Forgetting;
import org.lethe.unlearning.Gate;
import org.lethe.unlearning.bif.Bif;
import org.lethe.unlearning.bif.Solver;
import org.lethe.unlearning.eubo.Eubo;

/** How the requests of a stream are answered. */
public enum StreamMethod {
  /** By a step of influence, for which the rows that stay are read. */
  INFLUENCE("influence") {
    @Override
    Forgetting<VariationalPosterior> on(Table remaining) {
      return Bif.variational(remaining, Solver.cholesky());
    }
  },
  /** By EUBO behind a gate, from the erased rows alone. */
  EUBO("EUBO") {
    @Override
    Forgetting<VariationalPosterior> on(Table remaining) {
      return Eubo.of(GATE).steps(STEPS);
    }
  };

  /** The mass of the posterior on which it is taken to be known. */
  static final Gate GATE = new Gate.Mass(0.99, true);

  private static final int STEPS = 500;

  private final String words;

  StreamMethod(String words) {
    this.words = words;
  }

  /** Answers one request, after which these rows remain. */
  abstract Forgetting<VariationalPosterior> on(Table remaining);

  /** In a heading. */
  String words() {
    return words;
  }

  /** What the user types. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
