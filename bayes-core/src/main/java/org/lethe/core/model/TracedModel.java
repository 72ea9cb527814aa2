package org.lethe.core.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lethe.core.data.Column;
import org.lethe.core.data.DataException;
import org.lethe.core.data.Digest;
import org.lethe.core.data.Schema;
import org.lethe.core.data.Table;
import org.lethe.core.distribution.Distribution;
import org.lethe.core.expr.Expr;
import org.lethe.core.expr.Program;

/** A model as {@link Trace} leaves it: all expressions in θ, all checks behind it. */
record TracedModel(
    String name,
    Schema schema,
    Map<String, String> definition,
    List<Parameter> parameters,
    Map<String, Distribution> priors,
    Expr theta,
    Expr logPrior,
    Expr logLikelihood,
    List<Observation> observations,
    Map<String, Expr> quantities,
    Optional<String> weights,
    List<String> rowInputs,
    String digest)
    implements Model {

  /** The digest and the columns read come from the compiled program. */
  TracedModel(
      String name,
      Schema schema,
      Map<String, String> definition,
      List<Parameter> parameters,
      Map<String, Distribution> priors,
      Expr theta,
      Expr logPrior,
      Expr logLikelihood,
      List<Observation> observations,
      Map<String, Expr> quantities,
      Optional<String> weights) {
    this(
        name,
        schema,
        definition,
        parameters,
        priors,
        theta,
        logPrior,
        logLikelihood,
        observations,
        quantities,
        weights,
        Program.of(List.of(theta), List.of(logLikelihood)).columns(),
        digest(schema, parameters, theta, logPrior, logLikelihood, observations, quantities));
  }

  @Override
  public int dimension() {
    return theta.shape().size();
  }

  /** Found when asked for: the covariance of a large model would not fit into memory. */
  @Override
  public Optional<GaussianPrior> gaussianPrior() {
    return GaussianPrior.of(parameters, priors, theta);
  }

  @Override
  public void check(Table rows) {
    for (String column : rowInputs) {
      Column there = rows.schema().column(column);
      if (!there.equals(schema.column(column))) {
        throw new DataException(
            String.format(
                "column '%s' is not coded as model %s expects (kind, levels, centre or scale "
                    + "differ): read the data with the schema of the model",
                column, name));
      }
    }
    observations.forEach(observation -> observation.check(rows));
    weights.ifPresent(column -> checkWeights(rows, column));
  }

  private static void checkWeights(Table rows, String column) {
    double[] weight = rows.column(column);
    for (int i = 0; i < weight.length; i++) {
      if (weight[i] < 0) {
        throw new DataException(
            String.format(
                "column '%s', row '%s': a weight must not be negative, got %s",
                column, rows.ids().get(i), weight[i]));
      }
    }
  }

  private static String digest(
      Schema schema,
      List<Parameter> parameters,
      Expr theta,
      Expr logPrior,
      Expr logLikelihood,
      List<Observation> observations,
      Map<String, Expr> quantities) {
    List<Expr> outputs = new ArrayList<>(List.of(logPrior, logLikelihood));
    outputs.addAll(quantities.values());
    Digest digest = Digest.of().add(Program.of(List.of(theta), outputs).digest());
    for (Parameter p : parameters) {
      digest.add(p.name()).add(p.offset()).add(p.size()).add(p.dims().toString());
      digest.add(p.support().name());
    }
    quantities.keySet().forEach(digest::add);
    for (Observation o : observations) {
      digest.add(o.columns().toString()).add(o.perRow().getClass().getSimpleName());
    }
    return digest.add(schema.digest()).hex();
  }

  @Override
  public String toString() {
    return "Model[" + name + ", " + dimension() + " parameters]";
  }
}
