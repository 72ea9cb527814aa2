package org.lethe.unlearning.bif;

/**
 * What a {@link Solver} found for H x = b.
 *
 * @param x the answer [d]
 * @param residual |b − H x|/|b|, for the system as it was stated, damping included; 0 for b = 0
 * @param iterations products with H that it took
 */
@SuppressWarnings("ArrayRecordComponent") // handed over whole; compared by nobody
public record Solution(double[] x, double residual, int iterations) {}
