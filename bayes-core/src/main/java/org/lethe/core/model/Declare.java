package org.lethe.core.model;

import java.util.List;
import org.lethe.core.distribution.Distribution;
import org.lethe.core.distribution.Support;
import org.lethe.core.expr.Expr;

/**
 * What the body of a model is written with. Each call adds to the model; the expressions returned
 * may be used in any later call. Columns are checked against the schema as they are named.
 */
public interface Declare {

  /**
   * An unknown, in the unit and on the support of its prior. Inference moves its transform to the
   * real line (the logarithm where it is positive), whose log-Jacobian is added to the prior.
   *
   * @param dims its dimensions; none for those of the prior's own arguments
   * @return the parameter on its constrained scale
   * @throws IllegalArgumentException if the name is taken, the prior is discrete or differs from
   *     row to row or sums over rows, or its shape does not fit the dimensions
   */
  Expr parameter(String name, Distribution prior, int... dims);

  /**
   * An unknown restricted to a support inside that of its prior, whose density is not normalised
   * anew: ordered normals, or a scale under a prior on the whole line.
   *
   * <pre>{@code
   * Expr mu = m.parameter("mu", Normal.of(0, 2), Support.ORDERED, 2);
   * }</pre>
   *
   * @param support where it lives; its vectors and matrices have the prior's law number by number
   * @throws IllegalArgumentException as {@link #parameter(String, Distribution, int...)}, or if the
   *     prior has no density on the whole support
   */
  Expr parameter(String name, Distribution prior, Support support, int... dims);

  /**
   * Adds a term of the parameters alone to the log prior, such as that of neighbours on a map or of
   * a sum that should be near 0.
   *
   * @param logDensity a scalar without rows, up to a constant
   * @throws IllegalArgumentException if it is not a scalar, or sums over rows
   */
  void factor(Expr logDensity);

  /**
   * A number or array that has no prior and is estimated as a point: variational inference
   * maximises over it, and a fit holds its value from then on. Erasing rows later does not change
   * it, so it is a channel. Sampling needs a model whose hyperparameters are known, see {@link
   * Model#with}.
   *
   * @param start every element's first value, inside the support
   * @param dims its dimensions; none for a scalar
   * @return the hyperparameter on its own scale
   * @throws IllegalArgumentException if the name is taken, the support is discrete, or the start
   *     lies outside
   */
  Expr hyperparameter(String name, Support support, double start, int... dims);

  /**
   * A hyperparameter whose elements start from different values.
   *
   * @param start the elements' first values in row-major order
   * @throws IllegalArgumentException as {@link #hyperparameter(String, Support, double, int...)},
   *     or if the start does not fill the dimensions
   */
  Expr hyperparameter(String name, Support support, double[] start, int... dims);

  /**
   * A column as the schema codes it, [rows].
   *
   * @throws IllegalArgumentException if the schema has no such column, or it holds the ids
   */
  Expr column(String name);

  /**
   * Columns side by side, [rows × names].
   *
   * @throws IllegalArgumentException if there is none, one is unknown, or one holds the ids
   */
  Expr columns(String... names);

  /**
   * The groups that a column of the rows names, with the columns of their own table.
   *
   * @throws IllegalArgumentException if the column is unknown or names no groups
   */
  Group group(String key);

  /** All rows at once, for joint terms only. */
  Rows allRows();

  /**
   * Names a quantity of the parameters, without rows, that summaries report.
   *
   * @return the value itself
   * @throws IllegalArgumentException if the name is taken or the value has rows or sums over them
   */
  Expr deterministic(String name, Expr value);

  /**
   * States that in each row the column is an independent draw. A column is observed once, so that
   * no row counts twice by mistake and {@link Simulation} knows what to draw it from; Stan would
   * multiply the densities, which here takes {@link #observe(Expr, String...)}.
   *
   * @throws IllegalArgumentException if the column is unknown, holds the ids or is observed before,
   *     if the distribution is not of one number a row or sums over rows, or if it cannot yield
   *     what the column holds
   */
  void observe(String column, Distribution perRow);

  /**
   * States that in each row the columns are drawn: together where the distribution is of a vector
   * [columns], independently where it is of one number.
   *
   * @throws IllegalArgumentException as {@link #observe(String, Distribution)}
   */
  void observe(List<String> columns, Distribution perRow);

  /**
   * Adds a log-likelihood term a row. Such a term says nothing about prediction.
   *
   * @param perRowLogDensity [rows]
   * @param reads the columns that it takes as observed
   * @throws IllegalArgumentException if the term is not one number a row, or sums over rows
   */
  void observe(Expr perRowLogDensity, String... reads);

  /**
   * Adds a term of all rows at once, such as the density of an exact Gaussian process or of a time
   * series, which reads them by {@link #allRows}. Such a model is no sum over rows: it is sampled
   * in full batch, while minibatches, forgetting and prediction by row refuse it and say why.
   *
   * @param why completes "model m couples its rows: …"
   * @param logDensity a scalar without rows
   * @throws IllegalArgumentException if the reason is blank, or the density is not a scalar or
   *     reads rows otherwise
   */
  void observeJointly(String why, Expr logDensity);

  /**
   * States that the first dimension of these parameters numbers components whose order means
   * nothing, as in a mixture: to put them in another order, in all these parameters alike, changes
   * neither prior nor likelihood. Samplers then report draws in one order, see {@link
   * org.lethe.core.posterior.DrawsPosterior#relabelled}.
   *
   * @throws IllegalArgumentException if it is called twice, a name is that of no parameter, their
   *     first dimensions differ, or the log prior depends on the order; the likelihood is taken at
   *     its word
   */
  void exchangeable(String... parameters);

  /**
   * Multiplies the log-likelihood of each row by the number in this column, as if the row had been
   * seen so many times.
   *
   * @throws IllegalArgumentException if it is called twice, or the column is unknown, a category,
   *     standardised, or holds the ids
   */
  void weights(String column);
}
