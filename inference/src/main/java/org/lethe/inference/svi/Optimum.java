package org.lethe.inference.svi;

/**
 * Where an optimisation ended.
 *
 * @param lambda the last iterate when {@code settled}, otherwise the mean of the iterates of the
 *     tail
 * @param trace the energy on the way
 * @param steps how many were done
 * @param settled whether it stopped early because the exact gradient vanished
 * @param rowGradients how many gradients of single rows were evaluated
 */
@SuppressWarnings("ArrayRecordComponent") // a result, never compared
public record Optimum(
    double[] lambda, Trace trace, long steps, boolean settled, long rowGradients) {}
