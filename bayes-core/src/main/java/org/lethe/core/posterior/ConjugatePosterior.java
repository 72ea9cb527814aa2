package org.lethe.core.posterior;

/** A posterior known exactly through sufficient statistics, from which rows can be subtracted. */
public interface ConjugatePosterior extends Posterior {}
