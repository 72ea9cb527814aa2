package org.lethe.examples.experiment;

import org.lethe.validation.report.Surfaces;

/**
 * What came of the moons.
 *
 * @param sweep the methods at each λ
 * @param surfaces the probability of label 1 before, after and retrained
 */
public record MoonResult(SweepResult sweep, Surfaces surfaces) {}
