/** Sparse Gaussian processes on real data, beside exact ones and other programs. */
package org.lethe.examples.gp;
