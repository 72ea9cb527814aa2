package org.lethe.core.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.lethe.core.data.DataException;
import org.lethe.core.data.Schema;
import org.lethe.core.data.Table;
import org.lethe.core.distribution.Distribution;
import org.lethe.core.expr.Expr;

/**
 * A Bayesian model: log p(θ, D) = log p(θ) + log |det J| + Σ_rows log p(row | θ), θ ∈ R^d
 * unconstrained. It is immutable and knows nothing of who uses it.
 *
 * <pre>{@code
 * Model line = Model.define("line", schema, m -> {
 *   Expr slope = m.parameter("slope", Normal.of(0, 10));
 *   Expr sigma = m.parameter("sigma", HalfNormal.of(1));
 *   m.observe("y", Normal.of(slope.times(m.column("x")), sigma));
 * });
 * }</pre>
 */
public interface Model {

  /**
   * Traces a model by running the body, which must declare the same each time: it is run again
   * where joint terms meet their rows.
   *
   * @throws IllegalArgumentException if the body is no model: a column that the schema lacks, a
   *     name used twice, shapes that do not fit, a parameter that no observation depends on, no
   *     observation at all, or a law's argument that plainly leaves where it must lie, as a scale
   *     on the whole line
   */
  static Model define(String name, Schema schema, Consumer<Declare> body) {
    return Trace.of(name, schema, Map.of(), body, Optional.empty());
  }

  /**
   * Traces a model for these rows, as {@link #define(String, Schema, Consumer)} and {@link #on} do,
   * but without running the body for rows that stand in for them: joint terms may rest on how many
   * there are. Its digest is of that, and of the values that joint terms read.
   *
   * @throws IllegalArgumentException as {@link #define(String, Schema, Consumer)}
   */
  static Model define(String name, Table rows, Consumer<Declare> body) {
    return Trace.of(name, rows.schema(), Map.of(), body, Optional.of(rows));
  }

  /** What it is called; no part of the digest. */
  String name();

  /**
   * A SHA-256 of all that was defined: expressions, parameters, hyperparameters and the schema with
   * its learned constants. The same model has the same digest in every JVM, whether its
   * hyperparameters are known or not: their values belong to a fit.
   */
  String digest();

  /** The schema that it was defined on. */
  Schema schema();

  /** d, how many numbers θ has. */
  int dimension();

  /** The parts of θ, in order. */
  List<Parameter> parameters();

  /**
   * The parameters whose first dimension numbers components that may stand in any order, see {@link
   * Declare#exchangeable}; none for most models.
   */
  List<Parameter> exchangeable();

  /** The parts of η, in order; of use until {@link #fitted} has their values. */
  List<Parameter> hyperparameters();

  /**
   * The input η, [h], hyperparameters on the real line; nothing depends on it once they are known.
   */
  Expr eta();

  /** The η that the definition starts from, [h]. */
  double[] etaStart();

  /** η where it is known, [h]; empty where hyperparameters are still to be found. */
  Optional<double[]> fitted();

  /** Whether there are hyperparameters whose values are not known. */
  default boolean isOpen() {
    return fitted().isEmpty();
  }

  /**
   * The same model with known hyperparameters: they are constants in all its expressions.
   *
   * @param eta on the real line, [h]
   * @throws IllegalArgumentException unless these are h finite numbers
   */
  Model with(double[] eta);

  /** The model as it was defined, with hyperparameters to be found. */
  Model open();

  /** The prior of each parameter, by name, on its constrained scale. */
  Map<String, Distribution> priors();

  /** The input θ, [d], unconstrained, on which all expressions here depend. */
  Expr theta();

  /**
   * Whether the prior of θ is the product of {@link #priors}, each on its own support, and nothing
   * besides: neither factors nor parameters restricted to less than their prior allows.
   */
  boolean hasPlainPrior();

  /** Whether {@link #rowTerm} is that of {@link #observations} and holds no custom term besides. */
  boolean hasPlainRows();

  /** log p(θ) + log |det J|, a scalar without rows. */
  Expr logPrior();

  /**
   * log p(row | θ), [rows], times the weight column where the model has one. Where {@link #rowTerm}
   * holds row noise, its mean over that.
   */
  Expr logLikelihood();

  /** {@link #logLikelihood} before row noise is integrated out; the same where there is none. */
  Expr rowTerm();

  /** The sum of the joint terms, a scalar; 0 without any. */
  Expr logJoint();

  /** Why rows are coupled, to complete "model m couples its rows: …"; empty where they are not. */
  Optional<String> coupled();

  /** The rows that joint terms have met, where there are such terms and {@link #on} was called. */
  Optional<Table> rows();

  /**
   * The model with its joint terms over these rows, whose columns become constants in them. A model
   * without joint terms is returned as it is. Parameters may be as many as there are rows, so the
   * dimension may change.
   *
   * @throws DataException as {@link #check}
   */
  Model on(Table rows);

  /** The column of row weights, where the model has one. */
  Optional<String> weights();

  /** What is observed and how it is distributed, in the order of declaration. */
  List<Observation> observations();

  /**
   * Parameters and hyperparameters on their constrained scale, then deterministic quantities, by
   * name in order.
   */
  Map<String, Expr> quantities();

  /** The prior of θ where it is Gaussian: all priors Normal or MultivariateNormal, known. */
  Optional<GaussianPrior> gaussianPrior();

  /** The columns that the likelihood reads. */
  List<String> rowInputs();

  /** How to rebuild a built-in model by {@link Regression#from}; empty for any other. */
  Map<String, String> definition();

  /**
   * Checks that rows can be learned from: columns that are there and observed values that can
   * occur.
   *
   * @throws DataException naming what is missing, or column and row of the first impossible value
   */
  void check(Table rows);
}
