/** Gaussian processes: kernels and mean functions as values, and sparse posteriors on them. */
package org.lethe.core.gp;
