package org.lethe.unlearning.bif;

/**
 * What one step of an influence did.
 *
 * @param rows how many edited rows it carried out to the end, 0 for a stage that is not the last
 *     and for a Stein pass
 * @param residual of its linear system, see {@link Solution#residual}
 * @param iterations products with the Hessian that led to the step, see {@link Solution#iterations}
 * @param length how far it went, in standard deviations of the posterior before the edit
 */
public record Step(int rows, double residual, int iterations, double length) {}
