package org.lethe.inference.svi;

import org.lethe.core.random.RandomStream;
import org.lethe.inference.energy.Batch;
import org.lethe.inference.energy.EnergyFunction;

/**
 * What an {@link Optimizer} minimises.
 *
 * @param phase its name for listeners and messages, such as {@code svi}
 * @param energy at a = 1
 * @param start γ₀
 * @param data all rows, with their signed weights
 * @param random addresses noise and minibatches, step by step
 * @param identity of recipe, model, data and seed; a checkpoint with another one is refused
 */
@SuppressWarnings("ArrayRecordComponent") // an argument list, never compared
public record Descent(
    String phase,
    EnergyFunction energy,
    double[] start,
    Batch data,
    RandomStream random,
    String identity) {}
