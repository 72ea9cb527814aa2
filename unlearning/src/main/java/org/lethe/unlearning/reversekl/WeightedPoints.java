package org.lethe.unlearning.reversekl;

/**
 * A batch of draws as they are.
 *
 * @param z [S × d], end to end
 * @param weights [S], summing to 1
 */
@SuppressWarnings("ArrayRecordComponent") // numbers handed over whole; compared by nobody
record WeightedPoints(double[] z, double[] weights) {}
