package org.lethe.inference.energy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.lethe.core.expr.Expr;

/**
 * The expressions of a variational energy, a·closed(λ) + mean over draws of perDraw(λ, λ′, a, ε).
 *
 * @param lambda the input λ, or (λ, η) where the model's hyperparameters η are to be found
 * @param detached the inputs that hold a copy of it, one under sticking the landing, else none
 * @param closed the part that needs no rows and no draws
 * @param perDraw rows and what the KL leaves to draws
 * @param inputs of {@code perDraw}, in order
 */
record VariationalGraph(
    Expr lambda, List<Expr> detached, Expr closed, Expr perDraw, List<Expr> inputs) {

  static VariationalGraph of(VariationalObjective<?> o) {
    VariationalGraph graph = ofKnown(o);
    return o.model().isOpen() ? graph.joined(o.model().eta()) : graph;
  }

  /** With λ and η end to end in one input, and in each copy of it. */
  private VariationalGraph joined(Expr eta) {
    int size = lambda.shape().size();
    int all = size + eta.shape().size();
    Expr gamma = Expr.input("gamma", all);
    Map<Expr, Expr> parts = new HashMap<>();
    parts.put(lambda, gamma.slice(0, size));
    parts.put(eta, gamma.slice(size, all));
    List<Expr> copies = new ArrayList<>();
    List<Expr> joinedInputs = new ArrayList<>(inputs);
    joinedInputs.set(0, gamma);
    for (Expr copy : detached) {
      Expr whole = Expr.input("gamma held fixed", all);
      parts.put(copy, whole.slice(0, size));
      copies.add(whole);
      joinedInputs.set(inputs.indexOf(copy), whole);
    }
    return new VariationalGraph(
        gamma, copies, closed.substitute(parts), perDraw.substitute(parts), joinedInputs);
  }

  private static VariationalGraph ofKnown(VariationalObjective<?> o) {
    int d = o.model().dimension();
    Expr lambda = Expr.input("lambda", o.family().size(d));
    Expr a = Expr.input("a");
    Divergence kl = Divergence.of(o.model(), o.family(), o.frame(), o.reference());
    if (o.expectation() instanceof Expectation.Draws draws) {
      return draws.stickTheLanding()
          ? sticking(o, lambda, a, kl)
          : reparametrised(o, lambda, a, kl);
    }
    Expr rows = withoutDraws(o, lambda, kl);
    return new VariationalGraph(
        lambda, List.of(), kl.closed(lambda), rows.negate(), List.of(lambda, a));
  }

  private static Expr withoutDraws(VariationalObjective<?> o, Expr lambda, Divergence kl) {
    boolean quadrature = o.expectation() instanceof Expectation.Quadrature;
    String name = quadrature ? "Quadrature" : "SoftAssignment";
    if (!(o.family() instanceof GaussianFamily normal)) {
      throw new IllegalArgumentException(
          name + ": family must be Gaussian, got " + o.family().name() + "; use Draws instead");
    }
    refuse(name, o, kl);
    return o.expectation() instanceof Expectation.Quadrature rule
        ? RowExpectation.byQuadrature(o.model(), normal, o.frame(), lambda, rule.points())
        : RowExpectation.bySoftAssignment(o.model(), normal, o.frame(), lambda);
  }

  private static VariationalGraph reparametrised(
      VariationalObjective<?> o, Expr lambda, Expr a, Divergence kl) {
    Expr noise = Expr.input("noise", o.family().noise(o.model().dimension()));
    Expr theta = point(o, lambda, noise);
    Expr energy = RowExpectation.atDraw(o.model(), o.gate(), theta).negate();
    if (!kl.isClosed()) {
      energy = energy.plus(a.times(kl.rest(lambda, noise, theta)));
    }
    return new VariationalGraph(
        lambda, List.of(), kl.closed(lambda), energy, List.of(lambda, a, noise));
  }

  private static VariationalGraph sticking(
      VariationalObjective<?> o, Expr lambda, Expr a, Divergence kl) {
    Expr noise = Expr.input("noise", o.family().noise(o.model().dimension()));
    Expr copy = Expr.input("lambda held fixed", lambda.shape().size());
    Expr theta = point(o, lambda, noise);
    Expr rows = RowExpectation.atDraw(o.model(), o.gate(), theta);
    Expr energy = a.times(kl.atDraw(lambda, copy, noise, theta)).minus(rows);
    return new VariationalGraph(
        lambda, List.of(copy), Expr.constant(0), energy, List.of(lambda, copy, a, noise));
  }

  private static Expr point(VariationalObjective<?> o, Expr lambda, Expr noise) {
    int d = o.model().dimension();
    Expr centre = o.frame().toTheta(o.family().mean(lambda, d));
    return centre.plus(o.frame().spread().times(o.family().spread(lambda, noise)));
  }

  private static void refuse(String name, VariationalObjective<?> o, Divergence kl) {
    if (o.gate().isPresent()) {
      throw new IllegalArgumentException(
          name
              + ": a gate depends on all parameters of model "
              + o.model().name()
              + " at once; use Draws instead");
    }
    if (!kl.isClosed()) {
      throw new IllegalArgumentException(
          name
              + ": model "
              + o.model().name()
              + " must have normal priors on the real line, and does not; use Draws instead");
    }
  }
}
