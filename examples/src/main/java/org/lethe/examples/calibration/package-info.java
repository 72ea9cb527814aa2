/**
 * Whether engines compute the posteriors that they say, on models whose worlds can be simulated.
 */
package org.lethe.examples.calibration;
