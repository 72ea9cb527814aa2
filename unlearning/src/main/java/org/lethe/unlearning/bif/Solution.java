package org.lethe.unlearning.bif;

/**
 * What a {@link Solver} found for H x = b.
 *
 * @param x the answer [d]
 * @param residual |b − H x|/|b| with H as it was given, without a damping; 0 for b = 0
 * @param iterations products with H that led to x; a look at whether H is positive definite comes
 *     on top
 */
@SuppressWarnings("ArrayRecordComponent") // handed over whole; compared by nobody
public record Solution(double[] x, double residual, int iterations) {}
