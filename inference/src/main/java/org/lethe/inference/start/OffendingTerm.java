package org.lethe.inference.start;

import java.util.List;
import java.util.Map;
import org.lethe.core.data.Table;
import org.lethe.core.distribution.Distribution;
import org.lethe.core.expr.Device;
import org.lethe.core.expr.Expr;
import org.lethe.core.expr.NotPositiveDefiniteException;
import org.lethe.core.expr.Precision;
import org.lethe.core.expr.Program;
import org.lethe.core.model.Model;

/** Which term of a log density is not finite at some θ, in words. */
final class OffendingTerm {

  private OffendingTerm() {}

  static String at(double[] theta, Model model, Table data) {
    try {
      return notFinite(theta, model, data);
    } catch (NotPositiveDefiniteException e) {
      return "a matrix has no Cholesky factor: " + e.getMessage();
    }
  }

  private static String notFinite(double[] theta, Model model, Table data) {
    for (Map.Entry<String, Distribution> prior : model.priors().entrySet()) {
      Expr value = model.quantities().get(prior.getKey());
      if (value != null) {
        for (double log : values(model, prior.getValue().logDensity(value), theta, data)) {
          if (!Double.isFinite(log)) {
            return "the log prior of '" + prior.getKey() + "' is " + log;
          }
        }
      }
    }
    double prior = values(model, model.logPrior(), theta, data)[0];
    if (!Double.isFinite(prior)) {
      return "the sum of the model's factors is " + prior;
    }
    if (model.coupled().isPresent()) {
      double joint = values(model, model.logJoint(), theta, data)[0];
      if (!Double.isFinite(joint)) {
        return "the joint log density is " + joint;
      }
    }
    double[] rows = values(model, model.logLikelihood().times(Expr.ones()), theta, data);
    for (int i = 0; i < rows.length; i++) {
      if (!Double.isFinite(rows[i])) {
        return "the log likelihood of row '" + data.ids().get(i) + "' is " + rows[i];
      }
    }
    return "the priors and the log likelihoods of the rows are finite, but their gradient is not";
  }

  private static double[] values(Model model, Expr term, double[] theta, Table data) {
    Program program = Program.of(List.of(model.theta()), List.of(term));
    try (Program.Executor executor = program.on(Device.cpu(1), Precision.DOUBLE)) {
      executor.rows(data, new int[0], new double[0], 0, data.size());
      double[] out = new double[executor.outputSize()];
      executor.call(theta, out);
      return out;
    }
  }
}
