package org.lethe.core.expr;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** A program: the nodes of its graph, each with the phase in which it is computed. */
final class Schedule implements Program {

  private final List<Expr> inputs;
  private final List<Expr> outputs;
  private final Canonical graph;
  private final List<Phase> phases = new ArrayList<>();
  private final Set<Integer> outputNumbers;
  private final RowLayout layout;
  private final Triangles triangles;
  private final Squares squares;
  private final Pairs pairs;

  private Schedule(List<Expr> inputs, List<Expr> outputs) {
    this.inputs = List.copyOf(inputs);
    this.outputs = List.copyOf(outputs);
    this.graph = new Canonical(outputs);
    for (Canonical.Entry entry : graph.entries()) {
      phases.add(phase(entry));
    }
    this.outputNumbers = outputs.stream().map(graph::number).collect(Collectors.toSet());
    this.layout = new RowLayout(graph.entries(), outputNumbers);
    this.pairs = new Pairs(graph.entries(), phases, layout);
    this.triangles = new Triangles(graph.entries(), phases, outputNumbers);
    this.squares = new Squares(graph.entries(), outputNumbers);
  }

  static Program of(List<Expr> inputs, List<Expr> outputs) {
    for (Expr input : inputs) {
      if (!(input instanceof Node.Input)) {
        throw new IllegalArgumentException(
            "Program: inputs must be made by Expr.input, got " + input);
      }
    }
    return new Schedule(inputs, outputs);
  }

  private Phase phase(Canonical.Entry entry) {
    Expr e = entry.node();
    if (e instanceof Node.Constant) {
      return Phase.CONSTANT;
    }
    if (e instanceof Node.Input) {
      if (!inputs.contains(e)) {
        throw new IllegalArgumentException(
            "Program: an output reads " + e + ", which is not among the inputs " + inputs);
      }
      return Phase.PRELUDE;
    }
    if (e instanceof Node.Noise) {
      throw new IllegalArgumentException(
          "Program: row noise must be integrated out before a program can run, see RowNoise");
    }
    List<Phase> args = entry.args().stream().map(phases::get).toList();
    boolean late = args.contains(Phase.REDUCTION) || args.contains(Phase.EPILOGUE);
    boolean reduces = e instanceof Node.Apply a && a.op().reducesRows();
    if (e.shape().rows() || reduces) {
      if (late) {
        throw new IllegalArgumentException(
            "Program: " + e + " needs a sum over rows inside the row body, which takes two passes");
      }
      return reduces ? Phase.REDUCTION : Phase.ROWS;
    }
    if (late) {
      return Phase.EPILOGUE;
    }
    return args.contains(Phase.PRELUDE) ? Phase.PRELUDE : Phase.CONSTANT;
  }

  List<Expr> inputs() {
    return inputs;
  }

  List<Expr> outputs() {
    return outputs;
  }

  Canonical graph() {
    return graph;
  }

  Phase phase(int number) {
    return phases.get(number);
  }

  Pairs pairs() {
    return pairs;
  }

  boolean isOutput(int number) {
    return outputNumbers.contains(number);
  }

  Triangles triangles() {
    return triangles;
  }

  Squares squares() {
    return squares;
  }

  RowLayout layout() {
    return layout;
  }

  boolean hasRows() {
    return phases.contains(Phase.ROWS);
  }

  @Override
  public String digest() {
    return graph.digest(inputs, outputs);
  }

  @Override
  public List<String> columns() {
    Collection<String> names = new TreeSet<>();
    for (Canonical.Entry entry : graph.entries()) {
      if (entry.node() instanceof Node.Columns c) {
        names.addAll(c.names());
      }
    }
    return List.copyOf(names);
  }

  @Override
  public boolean sharesRows() {
    return graph.entries().stream()
        .anyMatch(e -> e.node() instanceof Node.Columns c && layout.isTableOnly(c));
  }

  @Override
  public Executor on(Device device, Precision precision) {
    int threads = device.threadCount();
    return Unweighted.hasWeights(outputs)
        ? new WeightedExecutor(this, threads)
        : new BlockExecutor(this, threads);
  }

  /** The program where every row has weight 1; an input that only they met is then unused. */
  Schedule unweighted() {
    return new Schedule(inputs, Unweighted.of(outputs));
  }
}
