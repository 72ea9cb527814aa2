package org.lethe.core.posterior;

import org.lethe.core.data.Table;

/** The expectation of a row's expression g, K numbers a row, over a posterior. */
interface RowAverage {
  /** E[g] for each row, end to end. */
  double[] mean(Table rows);

  /** log E[exp g] for each row, end to end. */
  double[] logMeanExp(Table rows);
}
