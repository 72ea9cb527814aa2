package org.lethe.inference.run;

/**
 * How far a computation is.
 *
 * @param phase what is being done, such as {@code svi}
 * @param done steps done
 * @param total steps in all
 * @param energy the latest estimate of what is minimised, NaN where there is none
 * @param stepSize the current step size, NaN where there is none
 * @param secondsLeft estimated from the pace so far, NaN where nobody knows
 */
public record Progress(
    String phase, long done, long total, double energy, double stepSize, double secondsLeft) {}
