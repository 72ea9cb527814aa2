package org.lethe.core.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lethe.core.distribution.Distribution;
import org.lethe.core.expr.Expr;

/**
 * What a model computes, see {@link Model}.
 *
 * @param priors by parameter
 * @param plainPrior whether nothing is in the log prior besides these, each on its own support
 * @param plainRows whether nothing is in the row term besides the observations
 * @param logPrior a scalar
 * @param logLikelihood [rows]
 * @param rowTerm [rows], before row noise is integrated out
 * @param logJoint a scalar, 0 without joint terms
 * @param observations in the order of declaration
 * @param quantities by name, in order
 * @param exchangeable names of parameters, see {@link Declare#exchangeable}
 */
record Terms(
    Map<String, Distribution> priors,
    boolean plainPrior,
    boolean plainRows,
    Expr logPrior,
    Expr logLikelihood,
    Expr rowTerm,
    Expr logJoint,
    List<Observation> observations,
    Map<String, Expr> quantities,
    List<String> exchangeable) {

  Terms {
    priors = Collections.unmodifiableMap(new LinkedHashMap<>(priors));
    observations = List.copyOf(observations);
    exchangeable = List.copyOf(exchangeable);
    quantities = Collections.unmodifiableMap(new LinkedHashMap<>(quantities));
  }

  /** With nodes replaced. */
  Terms substitute(Map<Expr, Expr> parts) {
    Map<String, Distribution> laws = new LinkedHashMap<>();
    priors.forEach((key, prior) -> laws.put(key, prior.substitute(parts)));
    Map<String, Expr> values = new LinkedHashMap<>();
    quantities.forEach((key, value) -> values.put(key, value.substitute(parts)));
    return new Terms(
        laws,
        plainPrior,
        plainRows,
        logPrior.substitute(parts),
        logLikelihood.substitute(parts),
        rowTerm.substitute(parts),
        logJoint.substitute(parts),
        observations.stream()
            .map(o -> new Observation(o.columns(), o.perRow().substitute(parts)))
            .toList(),
        values,
        exchangeable);
  }
}
