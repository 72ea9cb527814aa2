/**
 * Whether an engine computes the posteriors that it says: simulation-based calibration, which needs
 * no reference but the model itself.
 */
package org.lethe.validation.calibration;
